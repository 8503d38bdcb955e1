"""How soon each burn rate is told, how much budget is gone by then, how soon it is over."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterator, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from decimal import Decimal
from pathlib import Path
from typing import Final

from assurance.rehearsal.alarms import Region
from assurance.rehearsal.baseline import Baseline
from assurance.rehearsal.budget import spent
from assurance.rehearsal.player import Played, Told, play
from assurance.rehearsal.scenario import Expectation, Fault, Scenario, Written
from promises.units import Percentage

RATES: Final = (100.0, 50.0, 20.0, 14.45, 10.0, 7.0, 6.05, 3.0, 1.5, 1.05)
"""Multiples of the speed that just spends the budget in its window; some right at a limit."""
_MENDED: Final = timedelta(minutes=30)
_OFTEN: Final = timedelta(hours=8)
"""Most are told by then, and what comes later changes nothing."""
_LONGEST: Final = timedelta(days=4)
_MONDAY: Final = datetime(2026, 11, 2, tzinfo=UTC)


@dataclass(frozen=True, slots=True)
class Burn:
    """One rate on one objective. Times in seconds; None where nobody was told."""

    objective: str
    rate: float
    first: Told | None
    after: int | None
    """From the start of the burn to the first page."""
    spent: float | None
    """Of the budget, by then."""
    over: int | None
    """From the end of the burn, half an hour after the page, until all of it is told to be over."""
    pages: int
    """How many alarms spoke in all."""


def burns(
    baseline: Baseline,
    file: Path,
    regions: Sequence[Region],
    done: Callable[[str], None],
    of: Collection[str] | None = None,
    *,
    to_the_end: bool = True,
) -> tuple[Burn, ...]:
    """Every rate on the objectives named, or on all of the baseline; `done` hears of each.

    Not `to_the_end`, it is left open how long each takes to be told to be over.
    """
    found: list[Burn] = []
    for objective, words in objectives(baseline):
        if of is not None and objective not in of:
            continue
        done(objective)
        part, _, _ = objective.partition(" in time")
        for rate in RATES:
            if rate * allowed(baseline, objective) <= 1:
                burning = _Burning(_pure(baseline, part), file, regions, objective, rate, words)
                found.append(_burn(burning, to_the_end=to_the_end))
    return tuple(found)


def objectives(baseline: Baseline) -> Iterator[tuple[str, str]]:
    """Each objective, and the words of a fault that burns its budget."""
    for name, part in baseline.parts.items():
        if part.flow is not None:
            yield name, f"{name} burns {{}} x"
            if part.flow.time is not None:
                yield f"{name} in time", f"{name} burns {{}} x in time"


def allowed(baseline: Baseline, objective: str) -> float:
    """The share of events that may be bad: the speed that just spends the budget."""
    part, _, _ = objective.partition(" in time")
    flow = baseline.parts[part].flow
    assert flow is not None
    kept = flow.time.in_time if flow.time and objective != part else flow.objective
    return 1 - float(kept.ratio)


def _pure(baseline: Baseline, part: str) -> Baseline:
    """The same traffic all day and no other failures, so that the rate is the rate."""
    flow = baseline.parts[part].flow
    assert flow is not None
    nothing = Percentage(Decimal(0))
    pure = flow.model_copy(update={"failing": nothing, "swing": nothing, "noise": nothing})
    parts = {**baseline.parts, part: baseline.parts[part].model_copy(update={"flow": pure})}
    return baseline.model_copy(update={"parts": parts})


@dataclass(frozen=True, slots=True, eq=False)
class _Burning:
    """One rate on one objective, to be played for any length."""

    baseline: Baseline
    file: Path
    regions: Sequence[Region]
    of: str
    rate: float
    words: str

    def played(self, length: timedelta, rest: timedelta) -> Played:
        """What comes of burning for so long, and of so much calm after it."""
        fault = Fault(fault=self.words.format(f"{self.rate:g}"), after=timedelta(0), lasting=length)
        written = Written(
            title=f"{self.of} at {self.rate:g}",
            handbook="Service Level Objectives",
            begins=_MONDAY,
            lasting=length + rest,
            faults=(fault,),
            expect=Expectation(),
        )
        scenario = Scenario(name=self.of, file=self.file, written=written, baseline=self.baseline)
        return play(scenario, self.regions)


def _burn(burning: _Burning, *, to_the_end: bool) -> Burn:
    of, rate = burning.of, burning.rate
    for length in (_OFTEN, _LONGEST):
        long = burning.played(length, timedelta(0))
        first = next((one for one in long.told if not one.over), None)
        if first is not None:
            break
    else:
        return Burn(of, rate, None, None, None, None, 0)
    after = first.at - long.scenario.start
    gone = spent(long, of, long.scenario.start, first.at)
    if not to_the_end:
        return Burn(of, rate, first, after, gone, None, 1)
    short = burning.played(timedelta(seconds=after) + _MENDED, timedelta(days=1))
    spoke = {one.alarm for one in short.told if not one.over}
    ends = [one.at for one in short.told if one.over and one.alarm in spoke]
    over = max(ends) - short.scenario.last_end if ends else None
    return Burn(of, rate, first, after, gone, over, len(spoke))
