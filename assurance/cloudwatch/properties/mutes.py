"""A mute rule from its properties."""

from __future__ import annotations

from collections.abc import Mapping

from assurance.cloudwatch.alarm import MuteRule
from assurance.cloudwatch.properties.reader import Json, Properties


def mute_rule(values: Mapping[str, Json], name: str) -> MuteRule:
    """A mute rule."""
    given = Properties(values, name)
    schedule = given.inside("Rule").inside("Schedule")
    return MuteRule(
        name=given.text("Name", name),
        expression=schedule.text("Expression"),
        duration=schedule.text("Duration"),
        timezone=schedule.text("Timezone", "UTC"),
        alarms=given.inside("MuteTargets").texts("AlarmNames"),
        starts=given.optional("StartDate"),
        expires=given.optional("ExpireDate"),
    )
