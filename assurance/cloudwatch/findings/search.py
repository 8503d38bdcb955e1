"""All findings about the alarms of an account."""

from __future__ import annotations

from collections.abc import Iterator

from assurance.cloudwatch.alarm import Account, CompositeAlarm, MetricAlarm, OpaqueAlarm
from assurance.cloudwatch.error import AlarmError
from assurance.cloudwatch.findings import composites, limits, metrics
from assurance.cloudwatch.findings.finding import Finding, Kind
from assurance.cloudwatch.muting import windows


def findings(account: Account) -> tuple[Finding, ...]:
    """Every finding that needs no data, in the order of the alarms."""
    return tuple(_findings(account))


def _findings(account: Account) -> Iterator[Finding]:
    stuck = composites.in_circles(account)
    for alarm in account.alarms:
        found = [Finding(alarm.name, Kind.ILLEGAL, text) for text in limits.common(alarm)]
        if isinstance(alarm, MetricAlarm):
            found += [Finding(alarm.name, Kind.ILLEGAL, text) for text in limits.metric(alarm)]
            found += metrics.findings(alarm)
        elif isinstance(alarm, CompositeAlarm):
            found += composites.findings(account, alarm, stuck)
        elif isinstance(alarm, OpaqueAlarm) and alarm.illegal:
            found.append(Finding(alarm.name, Kind.ILLEGAL, alarm.why))
        yield from found
    yield from composites.crowded(account)
    for rule in account.mute_rules:
        yield from (Finding(rule.name, Kind.ILLEGAL, text) for text in limits.mute(rule))
        try:
            windows(rule, 0, 0)
        except AlarmError as error:
            yield Finding(rule.name, Kind.ILLEGAL, str(error))
