"""How many data points an alarm fetches: more than it evaluates.

AWS publishes one number, 5 for 3 periods of 5 minutes, and no formula. Source: user guide,
"Configuring how CloudWatch alarms treat missing data".
"""

from __future__ import annotations

from assurance.cloudwatch.alarm import MetricAlarm


def assumed(alarm: MetricAlarm, given: int | None = None) -> int:
    """The length to go by: the one given, never below the periods evaluated, else N + 2."""
    periods = alarm.evaluation_periods
    return periods + 2 if given is None else max(given, periods)


def plausible(alarm: MetricAlarm, given: int | None = None) -> tuple[int, ...]:
    """Every other length that AWS may mean; none where the length is published or given."""
    periods = alarm.evaluation_periods
    published = periods == 3 and alarm.period == 300 and alarm.wall_clock is None
    if given is not None or published:
        return ()
    others = {periods + 1, periods + max(periods // 3, 2), periods + 5}
    if alarm.wall_clock is not None:
        # that more is fetched than is evaluated is published of sliding windows only
        others.add(periods)
    return tuple(sorted(others - {assumed(alarm)}))


def said(length: int) -> str:
    """A length, as a reason in reports."""
    return f"an evaluation range of {length}"
