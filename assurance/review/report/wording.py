"""The words that all formats of a review share."""

from __future__ import annotations

from collections import Counter

from assurance.review.allowed import Judged
from assurance.review.reviewing import Review


def headline(review: Review) -> str:
    """What a reviewer reads first."""
    if not review.environments:
        return "Nothing changes in the templates"
    names = ", ".join(one.name for one in review.environments)
    count = sum(len(one.changes) for one in review.environments)
    return f"Changes {names}: {count} resources; {_held(review)}"


def allowance(one: Judged) -> str:
    """What a reviewed line lets through, and why."""
    line = one.line
    assert line is not None
    return f"{line.gate}: {one.sentence.subject}: {line.because} (until {line.until})"


def _held(review: Review) -> str:
    """`HELD: broken promise x 3, widened rights x 1`."""
    counts = Counter(one.sentence.gate for one in review.held)
    said = ", ".join(f"{gate} x {count}" for gate, count in counts.items())
    return f"HELD: {said}" if said else "nothing held"


def allow_line(one: Judged) -> str:
    """The line of allowed.yaml that would let it through, but for the reason and the day."""
    gate, subject = one.sentence.gate, one.sentence.subject
    return f'- {{gate: {gate}, subject: "{subject}", because: "…", until: YYYY-MM-DD}}'
