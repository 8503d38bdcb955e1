"""What was told against what was expected: one line for each thing that is not as it should be."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from assurance.rehearsal.expecting import Cause, Unmet, alike, cause_of, times, unmet_of
from assurance.rehearsal.naming import means
from assurance.rehearsal.player import Played, Told
from assurance.rehearsal.scenario import Page
from assurance.rehearsal.wording import clock, lasting


@dataclass(frozen=True, slots=True, eq=False)
class Judged:
    """A scenario that was played, and whatever it lacks."""

    played: Played
    unmet: tuple[Unmet, ...]
    not_here: tuple[str, ...] = ()
    """Alarms that it expects and that this environment, unlike another, cannot give."""

    @property
    def met(self) -> bool:
        """Whether everything is as expected."""
        return not self.unmet


def judge(played: Played, elsewhere: frozenset[str] = frozenset()) -> Judged:
    """Compare what was told with what was expected.

    Nothing is expected of an alarm that only other environments have, the names `elsewhere`, or
    of a cause that touches nothing here.
    """
    expect = played.scenario.written.expect
    causes = [(page, cause_of(played, page)) for page in expect.pages]
    here = [
        (page, cause)
        for page, cause in causes
        if cause and (alike(played, page.alarm) or not _known(page.alarm, elsewhere))
    ]
    pages_here = [page for page, _ in here]
    not_here = tuple(page.alarm for page in expect.pages if page not in pages_here)
    unmet = [found for page, cause in here for found in unmet_of(played, page, cause)]
    pages = [one for one in played.told if not one.over]
    strange = [one for one in pages if not _is_expected(one, here, expect.allowed)]
    loud = [one for one in pages if one.severity in expect.quiet and one not in strange]
    unmet += _unexpected(played, strange, "no page but those expected")
    unmet += _unexpected(played, loud, f"nobody told at {' or '.join(expect.quiet)}")
    return Judged(played, tuple(unmet), not_here)


def _known(pattern: str, elsewhere: frozenset[str]) -> bool:
    return any(means(pattern, name) for name in elsewhere)


def _is_expected(told: Told, pages: Sequence[tuple[Page, Cause]], allowed: Sequence[str]) -> bool:
    """Whether something is told of an expected cause, or by an alarm that may speak."""
    if any(means(pattern, told.alarm) for pattern in allowed):
        return True
    return any(
        means(page.alarm, told.alarm) and (page.cause is None or cause.owns(told))
        for page, cause in pages
    )


def _unexpected(played: Played, told: Sequence[Told], expected: str) -> Iterator[Unmet]:
    """One line for each alarm."""
    by_alarm: dict[str, list[Told]] = {}
    for one in told:
        by_alarm.setdefault(one.alarm, []).append(one)
    for alarm, all_ in by_alarm.items():
        got = f"{all_[0].severity} {alarm} {_when(played, all_[0])}"
        more = f", {times(len(all_))} in all" if len(all_) > 1 else ""
        yield Unmet(expected, f"{got}{more}", (alarm,))


def _when(played: Played, told: Told) -> str:
    if not played.scenario.written.faults:
        return f"at {clock(told.at)}"
    return f"after {lasting(told.at - played.scenario.first_fault)}"
