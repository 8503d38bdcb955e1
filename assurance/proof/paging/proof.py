"""The paging path, proven: every rule over one walk."""

from __future__ import annotations

from assurance.assembly import Stage
from assurance.proof.paging.rules import (
    alarms,
    channels,
    composites,
    deliveries,
    events,
    literals,
    messages,
    pager,
    references,
    topics,
)
from assurance.proof.paging.rules.handbook import handbook_rules
from assurance.proof.paging.walk import Walk
from assurance.proof.rule import Rule
from assurance.verdict import Proof
from environments import Reach
from promises import Handbook

RULES: tuple[Rule[Walk], ...] = (
    *alarms.RULES,
    *messages.RULES,
    *composites.RULES,
    *topics.RULES,
    *channels.RULES,
    *deliveries.RULES,
    *events.RULES,
    *literals.RULES,
    *references.RULES,
    *pager.RULES,
)


def prove_paging(stage: Stage, handbook: Handbook, reach: Reach | None) -> tuple[Proof, ...]:
    """Every paging promise of one environment."""
    walk = Walk(stage, handbook, reach)
    return tuple(rule.prove(walk) for rule in (*handbook_rules(handbook), *RULES))
