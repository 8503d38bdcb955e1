"""Mute rules: when alarms evaluate but do not act."""

from assurance.cloudwatch.muting.schedule import Window, windows
from assurance.cloudwatch.muting.union import muted

__all__ = ["Window", "muted", "windows"]
