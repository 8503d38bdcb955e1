"""Proving the calendar alone, on a fixed day."""

from collections.abc import Callable, Mapping
from pathlib import Path

import pytest

from assurance.assembly import read_assembly
from assurance.proof.maintenance.proof import prove_maintenance
from assurance.proof.paging.walk import Walk
from assurance.verdict import Appointment, Proof
from environments import handbook_as_written
from tests.assurance.lab import write_stack
from tests.assurance.proof.changes import Change
from tests.assurance.proof.maintenance.calendar_path import TODAY, whole

Kept = tuple[Mapping[str, Proof], tuple[Appointment, ...]]
Calendar = Callable[..., Kept]


@pytest.fixture
def calendar(tmp_path: Path) -> Calendar:
    """The proofs by id, and the next windows, of the whole calendar but for these changes."""

    def proofs(*changes: Change) -> Kept:
        template = whole()
        for change in changes:
            change(template["Resources"])
        write_stack(tmp_path, "lab", template)
        [stage] = read_assembly(tmp_path).stages
        found, coming, _ = prove_maintenance(Walk(stage, handbook_as_written()), TODAY)
        return {proof.id: proof for proof in found}, coming

    return proofs
