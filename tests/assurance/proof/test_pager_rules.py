"""The plan for PagerDuty: every rule keeps the whole one, and breaks by the one thing it is about."""

import json
from typing import Any

import pytest

from assurance.verdict import Verdict
from tests.assurance.proof.changes import Change, Proven, assert_broken, case, changed, gone, put
from tests.assurance.proof.paging_path import whole

RULES = [f"paging.pager_{name}" for name in ("acknowledge", "escalation", "rotation", "urgency")]


def plan(*path: str | int, to: object) -> Change:
    """The plan with one value changed."""

    def change(resources: dict[str, Any]) -> None:
        inside = resources["Pager"]["Properties"]
        said: Any = json.loads(inside["Value"])
        place = said
        for step in path[:-1]:
            place = place[step]
        place[path[-1]] = to
        inside["Value"] = json.dumps(said)

    return change


def test_the_whole_plan_keeps_every_rule(proven: Proven) -> None:
    proofs = proven(whole())
    assert {proofs[rule].verdict for rule in RULES} == {Verdict.KEPT}


def test_without_a_plan_nothing_is_claimed(proven: Proven) -> None:
    proofs = proven(changed(gone("Pager")))
    assert {proofs[rule].verdict for rule in RULES} == {Verdict.UNPROVEN}


def test_a_plan_is_no_proof_of_the_account(proven: Proven) -> None:
    proofs = proven(whole())
    for promise in ("on_call.secondary_after", "on_call.rotation"):
        assert proofs[promise].verdict is Verdict.UNPROVEN
        assert "drift" in proofs[promise].because


@pytest.mark.parametrize(
    ("named", "one"),
    [
        case("six minutes", "after 6 min, promised 5 min", plan("rungs", 0, "waits", to=6)),
        case("no minute", "after 0 min", plan("rungs", 0, "waits", to=0)),
        case(
            "the secondary first",
            "first page goes to secondary",
            plan("rungs", 0, "shift", to="secondary"),
        ),
        case("no rungs", "no rungs", plan("rungs", to=[])),
        case("no JSON", "no rungs", put("none", "Pager", "Value")),
    ],
)
def test_who_does_not_acknowledge_is_paged_again(proven: Proven, named: str, one: Change) -> None:
    assert_broken(proven(changed(one)), "paging.pager_acknowledge", named)


@pytest.mark.parametrize(
    ("named", "one"),
    [
        case("too late", "after 31 min, promised 30 min", plan("rungs", 1, "waits", to=26)),
        case("too early", "after 29 min", plan("rungs", 1, "waits", to=24)),
        case("never", "never paged", plan("rungs", 2, "shift", to="primary")),
        case("once only", "pages nobody again", plan("loops", to=0)),
    ],
)
def test_the_secondary_is_paged_when_the_handbook_says(
    proven: Proven, named: str, one: Change
) -> None:
    assert_broken(proven(changed(one)), "paging.pager_escalation", named)


@pytest.mark.parametrize(
    ("named", "one"),
    [
        case("two weeks", "lasts 20160 min", plan("turn", "length", to=20160)),
        case(
            "on Tuesday",
            "begins Tuesday 09:00",
            plan("turn", "begins", to="2024-01-02T09:00:00+00:00"),
        ),
        case(
            "at ten", "begins Monday 10:00", plan("turn", "begins", to="2024-01-01T10:00:00+00:00")
        ),
        case("elsewhere", "follow Europe/Berlin", plan("turn", "time_zone", to="Europe/Berlin")),
        case("never", "nobody can read", plan("turn", "begins", to="Monday")),
    ],
)
def test_the_shifts_change_when_the_handbook_says(proven: Proven, named: str, one: Change) -> None:
    assert_broken(proven(changed(one)), "paging.pager_rotation", named)


@pytest.mark.parametrize(
    ("named", "one"),
    [
        case("a quiet P2", "P2 would wake nobody", plan("services", 1, "urgency", to="low")),
        case("a loud test", "for nothing", plan("services", 2, "urgency", to="high")),
        case("one for two", "share a service", plan("services", 1, "name", to="lab P1")),
    ],
)
def test_what_pages_wakes_and_nothing_else_does(proven: Proven, named: str, one: Change) -> None:
    assert_broken(proven(changed(one)), "paging.pager_urgency", named)
