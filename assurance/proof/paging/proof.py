"""The paging path, proven: every rule over one walk."""

from __future__ import annotations

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


def prove_paging(walk: Walk) -> tuple[Proof, ...]:
    """Every paging promise of one environment."""
    return tuple(rule.prove(walk) for rule in (*handbook_rules(walk.handbook), *RULES))
