"""The player on a platform by hand: what is published, who is told, and when."""

from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest

from assurance.assembly import read_assembly
from assurance.cloudwatch import Metric, Samples
from assurance.cloudwatch.data import statistic
from assurance.rehearsal.alarms import Region, regions_of
from assurance.rehearsal.budget import course, spent
from assurance.rehearsal.judging import judge
from assurance.rehearsal.player import Played, play
from assurance.rehearsal.reading import read_scenarios
from assurance.rehearsal.world.clock import Clock
from assurance.rehearsal.world.making import world
from promises import InputErrors
from tests.assurance.rehearsal.stage import BASELINE, SCENARIO, read_shop, write_files, write_shop

EVERYTHING = frozenset({"shop", "post"})


def regions(tmp_path: Path) -> tuple[Region, ...]:
    return regions_of(read_shop(tmp_path / "out"), tmp_path)


def played(tmp_path: Path, scenario: str = SCENARIO, baseline: str = BASELINE) -> Played:
    [one] = read_scenarios([write_files(tmp_path, scenario, baseline)], tmp_path)
    return play(one, regions(tmp_path))


def minutes(of: Played) -> list[tuple[int, str, str, bool]]:
    fault = of.scenario.first_fault
    return [((one.at - fault) // 60, one.alarm, one.severity, one.over) for one in of.told]


def test_an_incident_is_told_and_told_to_be_over(tmp_path: Path) -> None:
    one = played(tmp_path)
    assert minutes(one) == [(2, "shop-errors", "P1", False), (21, "shop-errors", "P1", True)]
    assert judge(one).met


def test_the_same_scenario_gives_the_same_twice(tmp_path: Path) -> None:
    noisy = BASELINE.replace("traffic: 60 per min", "traffic: 60 per min\n      noise: 20 %")
    first, second = (played(tmp_path, baseline=noisy) for _ in range(2))
    assert first.told == second.told
    orders = [one.world.series(Metric("Shop", "Orders"))[0].values for one in (first, second)]
    assert np.array_equal(*orders, equal_nan=True)
    assert np.std(orders[0]) > 5


def test_what_the_baseline_does_not_publish_is_an_input_error(tmp_path: Path) -> None:
    with pytest.raises(InputErrors, match=r"got none for Shop Load \{Machine=one\}"):
        played(tmp_path, baseline=BASELINE.replace("Shop Load Machine", "Shop Lead Machine"))


def test_two_things_are_not_taken_for_one_flow(tmp_path: Path) -> None:
    write_shop(tmp_path / "out")
    for template in (tmp_path / "out").glob("**/*.template.json"):
        template.write_text(template.read_text().replace('"Load"', '"Orders"'))
    [stage] = read_assembly(tmp_path / "out").stages
    [scenario] = read_scenarios([write_files(tmp_path)], tmp_path)
    told = r"Shop Orders and Shop Orders \{Machine=one\}, got both taken for shop"
    with pytest.raises(InputErrors, match=told):
        play(scenario, regions_of(stage, tmp_path))


def test_silence_is_told_where_missing_data_is_breaching(tmp_path: Path) -> None:
    one = played(tmp_path, SCENARIO.replace("shop errors 20 %", "shop load silent"))
    assert [(alarm, over) for _, alarm, _, over in minutes(one)] == [("shop-load", False)]
    assert one.told[0].severity == "P2"


def test_another_alarm_than_expected_is_unmet_both_ways(tmp_path: Path) -> None:
    unmet = judge(played(tmp_path, SCENARIO.replace("alarm: errors", "alarm: load"))).unmet
    assert [(one.expected, one.got) for one in unmet] == [
        ("load P1 within 3 min", "nobody was told"),
        ("no page but those expected", "P1 shop-errors after 2 min"),
    ]


def test_budget_that_is_gone_by_the_page_is_counted(tmp_path: Path) -> None:
    # a fifth of two minutes, of 1 % of 30 days: 0.4 / 432 of the budget
    unmet = judge(played(tmp_path, SCENARIO.replace("at_most: 1 %", "at_most: 0.09 %"))).unmet
    assert [one.got for one in unmet] == ["0.093 %"]


def test_counts_percentiles_and_ranks_of_a_minute_agree(tmp_path: Path) -> None:
    late = SCENARIO.replace("shop errors 20 %", "shop slow 30 %")
    [scenario] = read_scenarios([write_files(tmp_path, late)], tmp_path)
    made = world(scenario, Clock(scenario.start, 60, scenario.start), EVERYTHING)
    [series] = made.series(Metric("Shop", "Duration"))
    calm, slow = (series.samples[place] for place in (10, 40))
    assert isinstance(calm, Samples)
    assert isinstance(slow, Samples)
    assert statistic.of_samples("SampleCount", calm) == pytest.approx(60)
    assert statistic.of_samples("p95", calm) == pytest.approx(1, rel=0.15)
    assert statistic.of_samples("PR(:2)", slow) == pytest.approx(70, abs=1)
    assert statistic.of_samples("p95", slow) > 2


def test_a_stopped_consumer_lets_messages_wait_and_grow_old(tmp_path: Path) -> None:
    stopped = SCENARIO.replace("shop errors 20 %", "post consumer stopped")
    [scenario] = read_scenarios([write_files(tmp_path, stopped)], tmp_path)
    made = world(scenario, Clock(scenario.start, 90, scenario.start), EVERYTHING)

    def maximum(name: str) -> list[float]:
        found = {one.statistic: one for one in made.series(Metric("Post", name))}
        return found["Maximum"].values.tolist()

    assert (maximum("Waiting")[29], maximum("Held")[29]) == (0, 5)
    assert (maximum("Waiting")[39], maximum("Held")[39]) == (50, 0)
    assert maximum("Age")[39] == 600
    assert maximum("Waiting")[89] == 0


def test_an_alarm_the_scenario_leaves_alone_stays_at_rest(tmp_path: Path) -> None:
    queue_only = SCENARIO.replace("shop errors 20 %", "post consumer stopped")
    one = played(tmp_path, queue_only)
    assert [history.transitions for _, history in one.each()] == [(), ()]
    region = replace(regions(tmp_path)[0], name="elsewhere")
    assert play(one.scenario, [region]).histories.keys() == {"elsewhere"}


def test_each_page_is_held_against_its_own_cause(tmp_path: Path) -> None:
    twice = SCENARIO.replace(
        "expect:",
        "  - {fault: shop errors 2 %, after: 70 min, lasting: 9 min, named: later}\nexpect:",
    ).replace(
        "alarm: errors, severity: P1, within: 3 min, resolves: 3 min",
        "alarm: errors, cause: <which>, severity: P1, within: 3 min, resolves: 3 min",
    )
    each = "each: [{which: shop errors 20 %}, {which: later}]\nfaults:"
    one = played(tmp_path, twice.replace("faults:", each))
    assert [unmet.expected for unmet in judge(one).unmet] == ["errors P1 within 3 min: later"]
    assert judge(one).unmet[0].got == "nobody was told"


def test_what_is_told_long_after_its_cause_is_unexpected(tmp_path: Path) -> None:
    late = SCENARIO.replace(
        "faults:", "faults:\n  - {fault: shop errors 20 %, after: 80 min, lasting: 9 min}"
    ).replace("alarm: errors,", "alarm: errors, cause: early,")
    one = played(tmp_path, late.replace("lasting: 20 min}", "lasting: 20 min, named: early}"))
    assert [(unmet.expected, unmet.got) for unmet in judge(one).unmet] == [
        ("no page but those expected", "P1 shop-errors after 52 min")
    ]


def test_what_comes_too_late_to_be_over_is_told_with_its_time(tmp_path: Path) -> None:
    late = SCENARIO.replace("resolves: 3 min", "resolves: 0 min").replace(
        "alarm: errors,", "alarm: errors, cause: shop *,"
    )
    [unmet] = judge(played(tmp_path, late)).unmet
    assert unmet.expected == "errors over within 0 min of the end of shop *"
    assert unmet.got == "over after 1 min"


def test_a_mute_keeps_a_severity_quiet_until_its_end(tmp_path: Path) -> None:
    muted = SCENARIO.replace("shop errors 20 %", "shop load at 95").replace(
        "faults:",
        "mutes:\n  - {schedule: at(2026-11-03T10:25), lasting: 15 min, severities: [P2]}\nfaults:",
    )
    assert minutes(played(tmp_path, muted)) == [(10, "shop-load", "P2", False)]
    p1_only = muted.replace("[P2]", "[P1]")
    assert minutes(played(tmp_path, p1_only)) == [(3, "shop-load", "P2", False)]


def test_of_a_lost_region_nothing_is_heard(tmp_path: Path) -> None:
    lost = SCENARIO.replace(
        "faults:", "faults:\n  - {fault: region us-east-1 lost, lasting: 10 min}"
    )
    assert minutes(played(tmp_path, lost)) == [(21, "shop-errors", "P1", True)]
    with pytest.raises(InputErrors, match=r"wanted a Region with alarms \(us-east-1\), got moon"):
        played(tmp_path, lost.replace("us-east-1", "moon"))


def test_what_another_environment_has_is_not_expected_here(tmp_path: Path) -> None:
    one = played(tmp_path, SCENARIO.replace("alarm: errors", "alarm: gone"))
    there = judge(one, frozenset({"other-shop-gone"}))
    assert there.not_here == ("gone",)
    assert [unmet.expected for unmet in there.unmet] == ["no page but those expected"]
    nowhere = judge(one, frozenset({"other-shop-errors"}))
    assert (nowhere.not_here, nowhere.unmet[0].got) == ((), "nobody was told")


def test_a_cause_that_no_alarm_here_reads_is_not_expected(tmp_path: Path) -> None:
    # no alarm reads the queue
    queue = SCENARIO.replace("shop errors 20 %", "post consumer stopped").replace(
        "alarm: errors,", "alarm: errors, cause: post *,"
    )
    one = judge(played(tmp_path, queue))
    assert (one.unmet, one.not_here) == ((), ("errors",))


def test_levels_are_shares_of_what_is_full_in_each_environment(tmp_path: Path) -> None:
    shares = BASELINE.replace("value: 40", "value: 40, full: {big: 1000, small: 50}").replace(
        "parts:", "environments: [big, small]\nparts:", 1
    )
    [one] = read_scenarios([write_files(tmp_path, baseline=shares)], tmp_path)
    for name, calm in (("big", 400.0), ("small", 20.0)):
        made = play(one.played_in(name), regions(tmp_path)).world
        found = made.series(Metric("Shop", "Load", frozenset({("Machine", "one")})))
        values = {series.statistic: series.values[-1] for series in found}
        assert values == {"Minimum": calm, "Maximum": calm, "Sum": calm, "SampleCount": 1}


def test_the_course_of_a_budget_ends_where_its_sum_does(tmp_path: Path) -> None:
    one = played(tmp_path)
    ends, gone = course(one, "shop")
    assert gone[0] == 0.0
    assert gone[-1] == pytest.approx(spent(one, "shop", one.scenario.first_fault, one.scenario.end))
    page = one.told[0].at
    assert gone[ends.tolist().index(page)] == pytest.approx(
        spent(one, "shop", one.scenario.first_fault, page)
    )
