"""The roles people take, proven: every rule over one environment."""

from __future__ import annotations

from assurance.assembly import Stage
from assurance.proof.access.rules import break_glass, on_call
from assurance.proof.access.seen import Access
from assurance.proof.rule import Rule
from assurance.verdict import Proof

RULES: tuple[Rule[Access], ...] = (*on_call.RULES, *break_glass.RULES)


def prove_access(stage: Stage) -> tuple[Proof, ...]:
    """Every rule about people's roles of one environment."""
    access = Access(stage)
    return tuple(rule.prove(access) for rule in RULES)
