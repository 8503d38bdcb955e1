"""Weakened alarms: a scenario that expects a page at a time notices most of them."""

from pathlib import Path

from assurance.rehearsal.alarms import regions_of
from assurance.rehearsal.mutation.mutating import mutate
from assurance.rehearsal.reading import read_scenarios
from tests.assurance.rehearsal.stage import SCENARIO, read_shop, write_files


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
