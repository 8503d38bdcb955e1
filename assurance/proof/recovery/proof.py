"""The recovery, proven: every rule over what one stage holds."""

from __future__ import annotations

from assurance.assembly import Stage
from assurance.proof.paging.walk import Walk
from assurance.proof.recovery.rules import (
    created,
    database,
    database_care,
    drills,
    guards,
    media,
    restore_tests,
    third_copy,
)
from assurance.proof.recovery.rules.promised import handbook_rules
from assurance.proof.recovery.seen import Seen
from assurance.proof.rule import Rule
from assurance.verdict import Proof
from environments import Environment
from environments.created import load_created
from promises import Handbook

RULES: tuple[Rule[Seen], ...] = (
    *database.RULES,
    *database_care.RULES,
    *created.RULES,
    *media.RULES,
    *third_copy.RULES,
    *drills.RULES,
    *restore_tests.RULES,
    *guards.RULES,
)


def prove_recovery(
    stage: Stage, handbook: Handbook, environment: Environment | None
) -> tuple[Proof, ...]:
    """Every recovery promise of one environment."""
    walk = Walk(stage, handbook, environment.reach if environment else None)
    seen = Seen(walk, environment, load_created(stage.name) if environment else None)
    return tuple(rule.prove(seen) for rule in (*handbook_rules(handbook), *RULES))
