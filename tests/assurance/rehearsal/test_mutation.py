"""Weakened alarms: a scenario that expects a page at a time notices most of them."""

from dataclasses import replace
from pathlib import Path

from assurance.cloudwatch import Account, CompositeAlarm, MetricAlarm, Suppressor
from assurance.rehearsal.alarms import regions_of
from assurance.rehearsal.mutation.equivalence import same_because
from assurance.rehearsal.mutation.mutating import mutate
from assurance.rehearsal.mutation.reading import readers
from assurance.rehearsal.reading import read_scenarios
from tests.assurance.rehearsal.stage import BASELINE, SCENARIO, read_shop, write_files


def test_weakenings_are_noticed_where_a_page_is_expected(tmp_path: Path) -> None:
    # half of what the doubled threshold asks for, and gone before three times as many points
    short = SCENARIO.replace("errors 20 %", "errors 15 %").replace("20 min", "5 min")
    scenarios = read_scenarios([write_files(tmp_path, short)], tmp_path)
    tried = mutate(regions_of(read_shop(tmp_path / "out"), tmp_path), scenarios, lambda _: None)
    noticed = {(one.alarm, one.what) for one in tried if one.noticed_by == "orders-fail"}
    kinds = ("threshold", "comparison", "period", "M of N", "action")
    unexpected = ("shop-load", "comparison")  # it would speak all day
    assert noticed == {*(("shop-errors", what) for what in kinds), unexpected}
    assert {one.what for one in tried if one.alarm == "shop-load"} >= {"missing data", "action"}


def test_a_threshold_between_the_same_whole_numbers_changes_nothing(tmp_path: Path) -> None:
    counted = BASELINE.replace("value: 40", "value: 40, whole: true")
    scenarios = read_scenarios([write_files(tmp_path, baseline=counted)], tmp_path)
    [region] = regions_of(read_shop(tmp_path / "out"), tmp_path)
    load = next(one for one in region.account.alarms if one.name == "shop-load")
    assert isinstance(load, MetricAlarm)
    [query] = load.queries
    assert query.measure
    highest = replace(query, measure=replace(query.measure, statistic="Maximum"))
    least = replace(load, queries=(highest,), threshold=1.0, comparison="LessThanThreshold")
    baseline = scenarios[0].baseline
    half = replace(least, threshold=0.5)
    reason = "it counts, and between 0.5 and 1 is no whole number"
    assert same_because(least, half, baseline) == reason
    assert same_because(least, replace(least, threshold=0.0), baseline) is None
    average = replace(least, queries=load.queries)
    assert same_because(average, replace(average, threshold=0.5), baseline) is None
    [other] = read_scenarios([write_files(tmp_path / "out")], tmp_path)  # a level, not a count
    assert same_because(least, half, other.baseline) is None


def test_an_alarm_is_heard_by_composites_above_it_and_by_those_it_keeps_quiet() -> None:
    def over(name: str, rule: str, by: str | None = None) -> CompositeAlarm:
        quiet = Suppressor(by, 60, 60) if by else None
        return CompositeAlarm(name=name, rule=rule, suppressor=quiet)

    alarms = (
        over("low", "FALSE"),
        over("above", "ALARM(low)"),
        over("quiet", "FALSE", by="above"),
        over("beside", "ALARM(other)"),
    )
    assert readers(Account(alarms)).of("low") == {"above", "quiet"}
    assert readers(Account(alarms)).of("beside") == frozenset()
