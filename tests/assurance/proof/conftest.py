"""Proving a hand-written environment called lab, which no file here knows."""

from collections.abc import Callable, Mapping
from pathlib import Path

import pytest

from assurance.proof import prove
from assurance.verdict import Proof
from tests.assurance.lab import ELSEWHERE, REGION, Template, write_stack, write_stage

Proven = Callable[..., Mapping[str, Proof]]


@pytest.fixture
def proven(tmp_path: Path) -> Proven:
    """The proofs by id of an environment with this template, and maybe one in another Region."""

    def proofs(here: Template, there: Template | None = None) -> Mapping[str, Proof]:
        stage = write_stage(tmp_path, "lab")
        write_stack(stage, "paging", here, region=REGION)
        if there is not None:
            write_stack(stage, "recovery", there, region=ELSEWHERE)
        [report] = prove(tmp_path, "lab").environments
        found = {proof.id: proof for proof in report.promises}
        assert len(found) == len(report.promises), "an id is told twice"
        return found

    return proofs
