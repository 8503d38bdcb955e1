"""The library of scenarios on the templates of production."""

from dataclasses import replace
from pathlib import Path

import pytest

from assurance.rehearsal import burns as burning
from assurance.rehearsal.alarms import Region, names_in, regions_of
from assurance.rehearsal.judging import judge
from assurance.rehearsal.player import play
from assurance.rehearsal.reading import read_baseline, read_scenarios
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
        "storm",
        "maintenance-window",
        "region-lost",
        "just-below-limits",
    ],
)
def test_a_scenario_is_as_expected(prod: tuple[Region, ...], name: str) -> None:
    [scenario] = read_scenarios([FOLDER / f"{name}.yaml"], FOLDER)
    assert judge(play(scenario.played_in("prod"), prod)).unmet == ()


@pytest.mark.parametrize("name", ["consumer-stopped", "pages-lost", "database-strained"])
def test_development_is_expected_to_tell_what_it_has(synthesized: Path, name: str) -> None:
    stages = chosen(synthesized, None)
    [dev] = [stage for stage in stages if stage.name == "dev"]
    [scenario] = read_scenarios([FOLDER / f"{name}.yaml"], FOLDER)
    found = judge(play(scenario.played_in("dev"), regions_of(dev, synthesized)), names_in(stages))
    assert found.unmet == ()
    assert (found.not_here == ()) is (name == "database-strained")


def test_right_at_a_limit_somebody_is_told_once(
    prod: tuple[Region, ...], monkeypatch: pytest.MonkeyPatch
) -> None:
    # media's medium tier comes and goes with every failure, and may keep nobody quiet by that
    file = FOLDER / "baseline.yaml"
    baseline = read_baseline(file)
    only = baseline.model_copy(update={"parts": {"media": baseline.parts["media"]}})
    media = tuple(_of(region, "-media-") for region in prod)
    monkeypatch.setattr(burning, "RATES", (14.45, 6.05, 6.005, 1.05))
    found = burning.burns(only, file, media, lambda _: None)
    assert [(one.first and one.first.severity, one.pages) for one in found] == [
        ("P2", 1),
        ("P3", 1),
        ("P3", 1),
        ("P3", 1),
    ]


def _of(region: Region, what: str) -> Region:
    alarms = tuple(one for one in region.account.alarms if what in one.name)
    return replace(region, account=replace(region.account, alarms=alarms))


def test_every_file_of_the_library_can_be_read() -> None:
    assert len(read_scenarios([], FOLDER)) >= 50
