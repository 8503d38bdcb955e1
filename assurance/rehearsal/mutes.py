"""The mute rules that somebody sets while a scenario goes on, as for a maintenance window."""

from __future__ import annotations

from collections.abc import Iterator

from assurance.cloudwatch import MuteRule
from assurance.rehearsal.alarms import Region
from assurance.rehearsal.naming import means
from assurance.rehearsal.scenario import Scenario

_MOST = 100
"""Alarms that one rule may name. Source: CloudFormation, AWS::CloudWatch::AlarmMuteRule."""


def mute_rules(scenario: Scenario, region: Region) -> Iterator[MuteRule]:
    """The rules of a scenario in one Region."""
    for place, mute in enumerate(scenario.written.mutes):
        names = [
            alarm.name
            for alarm in region.account.alarms
            if any(means(pattern, alarm.name) for pattern in mute.alarms)
            and region.severities.get(alarm.name) in mute.severities
        ]
        for first in range(0, len(names), _MOST):
            yield MuteRule(
                name=f"{scenario.name}-{place}-{first // _MOST}",
                expression=mute.schedule,
                duration=f"PT{int(mute.lasting.total_seconds()) // 60}M",
                timezone=mute.timezone,
                alarms=tuple(names[first : first + _MOST]),
            )
