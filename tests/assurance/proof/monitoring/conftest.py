"""Proving the lab's monitoring: one template, and an environment file that says what runs."""

from collections.abc import Callable
from pathlib import Path

import pytest

from assurance.assembly import read_assembly
from assurance.proof.monitoring.monitoring import Monitoring
from assurance.proof.monitoring.promised import judge_of
from assurance.proof.monitoring.proof import RULES
from assurance.proof.paging.walk import Walk
from assurance.verdict import Proof, Verdict
from environments import handbook_as_written
from tests.assurance.lab import write_stack, write_stage
from tests.assurance.proof.changes import Change
from tests.assurance.proof.monitoring.lab_environment import environment
from tests.assurance.proof.monitoring.whole import whole

Judged = Callable[..., Proof]
File = tuple[tuple[str, str], ...]


@pytest.fixture
def seen(tmp_path: Path) -> Callable[..., Monitoring]:
    """The lab's monitoring with changes to its template and to the environment's file."""

    def read(*changes: Change, file: File = ()) -> Monitoring:
        template = whole()
        for change in changes:
            change(template["Resources"])
        write_stack(write_stage(tmp_path, "lab"), "monitoring", template)
        [stage] = read_assembly(tmp_path).stages
        return Monitoring(Walk(stage, handbook_as_written()), environment(*file))

    return read


@pytest.fixture
def judged(seen: Callable[..., Monitoring]) -> Judged:
    """One rule's proof of the changed monitoring."""

    def proof(rule: str, *changes: Change, file: File = ()) -> Proof:
        monitoring = seen(*changes, file=file)
        for one in RULES:
            if one.id == rule:
                return one.prove(monitoring)
        [promise] = [one for one in monitoring.handbook.catalogue() if one.id == rule]
        judge = judge_of(promise)
        assert judge, f"no rule judges {rule}"
        return judge(monitoring).proof(promise)

    return proof


def assert_told(proof: Proof, named: str) -> None:
    """The rule is broken, says how to repair it, and names the place or the thing."""
    assert proof.verdict is Verdict.BROKEN, proof.because
    assert proof.fix
    told = [proof.because, *(evidence.logical_id for evidence in proof.evidence)]
    assert any(named in text for text in told), told
