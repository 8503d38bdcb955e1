"""One mistake in a calendar that is whole, and the rules that name it."""

from typing import Any

import pytest

from assurance.verdict import Verdict
from tests.assurance.proof.changes import Change
from tests.assurance.proof.maintenance.conftest import Calendar


def case(sentence: str, rules: str, named: str, change: Change) -> Any:  # noqa: ANN401 (pytest keeps its type private)
    return pytest.param(rules.split(), named, change, id=sentence)


def assert_alone(calendar: Calendar, rules: list[str], named: str, change: Change) -> None:
    """These rules are broken and no other; one names the thing, all say how to repair it."""
    proofs, _ = calendar(change)
    broken = [one for one in proofs.values() if one.verdict is Verdict.BROKEN]
    assert {one.id for one in broken} == {f"maintenance.{rule}" for rule in rules}
    assert any(named in one.because for one in broken), [one.because for one in broken]
    assert all(one.fix and one.evidence for one in broken)
