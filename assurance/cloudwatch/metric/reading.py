"""One reading of the published rules: the verdict at each evaluation, and what it rests on."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from assurance.cloudwatch.metric.verdict import Points, Rule, Verdicts
from assurance.cloudwatch.state import OK, RETAIN, Codes, Instants, Mask


@dataclass(frozen=True, slots=True, eq=False)
class Reading:
    """A verdict for each evaluation."""

    why: str
    """How it differs from the reading that is reported; a phrase for the report."""
    codes: Codes


@dataclass(frozen=True, slots=True, eq=False)
class Readings:
    """The reading that is reported, and every other that AWS's text allows."""

    main: Codes
    others: tuple[Reading, ...]
    undecided: Mask
    """Where the published rules contradict each other: the reported state stays as it was."""


CONTRADICTION = "the two published sentences on premature alarms contradict each other:"


def settled(verdicts: Verdicts, at: Instants) -> tuple[Codes, Mask]:
    """The verdicts at some windows, keeping the state where the rules contradict each other."""
    undecided = verdicts.undecided[at]
    return np.where(undecided, np.int8(RETAIN), verdicts.codes[at]), undecided


def contradicting(verdicts: Verdicts, at: Instants) -> tuple[Reading, ...]:
    """Both sides of the contradiction."""
    undecided = verdicts.undecided[at]
    if not undecided.any():
        return ()
    codes = verdicts.codes[at]
    return (
        Reading(f"{CONTRADICTION} by the evaluation range", codes),
        Reading(
            f"{CONTRADICTION} by the evaluation periods",
            np.where(undecided, np.int8(OK), codes),
        ),
    )


def forced(why: str, points: Points, where: Mask, rule: Rule, at: Instants) -> tuple[Reading, ...]:
    """What follows when the points in doubt breach, when they do not, and when they are missing."""
    real, breaching, lanes = points.real.ravel(), points.breaching.ravel(), points.real.shape[1]
    variants = (
        Points(real | where, breaching | where, lanes),
        Points(real | where, breaching & ~where, lanes),
        Points(real & ~where, breaching & ~where, lanes),
    )
    return tuple(Reading(why, variant.verdicts(rule).codes[at]) for variant in variants)
