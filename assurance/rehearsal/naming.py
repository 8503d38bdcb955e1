"""How a scenario names alarms and faults."""

from __future__ import annotations

from fnmatch import fnmatchcase

from assurance.rehearsal.scenario import Fault


def means(pattern: str, alarm: str) -> bool:
    """Whether a pattern is the name of an alarm or its end."""
    return fnmatchcase(alarm, pattern) or fnmatchcase(alarm, f"*-{pattern}")


def causes(pattern: str, fault: Fault) -> bool:
    """Whether a pattern means a fault: by its own name or by its words."""
    return fnmatchcase(fault.named, pattern) or fnmatchcase(fault.fault, pattern)
