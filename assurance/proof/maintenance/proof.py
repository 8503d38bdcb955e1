"""The maintenance calendar, proven: every rule over ten years of one stage's schedules."""

from __future__ import annotations

from datetime import date

from assurance.assembly import Stage
from assurance.proof.maintenance.coming import coming
from assurance.proof.maintenance.rules import mutes, schedules, weekly
from assurance.proof.maintenance.rules.promised import handbook_rules
from assurance.proof.maintenance.seen import Seen
from assurance.proof.rule import Rule
from assurance.verdict import Appointment, Proof
from promises import Handbook

RULES: tuple[Rule[Seen], ...] = (*schedules.RULES, *weekly.RULES, *mutes.RULES)


def prove_maintenance(
    stage: Stage, handbook: Handbook, today: date
) -> tuple[tuple[Proof, ...], tuple[Appointment, ...]]:
    """Every promise on maintenance of one environment, and its next windows."""
    seen = Seen(stage, handbook, today)
    proofs = tuple(rule.prove(seen) for rule in (*handbook_rules(handbook), *RULES))
    return proofs, coming(seen)
