"""What a proof says: a verdict per promise, with the evidence and, where broken, the fix."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum
from typing import TYPE_CHECKING

from environments import Weakening
from promises import Tension

if TYPE_CHECKING:  # an estimate has a verdict
    from assurance.estimate import Estimate


class Verdict(StrEnum):
    """What the templates say about one promise."""

    KEPT = "kept"
    BROKEN = "broken"
    UNPROVEN = "unproven"


@dataclass(frozen=True, slots=True)
class Evidence:
    """One place in a template that a verdict rests on."""

    template: str
    logical_id: str
    path: str
    """The construct path, or the path of the property the verdict read."""


@dataclass(frozen=True, slots=True)
class Proof:
    """One promise, what the templates prove about it, and why."""

    id: str
    section: str
    promised: str
    proven: str
    verdict: Verdict
    because: str
    fix: str
    evidence: tuple[Evidence, ...] = ()


@dataclass(frozen=True, slots=True)
class Announcement:
    """What is said `ahead` of a window, at that moment in UTC, and whether the templates say it."""

    ahead: timedelta
    moment: datetime
    said: Verdict


@dataclass(frozen=True, slots=True)
class Appointment:
    """One maintenance window to come, in UTC: as promised, and whether the templates keep it."""

    start: datetime
    end: datetime
    opens: Verdict
    notices: tuple[Announcement, ...]


@dataclass(frozen=True, slots=True)
class Muted:
    """An alarm that is muted in windows: the objective it guards ("" for none), and why."""

    alarm: str
    belongs_to: str
    because: str


@dataclass(frozen=True, slots=True)
class EnvironmentReport:
    """Every promise of one environment, and where its promises pull at each other.

    `estimates` are the sums behind the proofs of RPO and RTO, by the same ids.
    """

    name: str
    promises: tuple[Proof, ...]
    tensions: tuple[Tension, ...] = ()
    weakened: tuple[Weakening, ...] = ()
    estimates: tuple[Estimate, ...] = ()
    calendar: tuple[Appointment, ...] = ()
    muted: tuple[Muted, ...] = ()


@dataclass(frozen=True, slots=True)
class Report:
    """The proof of a whole assembly, environment by environment."""

    environments: tuple[EnvironmentReport, ...]

    def count(self, verdict: Verdict) -> int:
        """How many promises, over all environments, ended with this verdict."""
        return sum(proof.verdict is verdict for proof in self._proofs())

    @property
    def broken(self) -> tuple[Proof, ...]:
        """Every broken promise, in the order of the environments."""
        return tuple(proof for proof in self._proofs() if proof.verdict is Verdict.BROKEN)

    def _proofs(self) -> tuple[Proof, ...]:
        return tuple(proof for report in self.environments for proof in report.promises)
