"""Proving the lab's monitoring: one template, and an environment file that says what runs."""

from collections.abc import Callable, Mapping
from pathlib import Path

import pytest

from assurance.assembly import read_assembly
from assurance.proof.monitoring.proof import prove_monitoring
from assurance.verdict import Proof
from promises import load_handbook
from tests.assurance.lab import Template, write_stack, write_stage
from tests.assurance.proof.monitoring.lab_environment import environment
from tests.assurance.proof.monitoring.whole import whole

Change = Callable[[dict[str, object]], object]
Judged = Callable[..., Mapping[str, Proof]]


@pytest.fixture
def judged(tmp_path: Path) -> Judged:
    """The proofs by id, with changes to the whole template and to the environment's file."""

    def proofs(*changes: Change, file: tuple[tuple[str, str], ...] = ()) -> Mapping[str, Proof]:
        template: Template = whole()
        for change in changes:
            change(template["Resources"])
        write_stack(write_stage(tmp_path, "lab"), "monitoring", template)
        [stage] = read_assembly(tmp_path).stages
        here = environment(tmp_path, *file)
        found = prove_monitoring(stage, load_handbook(), here)
        by_id = {proof.id: proof for proof in found}
        assert len(by_id) == len(found), "an id is told twice"
        return by_id

    return proofs
