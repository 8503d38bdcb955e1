"""A composite is explained by the data of the alarms it rests on."""

from pathlib import Path

from assurance.cloudwatch import Account, CompositeAlarm
from assurance.rehearsal.alarms import Region, regions_of
from assurance.rehearsal.behind import behind, concerned
from assurance.rehearsal.judging import Judged, Unmet
from assurance.rehearsal.player import play
from assurance.rehearsal.reading import read_scenarios
from tests.assurance.rehearsal.stage import read_shop, write_files

OUTER = CompositeAlarm(name="outer", rule='ALARM("inner") OR OK("elsewhere")')
INNER = CompositeAlarm(name="inner", rule='ALARM("shop-errors") AND NOT ALARM("shop-load")')


def region(tmp_path: Path) -> Region:
    [shop] = regions_of(read_shop(tmp_path / "out"), tmp_path)
    return Region(shop.name, Account((OUTER, INNER, *shop.account.alarms)), shop.severities)


def test_a_composite_rests_on_the_metric_alarms_under_its_composites(tmp_path: Path) -> None:
    account = region(tmp_path).account
    assert behind(OUTER, account) == {"shop-errors", "shop-load"}
    assert behind(account.alarms[2], account) == frozenset()


def test_rules_that_lead_back_to_themselves_come_to_an_end(tmp_path: Path) -> None:
    circle = CompositeAlarm(name="inner", rule='ALARM("outer") OR ALARM("shop-load")')
    account = Account((OUTER, circle, *region(tmp_path).account.alarms[2:]))
    assert behind(OUTER, account) == {"shop-load"}


def test_what_is_unmet_of_a_composite_shows_what_it_rests_on(tmp_path: Path) -> None:
    [scenario] = read_scenarios([write_files(tmp_path)], tmp_path)
    here = region(tmp_path)
    judged = Judged(play(scenario, [here]), (Unmet("outer", "nobody was told", ("outer",)),))
    assert concerned(judged, [here]) == ("outer", "shop-errors", "shop-load")
