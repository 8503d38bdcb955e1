"""What a recovery adds up to, term by term, with the drills that say what no template can."""

from __future__ import annotations

from collections.abc import Iterator

from assurance.estimate import Estimate, Standing
from assurance.handbook.page import Page, section
from assurance.handbook.source import Source
from assurance.report import recovery
from assurance.report.markdown import escaped, table


def _lines(source: Source) -> Iterator[str]:
    yield "What may be lost (RPO) and how long it may take (RTO), for each way to fail. A sum with an open"
    yield "term is unproven: a [drill](../runbooks.md#drill-records) closes it."
    yield ""
    yield from section("The sums")
    yield from table(
        recovery.COLUMNS, [tuple(map(escaped, row)) for row in recovery.rows(source.report)]
    )
    yield ""
    yield from section("Term by term")
    for one in source.report.estimates:
        yield from (f"### {escaped(f'{one.subject}, {one.failure}: {one.objective}')}", "")
        yield from table(("Term", "Time", "From", "Because"), [*_terms(one)])
        yield ""


def _terms(estimate: Estimate) -> Iterator[tuple[str, ...]]:
    for term in estimate.terms:
        name = f"**{escaped(term.name)}**" if term is estimate.weakest else escaped(term.name)
        open_ = " (open)" if term.standing is Standing.OPEN else ""
        beside = " (beside)" if term.beside else ""
        source = f"{term.source.said} ({term.source.place})"
        yield (
            name,
            f"{recovery.time_of(term)}{open_}{beside}",
            str(term.source.origin),
            escaped(source),
        )


PAGE = Page("recovery.md", "Recovery", _lines)
