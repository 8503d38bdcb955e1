"""The pieces of the text report, each a rich renderable that is readable at 80 columns.

Whatever a template or a data file says goes through `_text`, never through rich's markup.
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
    facts.add_row("promised", _text(proof.promised))
    facts.add_row("proven", _text(proof.proven or "nothing"))
    facts.add_row("because", _text(proof.because))
    if proof.fix:
        facts.add_row("fix", _text(proof.fix, "bold"))
    facts.add_row("evidence", _evidence(proof.evidence))
    return Panel(
        facts,
        title=_text(f"BROKEN {proof.id}", STYLES[Verdict.BROKEN]),
        title_align="left",
        subtitle=_text(proof.section, "dim"),
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
            verdict = _text(proof.verdict, STYLES[proof.verdict])
            promised, proven = _text(proof.promised), _text(proof.proven)
            rows.add_row(_indented(_text(proof.id)), promised, proven, verdict)
        blocks += [_text(section, "bold"), rows, Text()]
    return Group(Text(), *blocks)


def unproven(proofs: Sequence[Proof]) -> RenderableType:
    """Every promise the templates cannot decide, each by its full id, under a shared reason."""
    blocks: list[RenderableType] = []
    for reason, members in by_reason(proofs).items():
        blocks.append(_text(reason, STYLES[Verdict.UNPROVEN]))
        for section, listed in by_section(members).items():
            names = _text(", ".join(proof.id for proof in listed))
            blocks += [_indented(_text(section, "bold")), _indented(_indented(names))]
        blocks.append(Text())
    return _titled(f"Unproven: {len(proofs)}, none of them counted as kept", *blocks)


def weakened(weakenings: Iterable[Weakening]) -> RenderableType:
    """What this environment promises less of, and why."""
    rows = _facts()
    for weakening in weakenings:
        rows.add_row(_text(weakening.promise), _text(f"only {said(weakening.to)}"))
        rows.add_row("", _text(weakening.because, "dim"))
    return _titled("Weakened here, each with its reason", rows, Text())


def tensions(pulling: Iterable[Tension]) -> RenderableType:
    """Where promises of the handbook pull at each other, and what the project does about it."""
    blocks: list[RenderableType] = []
    for tension in pulling:
        rows = _facts()
        rows.add_row("between", _text(", ".join(tension.promises)))
        rows.add_row("pulls", _text(tension.because))
        rows.add_row("answer", _text(tension.answer, "green"))
        blocks += [_text(tension.id, "bold"), _indented(rows), Text()]
    return _titled("Tensions: where the handbook pulls against itself", *blocks)


def _evidence(evidence: Sequence[Evidence]) -> RenderableType:
    shown = [
        part
        for place in evidence[:EVIDENCE_SHOWN]
        for part in (_text(place.path), _text(f"{place.logical_id} in {place.template}", "dim"))
    ]
    if more := evidence[EVIDENCE_SHOWN:]:
        shown.append(_text(f"and {len(more)} more: --format json names them all", "dim"))
    return Group(*shown or [_text("none: nothing in the templates stands for this promise")])


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


def _titled(title: str, *blocks: RenderableType) -> RenderableType:
    return Group(_text(title, "bold underline"), _indented(Group(*blocks)))


def _indented(block: RenderableType) -> Padding:
    return Padding(block, (0, 0, 0, 2))


def _text(value: str, style: str = "") -> Text:
    return Text(one_line(value), style)
