"""What was promised, as typed data. Imports nothing of AWS or CDK."""

from promises.catalogue import Promise
from promises.errors import InputError, InputErrors
from promises.handbook import HANDBOOK, Handbook, load_handbook
from promises.layers import Source
from promises.limit import Latency, Limit, Sense
from promises.severities import Channel, Level, NextBusinessDay, Severity
from promises.tensions import Tension
from promises.units import Cadence, Ceiling, Count, Percentage, Size, duration, text

__all__ = [
    "HANDBOOK",
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
    "Percentage",
    "Promise",
    "Sense",
    "Severity",
    "Size",
    "Source",
    "Tension",
    "duration",
    "load_handbook",
    "text",
]
