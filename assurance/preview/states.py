"""The state of every alarm, from the same data the charts show.

A simplification: the latest value decides alone, however many datapoints an alarm waits for.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Final, Literal, TypeAlias

import numpy as np

from assurance.assembly.values import text
from assurance.policy.unreadable import UnreadableError
from assurance.preview.alarms import Alarm
from assurance.preview.feed import Feed
from assurance.preview.formulas import NotDrawableError
from assurance.preview.rule import holds
from assurance.preview.window import Situation, Window

State: TypeAlias = Literal["OK", "ALARM", "INSUFFICIENT_DATA"]
UNKNOWN: Final = "INSUFFICIENT_DATA"
_UNSEEN: Mapping[str, State] = {"breaching": "ALARM", "notBreaching": "OK"}


@dataclass(frozen=True, slots=True)
class States:
    """The states of an environment's alarms in one situation."""

    alarms: Mapping[str, Alarm]
    """By every name and ARN that other resources may use."""
    feed: Feed
    situation: Situation
    _known: dict[str, State] = field(default_factory=dict[str, State])

    def of(self, reference: str) -> State:
        """The state of an alarm by its name or ARN; unknown for one that is not here."""
        if reference not in self._known:
            self._known[reference] = UNKNOWN  # what a rule that waits for itself sees
            alarm = self.alarms.get(reference)
            self._known[reference] = self._state(alarm) if alarm else UNKNOWN
        return self._known[reference]

    def _state(self, alarm: Alarm) -> State:
        if alarm.rule:
            try:
                return "ALARM" if holds(alarm.rule, self.of) else "OK"
            except UnreadableError:
                return UNKNOWN
        operand = alarm.line.operand if alarm.line else None
        if operand is None or alarm.limit is None:
            return UNKNOWN
        try:
            values = self.feed.values(operand, Window().steps(operand.period), self.situation)
        except NotDrawableError:
            return UNKNOWN
        known = values[np.isfinite(values)]
        if not known.size:
            return _UNSEEN.get(text(alarm.resource.properties.get("TreatMissingData")), UNKNOWN)
        return "ALARM" if bool(alarm.limit.broken(known)[-1]) else "OK"
