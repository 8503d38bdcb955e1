"""Promises whose verdict, proof or wording changes."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Final

from assurance.report.wording import one_line
from assurance.review.pair import Pair
from assurance.review.sentence import Gate, Sentence, Topic
from assurance.verdict import Proof, Verdict

_COUNT: Final = re.compile(r"^(?P<good>\d+) of (?P<all>\d+) ")
_WORDS: Final = {
    Verdict.KEPT: "kept",
    Verdict.BROKEN: "PROMISE BROKEN",
    Verdict.UNPROVEN: "NO LONGER PROVEN",
}
_ENDS: Final = 300
"""Characters of a reason that a sentence shows."""


def sentences(pair: Pair) -> Iterator[Sentence]:
    """What this change does to each promise; a promise it leaves alone is not mentioned."""
    for after in pair.proven_after.values():
        before = pair.proven_before.get(after.id)
        if before is None:
            continue
        if before.verdict is not after.verdict:
            yield _turned(pair, before, after)
        elif change := _moved(before, after):
            yield Sentence(Topic.PROMISES, f"{after.id}: {change}")
    yield from _anew(pair)
    if pair.after.stacks:
        for gone in sorted(pair.proven_before.keys() - pair.proven_after.keys()):
            yield Sentence(Topic.PROMISES, f"{gone}: no longer promised or judged")


def _anew(pair: Pair) -> Iterator[Sentence]:
    """Promises nobody judged before. In a new environment only what is broken is news."""
    first = [one for name, one in pair.proven_after.items() if name not in pair.proven_before]
    for one in first:
        if one.verdict is Verdict.BROKEN:
            yield _held(pair, one, f"{one.id}: judged for the first time, PROMISE BROKEN")
    for verdict in (Verdict.KEPT, Verdict.UNPROVEN):
        names = [one.id for one in first if one.verdict is verdict]
        if names and pair.before.stacks:
            text = f"{len(names)} judged for the first time, {verdict}"
            yield Sentence(Topic.PROMISES, text, tuple(names))


def _turned(pair: Pair, before: Proof, after: Proof) -> Sentence:
    if after.verdict is Verdict.KEPT or before.verdict is Verdict.BROKEN:
        text = f"{after.id}: {before.verdict} -> {after.verdict}"
        return Sentence(Topic.PROMISES, text + _shown(after.proven))
    proven = " -> ".join(one or "nothing" for one in (before.proven, after.proven))
    return _held(pair, after, f"{after.id}: {one_line(proven)}, {_WORDS[after.verdict]}")


def _held(pair: Pair, after: Proof, text: str) -> Sentence:
    reason = one_line(after.because)
    shown = reason if len(reason) <= _ENDS else f"{reason[:_ENDS].rstrip()} ..."
    said = f"{text} (promised {one_line(after.promised)}): {shown}"
    details = (f"fix: {one_line(after.fix)}",) if after.fix else ()
    return Sentence(Topic.PROMISES, said, details, Gate.PROMISE, f"{pair.name}/{after.id}")


def _moved(before: Proof, after: Proof) -> str:
    """What the same verdict rests on now, where that is another value and no other count."""
    parts: list[str] = []
    if before.promised != after.promised:
        parts.append(f"promised {one_line(before.promised)} -> {one_line(after.promised)}")
    if before.proven != after.proven and not _only_counted(before.proven, after.proven):
        proven = " -> ".join(one or "nothing" for one in (before.proven, after.proven))
        parts.append(f"proven {one_line(proven)}")
    return "; ".join([*parts, str(after.verdict)]) if parts else ""


def _only_counted(before: str, after: str) -> bool:
    """Whether just more or fewer things pass, each of them, or as many fail as before."""
    counts = [_COUNT.match(one) for one in (before, after)]
    lacking = {int(one["all"]) - int(one["good"]) for one in counts if one}
    return None not in counts and len(lacking) == 1


def _shown(proven: str) -> str:
    return f" ({one_line(proven)})" if proven else ""
