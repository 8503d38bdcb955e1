"""One expected page against what was told: a line for each thing that is not as it should be."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from assurance.rehearsal.budget import spent
from assurance.rehearsal.naming import causes, means
from assurance.rehearsal.player import Played, Told
from assurance.rehearsal.scenario import Page
from assurance.rehearsal.wording import lasting, percent


@dataclass(frozen=True, slots=True)
class Unmet:
    """One expectation that is not met."""

    expected: str
    got: str
    alarms: tuple[str, ...]
    """The alarms it is about: where to look."""


@dataclass(frozen=True, slots=True)
class Cause:
    """When what a page tells of begins and ends, and until when words of it belong to it."""

    begin: int
    end: int
    until: int | None
    """None where the rest of the scenario does."""

    def owns(self, told: Told) -> bool:
        """Whether something told may be about it."""
        return self.begin <= told.at and (self.until is None or told.at <= self.until)


def cause_of(played: Played, page: Page) -> Cause | None:
    """The cause of a page; None where nothing here is touched by it."""
    scenario = played.scenario
    if page.cause is None:
        return Cause(scenario.first_fault, scenario.last_end, None)
    meant = [one for one in played.world.felt if causes(page.cause, one)]
    if not meant:
        return None
    begin = scenario.start + int(min(one.after for one in meant).total_seconds())
    end = scenario.start + int(max(one.after + one.lasting for one in meant).total_seconds())
    resolves = None if page.resolves is None else int(page.resolves.total_seconds())
    return Cause(begin, end, None if resolves is None else end + resolves)


def unmet_of(played: Played, page: Page, cause: Cause) -> Iterator[Unmet]:
    """What a page lacks that tells of a cause."""
    told = [one for one in played.told if means(page.alarm, one.alarm)]
    if page.cause is not None:
        told = [one for one in told if one.at >= cause.begin]
    pages = [one for one in told if not one.over and cause.owns(one)]
    about = f": {page.cause}" if page.cause else ""
    within = f"{page.alarm} {page.severity} within {lasting(page.within.total_seconds())}{about}"
    if not pages:
        yield Unmet(within, "nobody was told", alike(played, page.alarm))
        return
    first = pages[0]
    after, names = first.at - cause.begin, (first.alarm,)
    if not page.not_before.total_seconds() <= after <= page.within.total_seconds():
        yield Unmet(within, f"told after {lasting(after)}", names)
    if first.severity != page.severity:
        yield Unmet(within, f"told at {first.severity}", names)
    if page.times is not None and len(pages) != page.times:
        yield Unmet(f"{page.alarm} told {times(page.times)}{about}", times(len(pages)), names)
    if page.spent:
        gone = spent(played, page.spent.of, cause.begin, first.at)
        if gone > page.spent.at_most.ratio:
            most = f"at most {page.spent.at_most} of the budget of {page.spent.of}"
            yield Unmet(f"{most} gone by the page", percent(gone), names)
    yield from _over(page, cause, told)


def alike(played: Played, pattern: str) -> tuple[str, ...]:
    """The alarms that a pattern means."""
    return tuple(one.name for _, one in played.each() if means(pattern, one.name))


def times(count: int) -> str:
    """`once`, `twice`, `3 times`."""
    return {1: "once", 2: "twice"}.get(count, f"{count} times")


def _over(page: Page, cause: Cause, told: Sequence[Told]) -> Iterator[Unmet]:
    if page.resolves is None:
        return
    about = f" of {page.cause}" if page.cause else ""
    length = lasting(page.resolves.total_seconds())
    wanted = f"{page.alarm} over within {length} of the end{about}"
    last = _last_word(page, cause, told)
    if not last.over:
        yield Unmet(wanted, "never told that it is over", (last.alarm,))
    elif (after := last.at - cause.end) > page.resolves.total_seconds():
        yield Unmet(wanted, f"over after {lasting(after)}", (last.alarm,))


def _last_word(page: Page, cause: Cause, told: Sequence[Told]) -> Told:
    """The last that is told of a cause; what came too late where it was not over in time."""
    if page.cause is None:
        return told[-1]
    last = [one for one in told if cause.owns(one)][-1]
    late = (one for one in told if one.over and one.at > last.at)
    return last if last.over else next(late, last)
