"""Alarms and mute rules from their properties, which CloudFormation and the API name alike."""

from assurance.cloudwatch.properties.alarms import (
    Identity,
    composite_alarm,
    metric_alarm,
    opaque_alarm,
)
from assurance.cloudwatch.properties.mutes import mute_rule
from assurance.cloudwatch.properties.queries import measure_of, metric_of
from assurance.cloudwatch.properties.reader import Properties

__all__ = [
    "Identity",
    "Properties",
    "composite_alarm",
    "measure_of",
    "metric_alarm",
    "metric_of",
    "mute_rule",
    "opaque_alarm",
]
