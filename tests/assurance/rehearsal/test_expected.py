"""Every expectation with what came of it."""

from pathlib import Path

import pytest

from assurance.rehearsal.alarms import regions_of
from assurance.rehearsal.judging import judge
from assurance.rehearsal.player import play
from assurance.rehearsal.reading import read_scenarios
from assurance.rehearsal.report.expected import Expected, expected
from tests.assurance.rehearsal.stage import SCENARIO, read_shop, write_files

PAGE = "within: 3 min, resolves: 3 min, spent: {of: shop, at_most: 1 %}"


def told(tmp_path: Path, scenario: str) -> list[Expected]:
    [one] = read_scenarios([write_files(tmp_path, scenario)], tmp_path)
    return [*expected(judge(play(one, regions_of(read_shop(tmp_path / "out"), tmp_path))))]


def test_what_is_met_says_how_well(tmp_path: Path) -> None:
    [one] = told(tmp_path, SCENARIO)
    assert one.met
    assert one.wanted == (
        "P1 errors within 3 min, over within 3 min of the end, at most 1 % of the budget of shop gone"
    )
    assert one.got.startswith("told after 2 min, over after 1 min, 0.0")


@pytest.mark.parametrize(
    ("page", "got"),
    [
        (PAGE.replace("within: 3 min", "within: 1 min"), "told after 2 min"),
        (PAGE.replace("resolves: 3 min", "resolves: 0 min"), "over after 1 min"),
    ],
)
def test_what_is_unmet_says_what_came(tmp_path: Path, page: str, got: str) -> None:
    [one] = told(tmp_path, SCENARIO.replace(PAGE, page))
    assert not one.met
    assert one.got.startswith(got)


def test_a_page_that_nobody_expected_is_a_line_of_its_own(tmp_path: Path) -> None:
    nobody = SCENARIO[: SCENARIO.index("expect:")] + "expect: {pages: []}\n"
    [one] = told(tmp_path, nobody)
    assert not one.met
    assert one.wanted == "no page but those expected"


def test_what_is_allowed_is_said(tmp_path: Path) -> None:
    allowed = SCENARIO[: SCENARIO.index("expect:")] + "expect: {pages: [], allowed: [errors]}\n"
    assert told(tmp_path, allowed) == [
        Expected("nobody is told", "told, as allowed: shop-errors", met=True)
    ]
