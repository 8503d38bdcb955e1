"""Monitoring, proven: the handbook's promises about it, then the technical rules."""

from __future__ import annotations

from assurance.proof.monitoring.monitoring import Monitoring
from assurance.proof.monitoring.promised import promised
from assurance.proof.monitoring.rules import boards, native, sources, technical, units, urgency
from assurance.proof.paging.walk import Walk
from assurance.proof.rule import Rule
from assurance.verdict import Proof
from environments import Environment

RULES: tuple[Rule[Monitoring], ...] = (
    *technical.RULES,
    *units.RULES,
    *sources.RULES,
    *urgency.RULES,
    *native.RULES,
    *boards.RULES,
)


def prove_monitoring(walk: Walk, environment: Environment | None) -> tuple[Proof, ...]:
    """Every promise about monitoring of one environment."""
    seen = Monitoring(walk, environment)
    return (*promised(seen), *(rule.prove(seen) for rule in RULES))
