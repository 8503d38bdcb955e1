"""The web page of a rehearsal in a real browser."""

from collections.abc import Iterator

import pytest

from assurance.rehearsal.reading import read_scenarios
from assurance.rehearsal.rehearsing import rehearse
from assurance.rehearsal.report import html
from tests.assurance.charts_page import DRAWN, Opened
from tests.assurance.preview.browser import CHROMIUM, DRIVER, MISSING, chromium
from tests.assurance.rehearsal.stage import SCENARIO, read_shop, write_files

pytestmark = pytest.mark.skipif(not (CHROMIUM and DRIVER), reason=MISSING)

LATE = SCENARIO.replace("within: 3 min", "within: 1 min").replace("Orders fail", "<b>Late</b>")


@pytest.fixture(scope="module")
def opened(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Opened]:
    folder = tmp_path_factory.mktemp("rehearsal")
    met = write_files(folder)
    (folder / "told-late.yaml").write_text(LATE)
    (folder / "calm.yaml").write_text(
        "title: Calm\nhandbook: none\nlasting: 1 h\nexpect: {pages: []}\n"
    )
    scenarios = read_scenarios((met, folder / "told-late.yaml", folder / "calm.yaml"), folder)
    found = rehearse(read_shop(folder / "out"), folder / "out", scenarios, lambda _: None)
    page = folder / "page.html"
    page.write_text(html.render([found]), encoding="utf-8")
    with chromium(tmp_path_factory.mktemp("profile")) as driver:
        yield Opened(driver, page)


def test_the_overview_has_a_line_for_each_scenario_with_its_pages(opened: Opened) -> None:
    opened.go("")
    rows = opened.ask("return [...document.querySelectorAll('.row')].map((one) => one.innerText)")
    assert ["met" in rows[0], "unmet" in rows[1], "nobody told" in rows[2]] == [True] * 3
    assert "after 2 min" in rows[0]
    assert "2 of 3" in opened.text().replace("\n", " ")
    marks = "return document.querySelectorAll('.row')[0].querySelectorAll('.strip b.P1').length"
    assert opened.ask(marks) == 1


def test_the_overview_can_be_narrowed_to_what_is_unmet(opened: Opened) -> None:
    opened.go("")
    opened.ask("document.querySelector('[data-which=unmet]').click()")
    assert opened.ask("return document.querySelectorAll('.row').length") == 1
    opened.ask("document.querySelector('[data-which=all]').click()")


def test_a_scenario_shows_metric_threshold_states_page_and_budget(opened: Opened) -> None:
    opened.go("app/orders-fail")
    drawn = opened.ask(DRAWN)
    [lane] = drawn["lanes"]
    assert lane.endswith("errors")
    metric = next(one for one in drawn["lines"] if one["name"] == "shop-errors")
    assert metric["points"] > 100
    assert 10 in metric["thresholds"]
    assert any(one["name"] == "budget of shop" and one["points"] for one in drawn["lines"])
    assert [bar[3] for bar in drawn["bars"]] == ["OK", "ALARM", "OK"]
    assert len(drawn["told"]) == 2


def test_what_is_unmet_says_what_was_wanted_and_what_came(opened: Opened) -> None:
    opened.go("app/told-late")
    text = opened.text()
    assert "P1 errors within 1 min" in text
    assert "told after 2 min" in text
    assert "Threshold Crossed: 2 out of the last 2 datapoints" in text


def test_the_words_of_a_scenario_are_text_not_markup(opened: Opened) -> None:
    opened.go("app/told-late")
    assert "<b>Late</b>" in opened.text()
    assert opened.ask("return document.querySelectorAll('h1 b').length") == 0


def test_a_calm_scenario_says_that_nothing_happened(opened: Opened) -> None:
    opened.go("app/calm")
    assert "Nothing goes wrong. No alarm changes its state." in opened.text()


def test_the_page_asks_nothing_of_a_network_and_complains_of_nothing(opened: Opened) -> None:
    opened.go("app/orders-fail")
    asked = opened.ask("return performance.getEntriesByType('resource').map((one) => one.name)")
    assert asked == []
    assert opened.complaints() == []
