"""Monitoring, proven: the handbook's promises about it, then the technical rules."""

from __future__ import annotations

from assurance.assembly import Stage
from assurance.proof.monitoring.monitoring import Monitoring
from assurance.proof.monitoring.promised import promised
from assurance.verdict import Proof
from environments import Environment
from promises import Handbook


def prove_monitoring(
    stage: Stage, handbook: Handbook, environment: Environment | None
) -> tuple[Proof, ...]:
    """Every promise about monitoring of one environment."""
    seen = Monitoring(stage, handbook, environment)
    return tuple(promised(seen))
