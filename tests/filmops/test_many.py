"""Stacks and boards that many services share."""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from aws_cdk import App, Stack

from bench.catalogue import TARGET, desk, services
from bench.sameness import resources
from filmops.boards.many import METRICS, WIDGETS, Section, shared_boards, size_of
from filmops.boards.widgets import Figures, States
from filmops.composites import Alarms
from filmops.many import render_services
from filmops.service import Outage, Service, alarms_of
from filmops.services.counted import counted

DESK = desk()
POLICY = DESK.policy


def catalogue(count: int) -> list[Service]:
    return [counted(POLICY, one) for one in services(count, POLICY.handbook)]


def sections(count: int) -> list[Section]:
    return [Section(one, alarms_of(one, POLICY)) for one in catalogue(count)]


def rendered(out: Path, some: Sequence[Service]) -> Mapping[str, Any]:
    app = App(outdir=str(out))
    stack = Stack(app, "Services1", env=TARGET)
    made = render_services(stack, "services-1", "Services 1", some, DESK)
    app.synth()
    (held,) = resources(out).values()
    assert made == len(held)
    return held


def test_a_section_has_the_states_then_the_budget_beside_the_burn_rate() -> None:
    (states,), (budget, burn) = sections(1)[0].rows(POLICY)
    assert isinstance(states, States)
    tiers = {"fast", "medium", "slow"}
    assert {name.rpartition("-")[2] for name in states.alarms} == {*tiers, "silent"}
    assert isinstance(budget, Figures)
    assert budget.width + burn.width == states.width == 24
    assert budget.height == burn.height


def test_an_error_limit_has_a_budget_and_no_burn_rate_of_its_own() -> None:
    whole = sections(1)[0]
    limit = replace(whole.service.objectives[0], burns=False)
    section = replace(whole, service=replace(whole.service, objectives=(limit,)))
    assert [len(row) for row in section.rows(POLICY)] == [1, 1]


def test_a_metric_math_line_counts_its_inputs_too() -> None:
    # states, budget, burn rates: the budget is an expression over one metric, three rates
    assert size_of(sections(1)[0].rows(POLICY)) == (3, 2 + 3)


@pytest.mark.parametrize("count", [1, 166, 167, 1000])
def test_boards_are_cut_before_a_dashboard_is_full(count: int) -> None:
    boards = list(shared_boards("services-1", "Services 1", sections(count), POLICY, DESK.guide))
    for shared in boards:
        widgets, metrics = size_of(shared.board.rows)
        assert widgets <= WIDGETS
        assert metrics <= METRICS
    assert sum(len(shared.sections) for shared in boards) == count
    # 3 widgets each, and the heading
    assert len(boards) == -(-count // 166)
    names = [shared.name for shared in boards]
    assert names[0] == "services-1"
    assert names[1:] == [f"services-1-{number}" for number in range(2, len(boards) + 1)]


def test_a_service_without_objectives_shows_its_states() -> None:
    bare = Section(Service("bare"), Alarms(sections(1)[0].alarms.metric))
    assert [len(row) for row in bare.rows(POLICY)] == [1]


def test_a_service_removed_leaves_every_other_as_it_was(tmp_path: Path) -> None:
    some = catalogue(5)
    before = rendered(tmp_path / "before", some)
    after = rendered(tmp_path / "after", [one for one in some if one.name != "service-0003"])
    board = "FilmopsBenchServices1Board"
    gone = before.keys() - after.keys()
    assert gone
    assert all("Service0003" in one for one in gone)
    assert all(before[one] == after[one] for one in after if one != board)


def test_a_service_that_leans_on_another_waits_for_its_alarm(tmp_path: Path) -> None:
    first, second = catalogue(2)
    silent = first.symptoms[0].parts[0]
    base = replace(first, outage=Outage(silent.story, (silent,)), symptoms=())
    held = rendered(tmp_path, [base, replace(second, leans_on=(base.name,))])
    symptom = held["FilmopsBenchService0002Silent"]
    assert "FilmopsBenchService0001Down" in symptom["DependsOn"]


def test_an_alarm_links_to_the_board_its_service_is_on(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("filmops.boards.many.WIDGETS", 4)  # a heading and one section
    held = rendered(tmp_path, catalogue(2))
    boards = {
        one["Properties"]["DashboardName"]: str(one["Properties"]["DashboardBody"])
        for one in held.values()
        if one["Type"] == "AWS::CloudWatch::Dashboard"
    }
    assert list(boards) == ["filmops-bench-services-1", "filmops-bench-services-1-2"]
    for number, name in enumerate(boards, start=1):
        alarm = held[f"FilmopsBenchService{number:04}Silent"]["Properties"]
        assert f"/dashboard/{name} " in alarm["AlarmDescription"]
        assert alarm["AlarmName"] in boards[name]
