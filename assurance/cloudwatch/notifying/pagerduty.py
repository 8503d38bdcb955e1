"""What PagerDuty's CloudWatch integration makes of an SNS message, as far as anybody has published.

The integration is undocumented: the subject must start with the new state and agree with
NewStateValue, else the message is dropped. By which key it tells alarms apart, and what it does
with INSUFFICIENT_DATA, is not known.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Final

UNKNOWN_STATE: Final = "what the integration does with INSUFFICIENT_DATA is not published"
UNKNOWN_KEY: Final = "whether it tells alarms apart by name or by ARN is not published"


@dataclass(frozen=True, slots=True)
class Shown:
    """What becomes of a message."""

    effect: str
    """opens an incident, resolves the incident, dropped, or unspecified."""
    why: str = ""


def shown(subject: str, message: Mapping[str, object]) -> Shown:
    """What a message in an SNS envelope does; raw delivery has no subject and is dropped."""
    state = message.get("NewStateValue")
    if not isinstance(state, str) or not subject.startswith(f"{state}: "):
        return Shown("dropped", f"subject starts with {subject[:12]!r}, NewStateValue is {state}")
    if state == "ALARM":
        return Shown("opens an incident", UNKNOWN_KEY)
    if state == "OK":
        return Shown("resolves the incident", UNKNOWN_KEY)
    return Shown("unspecified", UNKNOWN_STATE)
