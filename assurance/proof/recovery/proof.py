"""The recovery, proven: every rule over what one stage holds, and what RPO and RTO add up to."""

from __future__ import annotations

from datetime import date

from assurance.estimate import Estimate
from assurance.proof.paging.walk import Walk
from assurance.proof.recovery.estimate.grounds import Grounds
from assurance.proof.recovery.estimate.proofs import proofs_of
from assurance.proof.recovery.estimate.ways import estimates
from assurance.proof.recovery.rules import (
    created,
    database,
    database_care,
    drills,
    guards,
    media,
    restore_tests,
    runbooks,
    third_copy,
)
from assurance.proof.recovery.rules.measured import measured_rules
from assurance.proof.recovery.rules.promised import handbook_rules
from assurance.proof.recovery.seen import Seen
from assurance.proof.rule import Rule
from assurance.verdict import Proof
from environments import Environment
from environments.created import load_created
from environments.drills import Drills, load_drills

RULES: tuple[Rule[Seen], ...] = (
    *database.RULES,
    *database_care.RULES,
    *created.RULES,
    *media.RULES,
    *third_copy.RULES,
    *runbooks.RULES,
    *drills.RULES,
    *restore_tests.RULES,
    *guards.RULES,
)


def prove_recovery(
    walk: Walk, environment: Environment | None, today: date
) -> tuple[tuple[Proof, ...], tuple[Estimate, ...]]:
    """Every recovery promise of one environment, and what RPO and RTO add up to that day."""
    name = walk.stage.name
    seen = Seen(walk, environment, load_created(name) if environment else None)
    proofs = prove_rules(seen)
    drills = load_drills(name) if environment else Drills(drills=())
    found = estimates(Grounds(seen, {proof.id: proof for proof in proofs}, drills, today))
    return (*proofs, *proofs_of(found, walk.handbook)), found


def prove_rules(seen: Seen) -> tuple[Proof, ...]:
    """The verdict of every rule."""
    promised = (*handbook_rules(seen.handbook), *measured_rules(seen.handbook))
    return tuple(rule.prove(seen) for rule in (*promised, *RULES))
