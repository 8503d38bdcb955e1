"""The pieces of the text report, each a rich renderable that is readable at 80 columns.

Whatever a template or a data file says goes through `shown`, never through rich's markup.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from rich.box import SIMPLE_HEAD
from rich.console import Group, RenderableType
from rich.padding import Padding
from rich.panel import Panel
from rich.table import Table
from rich.text import Text

from assurance.report.grouping import EVIDENCE_SHOWN, by_reason, by_section
from assurance.report.wording import one_line, said
from assurance.verdict import Evidence, Proof, Verdict
from environments import Weakening
from promises import Tension

STYLES = {Verdict.KEPT: "green", Verdict.BROKEN: "bold red", Verdict.UNPROVEN: "yellow"}
ID_WIDTH = 32
"""Columns an id may take before it is folded: what leaves room for words at 80 columns."""


def broken(proof: Proof) -> RenderableType:
    """One broken promise, loud: what was promised, what is, why, where, and the way out."""
    facts = _facts()
    facts.add_row("promised", shown(proof.promised))
    facts.add_row("proven", shown(proof.proven or "nothing"))
    facts.add_row("because", shown(proof.because))
    if proof.fix:
        facts.add_row("fix", shown(proof.fix, "bold"))
    facts.add_row("evidence", _evidence(proof.evidence))
    return Panel(
        facts,
        title=shown(f"BROKEN {proof.id}", STYLES[Verdict.BROKEN]),
        title_align="left",
        subtitle=shown(proof.section, "dim"),
        subtitle_align="right",
        border_style="red",
    )


def decided(proofs: Sequence[Proof]) -> RenderableType:
    """The table of what the templates decide, a block for each section of the handbook."""
    id_width = min(ID_WIDTH, max(len(proof.id) for proof in proofs))
    blocks: list[RenderableType] = [_columns(id_width, show_header=True)]
    for section, members in by_section(proofs).items():
        rows = _columns(id_width, show_header=False)
        for proof in members:
            verdict = shown(proof.verdict, STYLES[proof.verdict])
            promised, proven = shown(proof.promised), shown(proof.proven)
            rows.add_row(_indented(shown(proof.id)), promised, proven, verdict)
        blocks += [shown(section, "bold"), rows, Text()]
    return Group(Text(), *blocks)


def unproven(proofs: Sequence[Proof]) -> RenderableType:
    """Every promise the templates cannot decide, each by its full id, under a shared reason."""
    blocks: list[RenderableType] = []
    for reason, members in by_reason(proofs).items():
        blocks.append(shown(reason, STYLES[Verdict.UNPROVEN]))
        for section, listed in by_section(members).items():
            names = shown(", ".join(proof.id for proof in listed))
            blocks += [_indented(shown(section, "bold")), _indented(_indented(names))]
        blocks.append(Text())
    return _titled(f"Unproven: {len(proofs)}, none of them counted as kept", *blocks)


def weakened(weakenings: Iterable[Weakening]) -> RenderableType:
    """What this environment promises less of, and why."""
    rows = _facts()
    for weakening in weakenings:
        rows.add_row(shown(weakening.promise), shown(f"only {said(weakening.to)}"))
        rows.add_row("", shown(weakening.because, "dim"))
    return _titled("Weakened here, each with its reason", rows, Text())


def tensions(pulling: Iterable[Tension]) -> RenderableType:
    """Where promises of the handbook pull at each other, and what the project does about it."""
    blocks: list[RenderableType] = []
    for tension in pulling:
        rows = _facts()
        rows.add_row("between", shown(", ".join(tension.promises)))
        rows.add_row("pulls", shown(tension.because))
        rows.add_row("answer", shown(tension.answer, "green"))
        blocks += [shown(tension.id, "bold"), _indented(rows), Text()]
    return _titled("Tensions: where the handbook pulls against itself", *blocks)


def _evidence(evidence: Sequence[Evidence]) -> RenderableType:
    places = [
        part
        for place in evidence[:EVIDENCE_SHOWN]
        for part in (shown(place.path), shown(f"{place.logical_id} in {place.template}", "dim"))
    ]
    if more := evidence[EVIDENCE_SHOWN:]:
        places.append(shown(f"and {len(more)} more: --format json names them all", "dim"))
    return Group(*places or [shown("none: nothing in the templates stands for this promise")])


def _facts() -> Table:
    facts = Table.grid(padding=(0, 2))
    facts.add_column(style="dim", no_wrap=False, max_width=26)
    facts.add_column(ratio=1, overflow="fold")
    return facts


def _columns(id_width: int, *, show_header: bool) -> Table:
    """An empty table; of the same width for ids, two of them line up under each other."""
    table = Table(box=SIMPLE_HEAD, show_edge=False, show_header=show_header, expand=True)
    table.pad_edge, table.padding = False, (0, 1, 0, 0)
    table.add_column("  Promise", width=id_width + 2, overflow="fold")
    table.add_column("Promised", ratio=1, overflow="fold")
    table.add_column("Proven", ratio=1, overflow="fold")
    table.add_column("Verdict", width=len(Verdict.UNPROVEN))
    return table


def columns_of(names: Sequence[str], *, widths: Sequence[int | None]) -> Table:
    """An empty table with these columns; those without a width share what is left."""
    table = Table(box=SIMPLE_HEAD, show_edge=False, expand=True)
    table.pad_edge, table.padding = False, (0, 1, 0, 0)
    for name, width in zip(names, widths, strict=True):
        table.add_column(name, width=width, ratio=None if width else 1, overflow="fold")
    return table


def _titled(title: str, *blocks: RenderableType) -> RenderableType:
    return Group(shown(title, "bold underline"), _indented(Group(*blocks)))


def _indented(block: RenderableType) -> Padding:
    return Padding(block, (0, 0, 0, 2))


def shown(value: str, style: str = "") -> Text:
    """Words as they are, on one line."""
    return Text(one_line(value), style)
