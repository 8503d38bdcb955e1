"""What a scenario expects, each expectation with what came of it."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from assurance.rehearsal.budget import spent
from assurance.rehearsal.judging import Judged, lacking, means
from assurance.rehearsal.player import Played
from assurance.rehearsal.scenario import Page
from assurance.rehearsal.wording import lasting, percent


@dataclass(frozen=True, slots=True)
class Expected:
    """One expectation in words."""

    wanted: str
    got: str
    met: bool


def expected(judged: Judged) -> Iterator[Expected]:
    """Every page that was expected, and whatever else is unmet."""
    played = judged.played
    said = set[str]()
    for page in played.scenario.written.expect.pages:
        unmet = tuple(lacking(played, page))
        said |= {one.expected for one in unmet}
        lines = [f"{one.got} ({one.expected})" for one in unmet]
        yield Expected(_wanted(page), "; ".join(lines) or _got(played, page), not unmet)
    for one in judged.unmet:
        if one.expected not in said:
            yield Expected(one.expected, one.got, met=False)
    if not played.scenario.written.expect.pages and judged.met:
        allowed = sorted({one.alarm for one in played.told if not one.over})
        got = f"told, as allowed: {', '.join(allowed)}" if allowed else "nobody was told"
        yield Expected("nobody is told", got, met=True)


def _wanted(page: Page) -> str:
    parts = [f"{page.severity} {page.alarm} within {lasting(page.within.total_seconds())}"]
    if page.not_before:
        parts.append(f"not before {lasting(page.not_before.total_seconds())}")
    if page.times not in (None, 1):
        parts.append(f"{page.times} times")
    if page.resolves is not None:
        parts.append(f"over within {lasting(page.resolves.total_seconds())} of the end")
    if page.spent is not None:
        parts.append(f"at most {page.spent.at_most} of the budget of {page.spent.of} gone")
    return ", ".join(parts)


def _got(played: Played, page: Page) -> str:
    told = [one for one in played.told if means(page.alarm, one.alarm)]
    first, last = next(one for one in told if not one.over), told[-1]
    parts = [f"told after {lasting(first.at - played.scenario.first_fault)}"]
    if page.resolves is not None and last.over:
        parts.append(f"over after {lasting(last.at - played.scenario.last_end)}")
    if page.spent is not None:
        parts.append(f"{percent(spent(played, page.spent.of, first.at))} gone by the page")
    return ", ".join(parts)
