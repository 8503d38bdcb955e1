"""The report for a pull request or a page of documentation: GitHub-flavoured Markdown."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence

from assurance.report import recovery
from assurance.report.grouping import EVIDENCE_SHOWN, by_reason, of_verdict
from assurance.report.wording import headline, one_line, said, summary
from assurance.verdict import EnvironmentReport, Proof, Report, Verdict
from environments import Weakening
from promises import Tension

# Everything Markdown or HTML would act on, and what would call a person (@) or an issue (#).
ACTIVE = re.compile(r"[\\`*_{}\[\]<>~@#&]")
ENTITY = {"<": "&lt;", ">": "&gt;", "&": "&amp;", "@": "@&#8203;", "#": "#&#8203;"}


def render(report: Report) -> str:
    """What is broken in the open, everything else folded away, the summary first."""
    lines = [f"**{summary(report)}**", ""]
    for environment in report.environments:
        lines += [f"### {escaped(headline(environment))}", "", *_environment(environment)]
    return "\n".join(lines).rstrip() + "\n"


def escaped(text: str) -> str:
    """The text as one line that Markdown shows as it is."""
    return ACTIVE.sub(lambda found: ENTITY.get(found[0], f"\\{found[0]}"), one_line(text))


def code(text: str) -> str:
    """The text as a code span, which formats nothing and calls nobody."""
    plain = one_line(text)
    fence = "`" * (max(map(len, re.findall("`+", plain)), default=0) + 1)
    space = " " if "`" in plain else ""
    return f"{fence}{space}{plain}{space}{fence}" if plain else ""


def _environment(environment: EnvironmentReport) -> Iterator[str]:
    yield from _broken(of_verdict(environment, Verdict.BROKEN))
    yield from _kept(of_verdict(environment, Verdict.KEPT))
    yield from _recovery(environment)
    yield from _unproven(of_verdict(environment, Verdict.UNPROVEN))
    yield from _weakened(environment.weakened)
    yield from _tensions(environment.tensions)


def _broken(proofs: Sequence[Proof]) -> Iterator[str]:
    for proof in proofs:
        yield f"> **Broken: {code(proof.id)}** ({escaped(proof.section)})"
        yield ">"
        proven = escaped(proof.proven or "nothing")
        yield f"> - promised {escaped(proof.promised)}, proven {proven}"
        yield f"> - because {escaped(proof.because)}"
        if proof.fix:
            yield f"> - **fix: {escaped(proof.fix)}**"
        for place in proof.evidence[:EVIDENCE_SHOWN]:
            yield f"> - {code(place.path)}: {code(place.logical_id)} in {code(place.template)}"
        if more := proof.evidence[EVIDENCE_SHOWN:]:
            yield f"> - and {len(more)} more"
        yield ""


def _kept(proofs: Sequence[Proof]) -> Iterator[str]:
    rows = [
        (escaped(proof.section), code(proof.id), escaped(proof.promised), escaped(proof.proven))
        for proof in proofs
    ]
    yield from _folded(
        f"{len(proofs)} kept", table(("Section", "Promise", "Promised", "Proven"), rows)
    )


def _unproven(proofs: Sequence[Proof]) -> Iterator[str]:
    rows = [
        (escaped(reason), "<br>".join(f"{code(p.id)} {escaped(p.promised)}" for p in members))
        for reason, members in by_reason(proofs).items()
    ]
    title = f"{len(proofs)} unproven, none of them counted as kept"
    yield from _folded(title, table(("Because", "Promises"), rows))


def _recovery(environment: EnvironmentReport) -> Iterator[str]:
    rows = [tuple(map(escaped, row)) for row in recovery.rows(environment)]
    yield from _folded("What a recovery adds up to", table(recovery.COLUMNS, rows))


def _weakened(weakenings: Sequence[Weakening]) -> Iterator[str]:
    rows = [(code(w.promise), escaped(said(w.to)), escaped(w.because)) for w in weakenings]
    title = f"{len(rows)} weakened here, each with its reason"
    yield from _folded(title, table(("Promise", "Weakened to", "Because"), rows))


def _tensions(tensions: Sequence[Tension]) -> Iterator[str]:
    rows = [
        (", ".join(map(code, t.promises)), escaped(t.because), escaped(t.answer)) for t in tensions
    ]
    title = f"{len(rows)} tensions: where the handbook pulls against itself"
    yield from _folded(title, table(("Between", "What pulls", "What we do about it"), rows))


def table(header: Sequence[str], rows: Iterable[Sequence[str]]) -> list[str]:
    """The lines of a table; none where it has no rows."""
    # a pipe ends a cell, in a code span too
    cells = ([cell.replace("|", "\\|") for cell in row] for row in rows)
    body = [f"| {' | '.join(row)} |" for row in cells]
    return [f"| {' | '.join(header)} |", f"|{' --- |' * len(header)}", *body] if body else []


def _folded(title: str, lines: Sequence[str]) -> Iterator[str]:
    if lines:
        yield from (f"<details><summary>{title}</summary>", "", *lines, "", "</details>", "")
