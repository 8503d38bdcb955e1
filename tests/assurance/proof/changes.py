"""One change to the whole paging path, and what a rule has to say about it."""

from collections.abc import Callable, Mapping
from typing import Any

import pytest

from assurance.verdict import Proof, Verdict
from tests.assurance.lab import Template
from tests.assurance.proof.paging_path import whole

Proven = Callable[..., Mapping[str, Proof]]
Change = Callable[[dict[str, Any]], object]


def changed(*changes: Change) -> Template:
    """The whole path, but for this."""
    template = whole()
    for one in changes:
        one(template["Resources"])
    return template


def case(sentence: str, named: str, one: Change) -> Any:  # noqa: ANN401 (pytest keeps its type private)
    """A change, and what the proof must name."""
    return pytest.param(named, one, id=sentence)


def assert_broken(proofs: Mapping[str, Proof], rule: str, named: str) -> None:
    """The rule is broken, says how to repair it, and names the place or the thing."""
    proof = proofs[rule]
    assert proof.verdict is Verdict.BROKEN
    assert proof.fix
    assert all(evidence.template.endswith(".template.json") for evidence in proof.evidence)
    told = [proof.because, *(evidence.logical_id for evidence in proof.evidence)]
    assert any(named in text for text in told), told


def gone(logical_id: str) -> Change:
    return lambda resources: resources.pop(logical_id)


def added(logical_id: str, resource: object) -> Change:
    return lambda resources: resources.update({logical_id: resource})


def put(value: object, logical_id: str, *path: str | int) -> Change:
    def write(resources: dict[str, Any]) -> None:
        inside = resources[logical_id]["Properties"]
        for step in path[:-1]:
            inside = inside[step]
        inside[path[-1]] = value

    return write


def drop(logical_id: str, *path: str | int) -> Change:
    def take(resources: dict[str, Any]) -> None:
        inside = resources[logical_id]["Properties"]
        for step in path[:-1]:
            inside = inside[step]
        del inside[path[-1]]

    return take


def both(*changes: Change) -> Change:
    return lambda resources: [one(resources) for one in changes]


def tells(logical_id: str, *topics: object) -> Change:
    told = list(topics)
    return both(put(told, logical_id, "AlarmActions"), put(told, logical_id, "OKActions"))
