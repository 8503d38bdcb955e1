"""What a recovery adds up to, term by term, with the drills that say what no template can."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

from assurance.estimate import Estimate, Failure, Standing, Subject
from assurance.handbook.drills import drills
from assurance.handbook.page import Page, section
from assurance.handbook.source import Source
from assurance.report import recovery
from assurance.report.markdown import escaped, table

RUNBOOKS: Mapping[tuple[Subject, Failure], Sequence[str]] = {
    (Subject.DATABASE, Failure.ZONE): ("database-down",),
    (Subject.DATABASE, Failure.REGION): ("recovery", "restore-in-recovery", "promote-replica"),
    (Subject.DATABASE, Failure.DAMAGE): ("restore-beside",),
    (Subject.DATABASE, Failure.ACCOUNT): ("restore-from-vault",),
    (Subject.MEDIA, Failure.ZONE): ("media-down",),
    (Subject.MEDIA, Failure.REGION): ("recovery", "fail-back-media"),
    (Subject.MEDIA, Failure.DELETION): ("media-deleted",),
    (Subject.MEDIA, Failure.ACCOUNT): ("media-deleted",),
}
"""The sections of the runbooks for each way to fail, in the order they are needed."""


def _lines(source: Source) -> Iterator[str]:
    yield "What may be lost (RPO) and how long it may take (RTO), for each way to fail. A sum with an open"
    yield "term is unproven: a [drill](../runbooks.md#drill-records) closes it."
    yield ""
    yield from section("The sums")
    yield from table(
        recovery.COLUMNS, [tuple(map(escaped, row)) for row in recovery.rows(source.report)]
    )
    yield ""
    yield from section(
        "What to do", "For each way to fail, the runbooks in the order they are needed."
    )
    ways = dict.fromkeys((one.subject, one.failure) for one in source.report.estimates)
    yield from table(
        ("Way to fail", "Runbooks"),
        [(escaped(f"{way[0]}: {way[1]}"), ", ".join(map(_linked, RUNBOOKS[way]))) for way in ways],
    )
    yield ""
    yield from section(
        "Drills",
        "What runs by itself to show that a recovery works. How to read a record, and how to commit it so that it "
        "counts here: [drill-records](../runbooks.md#drill-records). It failed, is missing or took too long: "
        "[drill-failed](../runbooks.md#drill-failed), [drill-missing](../runbooks.md#drill-missing), "
        "[drill-too-long](../runbooks.md#drill-too-long).",
    )
    yield from drills(source)
    yield ""
    yield from section("Term by term")
    for one in source.report.estimates:
        yield from (f"### {escaped(f'{one.subject}, {one.failure}: {one.objective}')}", "")
        yield from table(("Term", "Time", "From", "Because"), [*_terms(one)])
        yield ""


def _linked(name: str) -> str:
    return f"[{name}](../runbooks.md#{name})"


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
