import pytest

from bench.goals import verdicts
from bench.measuring import Run
from bench.plan import OURS, PLAIN, Step, plan
from bench.results import Results


def results(costs: dict[str, dict[int, float]], fullest: int = 400) -> Results:
    found = Results()
    for style, by_count in costs.items():
        for count, cpu in by_count.items():
            found.add(Step(0, count, style), Run(cpu, 2**28, 12 * count, fullest))
    return found


def test_goals_that_are_met() -> None:
    costs = {OURS: {4: 1.04, 50: 1.5, 250: 3.5}, PLAIN: {4: 1.16, 50: 3, 250: 11}}
    assert [verdict.met for verdict in verdicts(results(costs))] == [True, True, True]


def test_a_missed_ratio_is_explained() -> None:
    costs = {OURS: {4: 1.04, 50: 1.5, 250: 3.5}, PLAIN: {4: 1.1, 50: 2, 250: 6}}
    ratio, growth, _ = verdicts(results(costs))
    assert not ratio.met
    assert "wanted at most 0.45 of the plain build, got 0.58. 30% of ours" in ratio.words
    assert growth.met


def test_growth_that_is_not_linear_is_missed() -> None:
    costs = {OURS: {4: 1.04, 50: 1.5, 250: 5.5}, PLAIN: {4: 1.1, 50: 5, 250: 25}}
    _, growth, _ = verdicts(results(costs))
    assert not growth.met
    assert "from 4 to 50, got 2.00" in growth.words


def test_a_stack_that_is_too_full_is_missed() -> None:
    costs = {OURS: {4: 1.04, 50: 1.5, 250: 3.5}, PLAIN: {4: 1.16, 50: 3, 250: 11}}
    *_, fullest = verdicts(results(costs, fullest=501))
    assert not fullest.met


@pytest.mark.parametrize("quick", [True, False])
def test_the_builds_are_run_in_turn_and_take_turns_at_being_first(quick: bool) -> None:
    steps = [step for step in plan(quick=quick, all_plain=False).steps() if step.count == 50]
    pairs = list(zip(steps[::2], steps[1::2], strict=True))
    assert all(one.style != other.style for one, other in pairs)
    assert {one.style for one, _ in pairs} == {OURS, PLAIN}


def test_the_plain_build_of_1000_services_has_to_be_asked_for() -> None:
    def styles(*, all_plain: bool) -> set[str]:
        steps = plan(quick=True, all_plain=all_plain).steps()
        return {step.style for step in steps if step.count == 1000}

    assert styles(all_plain=False) == {OURS}
    assert styles(all_plain=True) == {OURS, PLAIN}
