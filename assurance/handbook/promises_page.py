"""Every promise: where it was made, what it says, what delivers it, and whether it is kept."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import groupby

from assurance.handbook.page import Page, section
from assurance.handbook.references import anchor
from assurance.handbook.source import Source
from assurance.report.markdown import code, escaped, table
from assurance.report.wording import headline
from assurance.verdict import Proof, Verdict

_SHOWN = 3


def _lines(source: Source) -> Iterator[str]:
    report = source.report
    yield f"**{escaped(headline(report))}.** Unproven is never counted as kept: only a drill, a page or a"
    yield "deployed account can tell, or nothing delivers it yet."
    yield ""
    for title, proofs in groupby(report.promises, key=lambda proof: proof.section):
        yield from section(escaped(title))
        header = ("Promise", "Promised", "Proven", "Verdict", "Delivered by")
        yield from table(header, (_row(proof) for proof in proofs))
        yield ""
    yield from section("Where promises pull at each other")
    rows = [
        (", ".join(map(code, one.promises)), escaped(one.because), escaped(one.answer))
        for one in report.tensions
    ]
    yield from table(("Between", "What pulls", "What we do about it"), rows)


def _row(proof: Proof) -> Sequence[str]:
    proven = proof.proven if proof.verdict is not Verdict.UNPROVEN else proof.because
    verdict = f"**{proof.verdict}**" if proof.verdict is Verdict.BROKEN else str(proof.verdict)
    name = f"{anchor(proof.id)}{code(proof.id)}"
    return name, escaped(proof.promised), escaped(proven), verdict, _delivered(proof)


def _delivered(proof: Proof) -> str:
    """The first few resources that the verdict rests on."""
    named = list(dict.fromkeys(one.logical_id for one in proof.evidence if one.logical_id))
    more = f" and {len(named) - _SHOWN} more" if len(named) > _SHOWN else ""
    return ", ".join(map(code, named[:_SHOWN])) + more


PAGE = Page("promises.md", "Promises", _lines)
