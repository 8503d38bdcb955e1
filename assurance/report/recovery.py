"""What a recovery adds up to: a table a manager can read, and terms an engineer can check."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

from rich.console import Group, RenderableType
from rich.padding import Padding
from rich.table import Table
from rich.text import Text

from assurance.estimate import Estimate, Origin, Standing, Term, minutes
from assurance.report.pieces import STYLES, columns_of, shown
from assurance.verdict import EnvironmentReport, Verdict
from promises import text

COLUMNS = ("Way to fail", "", "Promised", "Proven", "Margin", "Verdict")
_LOOKED_UP = (Origin.PUBLISHED, Origin.ASSUMED, Origin.DRILL)


def rows(environment: EnvironmentReport) -> Iterator[tuple[str, ...]]:
    """One row for each objective under each way to fail."""
    proven = {proof.id: proof.proven for proof in environment.promises}
    for one in environment.estimates:
        margin = "" if one.margin is None else minutes(one.margin)
        way = f"{one.subject}: {one.failure}"
        promised = text(one.promised)
        yield way, one.objective, promised, proven[one.id], margin, one.verdict


def table(environment: EnvironmentReport) -> RenderableType:
    """The table; a way to fail is named once for its two objectives."""
    made = columns_of(COLUMNS, widths=(30, 3, 8, None, 9, len(Verdict.UNPROVEN)))
    before = ""
    for way, *cells, verdict in rows(environment):
        named = "" if way == before else way
        made.add_row(shown(named), *map(shown, cells), shown(verdict, STYLES[Verdict(verdict)]))
        before = way
    title = shown("Recovery: what RPO and RTO add up to", "bold underline")
    return Group(title, Padding(made, (0, 0, 1, 2)))


def terms(environment: EnvironmentReport) -> RenderableType:
    """Every sum, term by term, and the addresses of what is published."""
    places = _places(environment.estimates)
    blocks: list[RenderableType] = []
    for one in environment.estimates:
        blocks.append(shown(one.id, STYLES[one.verdict]))
        grid = Table.grid(padding=(0, 2), expand=True)
        for width in (15, 8, 9):
            grid.add_column(width=width)
        grid.add_column(ratio=1, overflow="fold")
        for term in one.terms:
            mark = "> " if term is one.weakest else "  "
            name = f"{mark}{term.name}{'*' if term.beside else ''}"
            said = f"{term.source.said} {_place(term, places)}"
            time, origin = shown(time_of(term)), shown(term.source.origin)
            grid.add_row(Text(name), time, origin, shown(said))
        blocks += [Padding(grid, (0, 0, 0, 2)), Text()]
    legend = "> the weakest link   * at the same time: the longest of them counts"
    blocks += [Text(legend, "dim")]
    blocks += [shown(f"[{number}] {where}", "dim") for where, number in places.items()]
    return Group(
        shown("Recovery, term by term", "bold underline"), Padding(Group(*blocks), (0, 0, 1, 2))
    )


def time_of(term: Term) -> str:
    """Its minutes; "no end", or "?" for what nobody can tell."""
    if term.standing is Standing.ENDLESS:
        return "no end"
    known = "?" if term.time is None else minutes(term.time)
    return f"{known} ?" if term.standing is Standing.OPEN and term.time else known


def _place(term: Term, places: Mapping[str, int]) -> str:
    place = term.source.place
    return f"[{places[place]}]" if place in places else f"({place})"


def _places(estimates: Sequence[Estimate]) -> dict[str, int]:
    """What many terms refer to, numbered: addresses, the page of assumptions, the drills."""
    found = (
        term.source.place
        for one in estimates
        for term in one.terms
        if term.source.origin in _LOOKED_UP
    )
    return {where: number for number, where in enumerate(dict.fromkeys(found), 1)}
