"""All the times in which an alarm is muted, by whatever rule."""

from __future__ import annotations

from assurance.cloudwatch.alarm import Account, Alarm
from assurance.cloudwatch.muting.schedule import Window, windows


def muted(account: Account, alarm: Alarm, start: int, end: int) -> tuple[Window, ...]:
    """The union of the windows of every rule that targets the alarm, in order."""
    rules = [rule for rule in account.mute_rules if {alarm.name, *alarm.aliases} & set(rule.alarms)]
    union: list[Window] = []
    for window in sorted(
        (window for rule in rules for window in windows(rule, start, end)),
        key=lambda window: window.start,
    ):
        if union and window.start <= union[-1].end:
            union[-1] = Window(union[-1].start, max(union[-1].end, window.end))
        else:
            union.append(window)
    return tuple(union)
