"""Each severity by every channel the handbook gives it, and by a PagerDuty service of its own."""

from __future__ import annotations

from collections.abc import Iterator

from assurance.proof.paging.alarms import Alarm
from assurance.proof.paging.receivers import Receiver
from assurance.proof.paging.secrets import SecretField
from assurance.proof.paging.walk import Walk
from assurance.proof.rule import Finding, Judge, Rule, at, rule
from promises import Channel, Handbook, Level

LEVELS = "Incident Severity Levels"


def severity_channels(handbook: Handbook) -> tuple[Rule[Walk], ...]:
    """For each severity the rule that its alarms reach all its channels."""
    promises = {promise.id: promise for promise in handbook.catalogue()}
    rules: list[Rule[Walk]] = []
    for level in Level:
        promise = promises[f"severities.{level}.channels"]
        rules.append(
            Rule(promise.id, promise.section, promise.promised, f"{level} alarms", _judge(level))
        )
    return tuple(rules)


def _judge(level: Level) -> Judge[Walk]:
    def judge(walk: Walk) -> Iterator[Finding]:
        wanted = walk.handbook.severities[level].channels
        for alarm in walk.of_severity(level):
            reached = {receiver.channel for receiver in walk.reached(alarm)}
            missing = [channel for channel in wanted if channel not in reached]
            fault = ""
            if missing:
                fault = f"alarm {alarm.resource.logical_id} does not reach {', '.join(missing)}"
                fault += _where(walk, alarm, missing)
            fix = f"Subscribe {', '.join(missing)} to a topic that {level} alarms tell."
            yield Finding(at(alarm.resource, "Properties.AlarmActions"), fault, fix)

    return judge


def _where(walk: Walk, alarm: Alarm, missing: list[Channel]) -> str:
    """Why not, where a subscription is there but silent, or a topic shut."""
    faults = [told.fault for told in walk.told[alarm] if told.fault]
    for told in walk.told[alarm]:
        for receiver in told.topic.receivers if told.topic else ():
            if receiver.channel in missing and receiver.fault:
                faults.append(f"{receiver.resource.logical_id}: {receiver.fault}")
    return f" ({'; '.join(dict.fromkeys(faults))})" if faults else ""


@rule(
    "paging.one_key_per_severity",
    LEVELS,
    "each severity has a PagerDuty service of its own",
    "keys",
)
def one_key_per_severity(walk: Walk) -> Iterator[Finding]:
    """Severities that share an integration key share an urgency."""
    levels: dict[SecretField, dict[Level, None]] = {}
    for alarm in walk.alarms:
        for receiver in walk.reached(alarm):
            if receiver.secret and alarm.severity and receiver in _to_pagerduty(walk):
                levels.setdefault(receiver.secret, {})[alarm.severity] = None
    for receiver in _to_pagerduty(walk):
        using = sorted(levels.get(receiver.secret, {})) if receiver.secret else []
        fault = f"{' and '.join(using)} share the key {receiver.secret}" if len(using) > 1 else ""
        yield Finding(
            at(receiver.resource, receiver.path),
            fault,
            "Give each severity the integration key of its own PagerDuty service.",
        )


def _to_pagerduty(walk: Walk) -> list[Receiver]:
    return [one for topic in walk.topics.values() for one in topic.pagerduty]


RULES = (one_key_per_severity,)
