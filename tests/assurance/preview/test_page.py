"""The page in a real browser: every dashboard, in both situations."""

from collections.abc import Iterator
from itertools import combinations
from pathlib import Path

import pytest

from assurance.preview import preview
from tests.assurance.preview.browser import (
    BOXES,
    CHROMIUM,
    DRIVER,
    MISSING,
    PLOTTED,
    Page,
    chromium,
)

pytestmark = pytest.mark.skipif(not (CHROMIUM and DRIVER), reason=MISSING)

SITUATIONS = ("calm", "incident")
Box = tuple[float, float, float, float]


@pytest.fixture(scope="module")
def opened(page: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Page]:
    with chromium(tmp_path_factory.mktemp("profile")) as driver:
        yield Page(driver, page)


@pytest.fixture(scope="module")
def ours(synthesized: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Page]:
    file = preview(synthesized, "prod", tmp_path_factory.mktemp("ours"))
    with chromium(tmp_path_factory.mktemp("profile")) as driver:
        yield Page(driver, file)


@pytest.fixture(params=["opened", "ours"])
def shown(request: pytest.FixtureRequest) -> Page:
    return request.getfixturevalue(request.param)


def overlap(one: Box, other: Box) -> bool:
    beside = one[2] <= other[0] + 0.5 or other[2] <= one[0] + 0.5
    apart = one[3] <= other[1] + 0.5 or other[3] <= one[1] + 0.5
    return not beside and not apart


@pytest.mark.parametrize("situation", SITUATIONS)
def test_every_metric_widget_has_a_plotted_series(shown: Page, situation: str) -> None:
    for fragment in shown.fragments():
        shown.open(fragment, situation)
        for widget in shown.ask(PLOTTED):
            where = f"{fragment}: {widget['title']}"
            if widget["told"]:
                assert fragment.endswith("-odd") or "SEARCH" in widget["told"], where
                continue
            assert widget["points"] or widget["values"], where
            assert all(any(points) for points in widget["points"]), where
            assert "\N{EN DASH}" not in widget["values"], where


@pytest.mark.parametrize("situation", SITUATIONS)
def test_nothing_lies_over_anything_else(shown: Page, situation: str) -> None:
    for fragment in shown.fragments():
        shown.open(fragment, situation)
        cells = shown.ask(BOXES)
        for one, other in combinations([cell["cell"] for cell in cells], 2):
            assert not overlap(one, other), fragment
        for cell in cells:
            for one, other in combinations(cell["parts"], 2):
                assert not overlap(one, other), fragment


def test_a_grid_unit_is_a_24th_wide_and_50_pixels_high(opened: Page) -> None:
    opened.open("prod/films-prod-overview", "calm")
    grid = opened.ask("return document.getElementById('grid').clientWidth")
    cells = [cell["cell"] for cell in opened.ask(BOXES)]
    left, top, right, bottom = cells[6]
    assert (round((right - left) / grid * 24), round(bottom - top)) == (8, 300)
    assert round(top - cells[0][1]) == 9 * 50


def test_the_page_never_complains(shown: Page) -> None:
    for fragment in shown.fragments():
        for situation in SITUATIONS:
            shown.open(fragment, situation)
    assert shown.complaints() == []


def test_a_link_to_another_dashboard_jumps_there(opened: Page) -> None:
    opened.open("prod/films-prod-overview", "calm")
    opened.ask("document.querySelector('.text a[href*=\"prod-media\"]').click()")
    opened.wait("window.__preview.board === 'films-prod-media' && window.__preview.ready")
    assert opened.ask("return location.hash") == "#prod/films-prod-media"


def test_a_tab_and_an_environment_are_links_too(opened: Page) -> None:
    opened.open("prod/films-prod-overview", "calm")
    opened.ask("document.querySelectorAll('#boards a')[1].click()")
    opened.wait("window.__preview.board === 'films-prod-api' && window.__preview.ready")
    opened.ask("document.querySelectorAll('#environments a')[1].click()")
    opened.wait("window.__preview.environment === 'staging' && window.__preview.ready")


def test_alarms_turn_from_green_to_red(opened: Page) -> None:
    def states() -> dict[str, str]:
        return opened.ask(
            "return Object.fromEntries([...document.querySelectorAll('.alarms > div')]"
            ".map((one) => [one.textContent, one.className]))"
        )

    opened.open("prod/films-prod-overview", "calm")
    assert (states()["prod-api"], states()["prod-searched"]) == ("OK", "INSUFFICIENT_DATA")
    opened.open("prod/films-prod-overview", "incident")
    assert (states()["prod-api"], states()["prod-certificate"]) == ("ALARM", "OK")


def test_a_variable_changes_the_widgets_it_is_about(opened: Page) -> None:
    opened.open("prod/films-prod-media", "calm")
    first = "return window.__preview.charts[0].chart.getOption().series[0].data.length"
    points = "return JSON.stringify(window.__preview.charts[0].chart.getOption().series[0].data)"
    before, length = opened.ask(points), opened.ask(first)
    opened.ask(
        "const one = document.querySelector('#variables select'); one.value = 'us-west-2';"
        "one.dispatchEvent(new Event('change'))"
    )
    opened.wait("state.chosen.region === 'us-west-2' && window.__preview.ready")
    assert opened.ask(points) != before
    assert opened.ask(first) == length


def test_nothing_a_dashboard_says_is_run(opened: Page) -> None:
    opened.open("prod/films-prod-api", "calm")
    assert opened.ask("return document.querySelectorAll('.text script, .text img').length") == 0
    assert opened.ask("return document.querySelectorAll('a[href^=javascript]').length") == 0
    opened.open("prod/films-prod-odd", "calm")
    assert opened.ask("return document.querySelectorAll('[onclick]').length") == 0
    assert opened.ask("return document.scripts.length") == 3
