"""What was promised, as typed data. Imports nothing of AWS or CDK."""

from promises.calendar import Cadence, NthWeekday, Weekday, WeeklyMoment
from promises.catalogue import Promise
from promises.errors import InputError, InputErrors
from promises.handbook import HANDBOOK, Handbook, load_handbook
from promises.layers import Source
from promises.limit import Latency, Limit, Sense
from promises.severities import Channel, Level, NextBusinessDay, Severities, Severity
from promises.slos import Slo
from promises.tensions import Tension
from promises.thresholds import Alert, Threshold
from promises.units import Ceiling, Count, Percentage, Quantity, Size, duration, text

__all__ = [
    "HANDBOOK",
    "Alert",
    "Cadence",
    "Ceiling",
    "Channel",
    "Count",
    "Handbook",
    "InputError",
    "InputErrors",
    "Latency",
    "Level",
    "Limit",
    "NextBusinessDay",
    "NthWeekday",
    "Percentage",
    "Promise",
    "Quantity",
    "Sense",
    "Severities",
    "Severity",
    "Size",
    "Slo",
    "Source",
    "Tension",
    "Threshold",
    "Weekday",
    "WeeklyMoment",
    "duration",
    "load_handbook",
    "text",
]
