"""One mistake in a recovery that is whole, and the one rule that names it."""

from collections.abc import Callable, Mapping
from typing import Any

import pytest

from assurance.verdict import Proof, Verdict
from tests.assurance.proof.changes import Change, Proven
from tests.assurance.proof.recovery.data_path import here, there

SUMS = ("recovery.rpo", "recovery.rto", "recovery.account_deletion")
Spoil = Callable[[dict[str, Any], dict[str, Any]], object]


def in_primary(change: Change) -> Spoil:
    return lambda primary, _: change(primary)


def in_recovery(change: Change) -> Spoil:
    return lambda _, recovery: change(recovery)


def mistake(sentence: str, rule: str, named: str, change: Change | Spoil) -> Any:  # noqa: ANN401 (pytest keeps its type private)
    return pytest.param(rule, named, change, id=sentence)


def spoiled(proven: Proven, spoil: Spoil) -> Mapping[str, Proof]:
    """The proofs of both Regions but for this."""
    primary, recovery = here(), there()
    spoil(primary["Resources"], recovery["Resources"])
    return proven(primary, recovery)


def broken_rules(proofs: Mapping[str, Proof]) -> list[str]:
    """The rules that are broken; what a mistake does to RPO and RTO has its own tests."""
    return [
        one.id
        for one in proofs.values()
        if one.verdict is Verdict.BROKEN and not one.id.startswith(SUMS)
    ]


def assert_alone(proofs: Mapping[str, Proof], rule: str, named: str) -> None:
    """This rule is broken and no other; it names the thing and says how to repair it."""
    assert broken_rules(proofs) == [rule]
    proof = proofs[rule]
    told = [proof.because, *(evidence.logical_id for evidence in proof.evidence)]
    assert any(named in text for text in told), told
    assert proof.fix
