"""The web page of a backtest in a real browser."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.assurance.backtest.lab import ALARM, START, described, line, write, write_lines
from tests.assurance.charts_page import DRAWN, Opened
from tests.assurance.command import run
from tests.assurance.preview.browser import CHROMIUM, DRIVER, MISSING, chromium

pytestmark = pytest.mark.skipif(not (CHROMIUM and DRIVER), reason=MISSING)

COMPOSITE = {"AlarmName": "any", "AlarmRule": 'ALARM("api-errors")', "StateValue": "OK"}


@pytest.fixture(scope="module")
def opened(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Opened]:
    folder = tmp_path_factory.mktemp("backtest")
    found = described(ALARM | {"StateValue": "OK"}, composites=[COMPOSITE])
    alarms = write(folder / "alarms.json", found)
    series = write_lines(folder / "series.jsonl", line([0, 0, 9, 9, 9, 0, 0, 0]))
    page = folder / "page.html"
    files = ("--alarms", str(alarms), "--metrics", str(series), "--html", str(page))
    time = ("--start", START, "--end", "2026-11-02T00:08:00Z")
    done = run("evaluate", *files, *time, "--set", "api-errors.Threshold=20")
    assert done.returncode == 0, done.stderr
    with chromium(tmp_path_factory.mktemp("profile")) as driver:
        yield Opened(driver, Path(page))


def test_the_list_has_every_alarm_with_what_it_did_before_and_now(opened: Opened) -> None:
    opened.go("")
    rows = opened.ask("return [...document.querySelectorAll('.row')].map((one) => one.innerText)")
    assert len(rows) == 2
    assert "never fired" in rows[0]
    assert "before the settings: fired once, 2 min in all" in rows[0]


def test_an_alarm_shows_metric_both_thresholds_and_both_courses(opened: Opened) -> None:
    opened.go("api-errors")
    drawn = opened.ask(DRAWN)
    assert drawn["lanes"] == ["now", "before the settings"]
    [metric] = drawn["lines"]
    assert (metric["points"], metric["thresholds"]) == (8, [20, 5])
    assert [bar[2:] for bar in drawn["bars"]] == [[0, "OK"], [1, "OK"], [1, "ALARM"], [1, "OK"]]


def test_a_composite_shows_its_states_alone(opened: Opened) -> None:
    opened.go("any")
    assert opened.ask(DRAWN)["lines"] == []
    assert opened.complaints() == []
