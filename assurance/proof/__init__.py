"""Proves an assembly: every promise of the handbook as kept, broken or unproven."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import UTC, date, datetime
from pathlib import Path

from assurance.assembly import Stage, read_assembly
from assurance.proof.access.proof import prove_access
from assurance.proof.delivery.proof import prove_delivery
from assurance.proof.maintenance.proof import prove_maintenance
from assurance.proof.monitoring.proof import prove_monitoring
from assurance.proof.paging.proof import prove_paging
from assurance.proof.paging.walk import Walk
from assurance.proof.recovery.proof import prove_recovery
from assurance.proof.unproven import unproven
from assurance.verdict import EnvironmentReport, Proof, Report
from environments import Environment, find_environment, handbook_as_written
from promises import Handbook, InputError, InputErrors


def prove(assembly: Path, environment: str | None = None, today: date | None = None) -> Report:
    """Prove the environments of `assembly`, or only the one named.

    `today` is the day drill records are held against and the calendar is listed from; none means
    today in UTC.
    An environment that has no file here is held to the handbook as it stands. Raises
    promises.InputErrors when the assembly cannot be read or has no such environment.
    """
    stages = read_assembly(assembly).stages
    chosen = [stage for stage in stages if environment in (None, stage.name)]
    if not chosen:
        names = ", ".join(stage.name for stage in stages)
        raise InputErrors(
            [InputError(assembly, None, "environment", f"one of {names}", str(environment))]
        )
    return Report(
        tuple(prove_stage(stage, find_environment(stage.name), today) for stage in chosen)
    )


def prove_stage(
    stage: Stage, environment: Environment | None, today: date | None = None
) -> EnvironmentReport:
    """Every promise of one environment, in the handbook's order, then the technical rules."""
    handbook = environment.handbook if environment else handbook_as_written()
    walk = Walk(stage, handbook, environment.reach if environment else None)
    day = today or datetime.now(UTC).date()
    monitoring = prove_monitoring(walk, environment)
    recovery, estimates = prove_recovery(walk, environment, day)
    maintenance, calendar, muted = prove_maintenance(walk, day)
    paging = prove_paging(walk)
    access = prove_access(stage)
    return EnvironmentReport(
        name=stage.name,
        promises=_in_order(
            handbook,
            (
                *paging,
                *monitoring,
                *recovery,
                *maintenance,
                *access,
                *prove_delivery(stage),
            ),
        ),
        tensions=handbook.tensions(),
        weakened=environment.weakens if environment else (),
        estimates=estimates,
        calendar=calendar,
        muted=muted,
    )


def _in_order(handbook: Handbook, proofs: Sequence[Proof]) -> tuple[Proof, ...]:
    proven = {proof.id: proof for proof in proofs}
    of_handbook = [
        proven.pop(promise.id, None) or unproven(promise) for promise in handbook.catalogue()
    ]
    return (*of_handbook, *proven.values())


__all__ = ["prove", "prove_stage"]
