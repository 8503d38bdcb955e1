"""The library of scenarios on the templates of production."""

from pathlib import Path

import pytest

from assurance.rehearsal.alarms import Region, regions_of
from assurance.rehearsal.judging import judge
from assurance.rehearsal.player import play
from assurance.rehearsal.reading import read_scenarios
from assurance.rehearsal.rehearsing import chosen

FOLDER = Path(__file__).parents[3] / "scenarios"


@pytest.fixture(scope="module")
def prod(synthesized: Path) -> tuple[Region, ...]:
    [stage] = chosen(synthesized, "prod")
    return regions_of(stage, synthesized)


@pytest.mark.parametrize(
    "name",
    [
        "calm-day",
        "api-errors",
        "burn-fast",
        "burn-medium",
        "gauges-silent",
        "consumer-stopped",
        "night-one-failed-film",
        "night-thin-outage",
        "database-strained",
        "pages-lost",
    ],
)
def test_a_scenario_is_as_expected(prod: tuple[Region, ...], name: str) -> None:
    [scenario] = read_scenarios([FOLDER / f"{name}.yaml"], FOLDER)
    assert judge(play(scenario, prod)).unmet == ()


def test_every_file_of_the_library_can_be_read() -> None:
    assert len(read_scenarios([], FOLDER)) >= 40
