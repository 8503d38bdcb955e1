"""How far each metric's level is turned up or down, so that its limits hold and break."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TypeAlias

import numpy as np

from assurance.preview.kinds import Bad, Kind
from assurance.preview.limits import Limit, Truths
from assurance.preview.shapes import LEAST_TROUBLE, MOST_CHANCE
from assurance.preview.signals import Signal
from assurance.preview.statistic import Values, bound, statistic

Held: TypeAlias = "tuple[Signal, Limit]"

_CHOICES: Values = np.geomspace(1e-10, 1e10, 2001)


@dataclass(frozen=True, slots=True)
class Gains:
    """The factors by which a metric is worse than usual."""

    calm: float
    incident: float
    bad: Bad

    def level(self, kind: Kind, shape: Values, worse: Values) -> Values:
        """The level, when things are `worse` by these factors."""
        if self.bad == "down" and kind.ceiling is None:
            return kind.base * shape / worse
        return kind.base * shape * worse


def gains_of(kind: Kind, held: Sequence[Held]) -> Gains:
    """The smallest change to a metric's usual behaviour that suits all of its limits."""
    held = [one for one in held if _moves_with(kind, one[0])]
    bad = _bad_side(kind, held)
    by_effort = _CHOICES[np.argsort(np.abs(np.log(_CHOICES)), kind="stable")]
    suits = _all(kind, bad, held, by_effort, calm=True)
    calm = float(by_effort[int(np.argmax(suits))]) if suits.any() else _still(kind, bad)
    if kind.slow:
        return Gains(calm, calm, bad)
    breaking = [one for one in held if _breaks(kind, *one) and _worse_with(kind, *one) == bad]
    usual = (calm or 1.0) * kind.worse
    upward = _CHOICES[usual * 0.999 <= _CHOICES]
    breaks = _all(kind, bad, breaking, upward, calm=False)
    first = float(upward[int(np.argmax(breaks))]) if breaks.any() else usual
    return Gains(calm, first, bad)


def _breaks(kind: Kind, _: Signal, limit: Limit) -> bool:
    """Whether the incident crosses the limit; silence is not part of every incident."""
    return limit.must_break and (kind.stops or limit.bad == "above" or limit.value > 1)


def _moves_with(kind: Kind, signal: Signal) -> bool:
    """Whether the statistic follows the level: how many samples there are of one does not."""
    return kind.family == "count" or signal.stat != "SampleCount"


def _still(kind: Kind, bad: Bad) -> float:
    """Without any of it, where less is better and no little is little enough."""
    return 0.0 if bad == "up" and kind.ceiling is None else 1.0


def _bad_side(kind: Kind, held: Sequence[Held]) -> Bad:
    """The kind's own, unless all of its limits know better."""
    if kind.ceiling is not None:
        return "down"
    sides: set[Bad] = {_worse_with(kind, *one) for one in held if one[1].must_break}
    return sides.pop() if len(sides) == 1 else kind.bad


def _worse_with(kind: Kind, signal: Signal, limit: Limit) -> Bad:
    """Whether a level that goes up or down breaks the limit."""
    up = limit.bad == "above"
    if signal.stat.upper().startswith("PR(:"):
        up = not up
    if kind.ceiling is not None:
        return "down" if not up else "up"
    return "up" if up else "down"


def _all(kind: Kind, bad: Bad, held: Sequence[Held], factors: Values, *, calm: bool) -> Truths:
    """For which of the factors every limit is well kept, or well crossed."""
    suits = np.ones_like(factors, dtype=np.bool_)
    # a calm day counts to its last wave, an incident to its weakest moment in the afternoon
    high = 1 + kind.daily + kind.noise
    low = 1 - kind.noise - (kind.daily if calm else -kind.daily / 2)
    for signal, limit in held:
        most = bound(kind, signal.stat)
        for edge, luck in ((high, MOST_CHANCE), (max(low, 0.02), 0.0)):
            worse = factors if calm else factors * LEAST_TROUBLE
            level = Gains(1, 1, bad).level(kind, np.full_like(factors, edge), worse)
            chance = np.full_like(level, luck)
            values = statistic(kind, signal.stat, signal.period, level, chance)
            suits &= limit.clear(values, most) if calm else limit.crossed(values, most)
    return suits
