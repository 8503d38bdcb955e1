"""The recovery, proven: every rule over what one stage holds, and what RPO and RTO add up to."""

from __future__ import annotations

from datetime import date

from assurance.assembly import Stage
from assurance.estimate import Estimate
from assurance.proof.paging.walk import Walk
from assurance.proof.recovery.estimate.grounds import Grounds
from assurance.proof.recovery.estimate.proofs import proofs_of
from assurance.proof.recovery.estimate.ways import estimates
from assurance.proof.recovery.rules import (
    created,
    database,
    database_care,
    guards,
    media,
    third_copy,
)
from assurance.proof.recovery.rules.promised import handbook_rules
from assurance.proof.recovery.seen import Seen
from assurance.proof.rule import Rule
from assurance.verdict import Proof
from environments import Environment
from environments.created import load_created
from environments.drills import Drills, load_drills
from promises import Handbook

RULES: tuple[Rule[Seen], ...] = (
    *database.RULES,
    *database_care.RULES,
    *created.RULES,
    *media.RULES,
    *third_copy.RULES,
    *guards.RULES,
)


def prove_recovery(
    stage: Stage, handbook: Handbook, environment: Environment | None, today: date
) -> tuple[tuple[Proof, ...], tuple[Estimate, ...]]:
    """Every recovery promise of one environment, and what RPO and RTO add up to that day."""
    walk = Walk(stage, handbook, environment.reach if environment else None)
    seen = Seen(walk, environment, load_created(stage.name) if environment else None)
    proofs = prove_rules(seen)
    drills = load_drills(stage.name) if environment else Drills(drills=())
    found = estimates(Grounds(seen, {proof.id: proof for proof in proofs}, drills, today))
    return (*proofs, *proofs_of(found, handbook)), found


def prove_rules(seen: Seen) -> tuple[Proof, ...]:
    """The verdict of every rule."""
    return tuple(rule.prove(seen) for rule in (*handbook_rules(seen.handbook), *RULES))
