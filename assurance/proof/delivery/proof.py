"""Delivery, proven: who may deploy an environment without being a person."""

from __future__ import annotations

from assurance.assembly import Stage
from assurance.proof.delivery.rules import boundary, rights, subject
from assurance.proof.delivery.unasked import unasked
from assurance.verdict import Proof

RULES = (subject, rights, unasked, boundary)


def prove_delivery(stage: Stage) -> tuple[Proof, ...]:
    """Every rule on the roles of workflows."""
    return tuple(rule.prove(stage) for rule in RULES)
