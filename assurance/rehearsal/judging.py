"""What was told against what was expected: one line for each thing that is not as it should be."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from fnmatch import fnmatchcase

from assurance.rehearsal.budget import spent
from assurance.rehearsal.player import Played, Told
from assurance.rehearsal.scenario import Page
from assurance.rehearsal.wording import clock, lasting, percent


@dataclass(frozen=True, slots=True)
class Unmet:
    """One expectation that is not met."""

    expected: str
    got: str
    alarms: tuple[str, ...]
    """The alarms it is about: where to look."""


@dataclass(frozen=True, slots=True, eq=False)
class Judged:
    """A scenario that was played, and whatever it lacks."""

    played: Played
    unmet: tuple[Unmet, ...]

    @property
    def met(self) -> bool:
        """Whether everything is as expected."""
        return not self.unmet


def judge(played: Played) -> Judged:
    """Compare what was told with what was expected."""
    expect = played.scenario.written.expect
    pages = [one for one in played.told if not one.over]
    unmet = [found for page in expect.pages for found in lacking(played, page)]
    known = [*(page.alarm for page in expect.pages), *expect.allowed]
    strange = [one for one in pages if not any(means(pattern, one.alarm) for pattern in known)]
    loud = [one for one in pages if one.severity in expect.quiet and one not in strange]
    unmet += _unexpected(played, strange, "no page but those expected")
    unmet += _unexpected(played, loud, f"nobody told at {' or '.join(expect.quiet)}")
    return Judged(played, tuple(unmet))


def means(pattern: str, alarm: str) -> bool:
    """Whether a pattern is the name of an alarm or its end."""
    return fnmatchcase(alarm, pattern) or fnmatchcase(alarm, f"*-{pattern}")


def _unexpected(played: Played, told: Sequence[Told], expected: str) -> Iterator[Unmet]:
    """One line for each alarm."""
    by_alarm: dict[str, list[Told]] = {}
    for one in told:
        by_alarm.setdefault(one.alarm, []).append(one)
    for alarm, all_ in by_alarm.items():
        got = f"{all_[0].severity} {alarm} {_when(played, all_[0])}"
        more = f", {_times(len(all_))} in all" if len(all_) > 1 else ""
        yield Unmet(expected, f"{got}{more}", (alarm,))


def _when(played: Played, told: Told) -> str:
    if not played.scenario.written.faults:
        return f"at {clock(told.at)}"
    return f"after {lasting(told.at - played.scenario.first_fault)}"


def _times(count: int) -> str:
    return {1: "once", 2: "twice"}.get(count, f"{count} times")


def lacking(played: Played, page: Page) -> Iterator[Unmet]:
    """What an expected page lacks."""
    fault = played.scenario.first_fault
    told = [one for one in played.told if means(page.alarm, one.alarm)]
    pages = [one for one in told if not one.over]
    within = f"{page.alarm} {page.severity} within {lasting(page.within.total_seconds())}"
    if not pages:
        yield Unmet(within, "nobody was told", _alike(played, page.alarm))
        return
    first = pages[0]
    after, names = first.at - fault, (first.alarm,)
    if not page.not_before.total_seconds() <= after <= page.within.total_seconds():
        yield Unmet(within, f"told after {lasting(after)}", names)
    if first.severity != page.severity:
        yield Unmet(within, f"told at {first.severity}", names)
    if page.times is not None and len(pages) != page.times:
        yield Unmet(f"{page.alarm} told {_times(page.times)}", _times(len(pages)), names)
    if page.spent and (gone := spent(played, page.spent.of, first.at)) > page.spent.at_most.ratio:
        wanted = f"at most {page.spent.at_most} of the budget of {page.spent.of} gone by the page"
        yield Unmet(wanted, percent(gone), names)
    yield from _each(played, page, told)
    yield from _over(played, page, told)


def _each(played: Played, page: Page, told: Sequence[Told]) -> Iterator[Unmet]:
    """What has to follow every fault, and the end of every fault."""
    for fault in played.scenario.written.faults:
        start = played.scenario.start + int(fault.after.total_seconds())
        end = start + int(fault.lasting.total_seconds())
        for at, limit, over in ((start, page.each_within, False), (end, page.each_resolves, True)):
            length = -1 if limit is None else int(limit.total_seconds())
            if limit and not any(one.over is over and 0 <= one.at - at <= length for one in told):
                what = "over" if over else "told"
                wanted = f"{page.alarm} {what} within {lasting(length)}: {fault.fault}"
                yield Unmet(wanted, "nobody was told", (told[0].alarm,))


def _over(played: Played, page: Page, told: Sequence[Told]) -> Iterator[Unmet]:
    if page.resolves is None:
        return
    wanted = f"{page.alarm} over within {lasting(page.resolves.total_seconds())} of the end"
    last = told[-1]
    if not last.over:
        yield Unmet(wanted, "never told that it is over", (last.alarm,))
    elif (after := last.at - played.scenario.last_end) > page.resolves.total_seconds():
        yield Unmet(wanted, f"over after {lasting(after)}", (last.alarm,))


def _alike(played: Played, pattern: str) -> tuple[str, ...]:
    return tuple(one.name for _, one in played.each() if means(pattern, one.name))
