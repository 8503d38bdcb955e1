"""What a scenario expects, each expectation with what came of it."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from assurance.rehearsal.budget import spent
from assurance.rehearsal.expecting import Cause, cause_of, unmet_of
from assurance.rehearsal.judging import Judged
from assurance.rehearsal.naming import means
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
        cause = None if page.alarm in judged.not_here else cause_of(played, page)
        if cause is None:
            yield Expected(_wanted(page), "not of this environment", met=True)
            continue
        unmet = tuple(unmet_of(played, page, cause))
        said |= {one.expected for one in unmet}
        lines = [f"{one.got} ({one.expected})" for one in unmet]
        yield Expected(_wanted(page), "; ".join(lines) or _got(played, page, cause), not unmet)
    for one in judged.unmet:
        if one.expected not in said:
            yield Expected(one.expected, one.got, met=False)
    if not played.scenario.written.expect.pages and judged.met:
        allowed = sorted({one.alarm for one in played.told if not one.over})
        got = f"told, as allowed: {', '.join(allowed)}" if allowed else "nobody was told"
        yield Expected("nobody is told", got, met=True)


def _wanted(page: Page) -> str:
    about = f" of {page.cause}" if page.cause else ""
    within = lasting(page.within.total_seconds())
    parts = [f"{page.severity} {page.alarm} within {within}{about}"]
    if page.not_before:
        parts.append(f"not before {lasting(page.not_before.total_seconds())}")
    if page.times not in (None, 1):
        parts.append(f"{page.times} times")
    if page.resolves is not None:
        parts.append(f"over within {lasting(page.resolves.total_seconds())} of the end")
    if page.spent is not None:
        parts.append(f"at most {page.spent.at_most} of the budget of {page.spent.of} gone")
    return ", ".join(parts)


def _got(played: Played, page: Page, cause: Cause) -> str:
    told = [one for one in played.told if means(page.alarm, one.alarm) and cause.owns(one)]
    first, last = next(one for one in told if not one.over), told[-1]
    parts = [f"told after {lasting(first.at - cause.begin)}"]
    if page.resolves is not None and last.over:
        parts.append(f"over after {lasting(last.at - cause.end)}")
    if page.spent is not None:
        gone = spent(played, page.spent.of, cause.begin, first.at)
        parts.append(f"{percent(gone)} gone by the page")
    return ", ".join(parts)
