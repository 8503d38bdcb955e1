"""Scenario files: every mistake is one line that says where, what was wanted and what came."""

import json
from pathlib import Path

import pytest

from assurance.rehearsal.reading import read_scenarios
from assurance.rehearsal.scenario import Written
from assurance.rehearsal.schema import SCHEMAS, schema
from promises import InputErrors
from promises.frozen import Frozen
from tests.assurance.rehearsal.stage import BASELINE, SCENARIO, write_files

ROOT = Path(__file__).parents[3]


@pytest.mark.parametrize(
    ("old", "new", "said"),
    [
        ("shop errors 20 %", "shop burns down", "wanted shop with one of: errors N %, all failing"),
        ("shop errors 20 %", "bakery stopped", "wanted a part (post, shop) and what happens to it"),
        ("severity: P1", "severity: P9", ":9: expect.pages.0.severity: wanted"),
        ("lasting: 2 h", "lasting: 10 min", "wanted an end within the scenario, got one after it"),
        ("of: shop", "of: post", "wanted one of shop, got post"),
        ("title:", "titel:", ":2: titel: wanted title, got an unknown key"),
        ("within: 3 min", "within: soon", "wanted a duration such as 15 min, got soon"),
        (
            "alarm: errors",
            "alarm: <of>-errors",
            ":9: expect.pages.0: wanted names that `each` gives",
        ),
        (
            "faults:",
            "each: parts\nfaults:",
            "each: wanted one of the baseline's lists: it has none",
        ),
        (
            "alarm: errors",
            "cause: fire, alarm: errors",
            "wanted one of the faults, by name or words",
        ),
        (
            "faults:",
            "mutes: [{schedule: rate(1 day), lasting: 1 h}]\nfaults:",
            "wanted cron(...) or at",
        ),
    ],
)
def test_a_mistake_is_told_in_one_line(tmp_path: Path, old: str, new: str, said: str) -> None:
    file = write_files(tmp_path, SCENARIO.replace(old, new))
    with pytest.raises(InputErrors) as caught:
        read_scenarios([file], tmp_path)
    assert any(said in line for line in str(caught.value).splitlines())
    assert all(line.startswith(str(file)) for line in str(caught.value).splitlines())


def test_a_line_is_repeated_for_each_that_knows_its_names(tmp_path: Path) -> None:
    each = """each: [{part: shop, size: "3"}, {part: shop, size: "5"}, {part: shop}]
faults:
  - {fault: <part> errors <size> %, lasting: 9 min}"""
    [one] = read_scenarios([write_files(tmp_path, SCENARIO.replace("faults:", each))], tmp_path)
    assert [fault.fault for fault in one.written.faults] == [
        "shop errors 3 %",
        "shop errors 5 %",
        "shop errors 20 %",
    ]


def test_a_mistake_in_a_repeated_line_is_told_on_that_line(tmp_path: Path) -> None:
    each = "each: [{what: errors 3 %}, {what: burns down}]\nfaults:\n  - {fault: shop <what>, lasting: 9 min}"
    file = write_files(tmp_path, SCENARIO.replace("faults:", each))
    with pytest.raises(InputErrors, match=r":7: faults\.1\.fault: wanted shop with one of"):
        read_scenarios([file], tmp_path)


def test_a_share_needs_a_whole_for_every_environment(tmp_path: Path) -> None:
    half = BASELINE.replace("value: 40", "value: 40, full: {big: 1000}").replace(
        "parts:", "environments: [big, small]\nparts:", 1
    )
    file = write_files(tmp_path, baseline=half)
    with pytest.raises(InputErrors, match="wanted a number for each of big, small, got big"):
        read_scenarios([file], tmp_path)


def test_a_folder_without_scenarios_is_no_rehearsal(tmp_path: Path) -> None:
    with pytest.raises(InputErrors, match=r"wanted scenarios \(\*\.yaml\), got none in it"):
        read_scenarios([], tmp_path)


@pytest.mark.parametrize(("name", "model"), SCHEMAS.items())
def test_the_schema_on_disk_is_that_of_the_model(name: str, model: type[Frozen]) -> None:
    assert (ROOT / "scenarios" / name).read_text() == schema(model)


def test_the_schema_says_of_every_key_what_it_is() -> None:
    made = json.loads(schema(Written))
    models = [made, *(one for one in made["$defs"].values() if "properties" in one)]
    keys = [(model["title"], *item) for model in models for item in model["properties"].items()]
    assert len(keys) > 30
    assert [(model, key) for model, key, one in keys if not one.get("description")] == []
    assert "errors N %" in str(made["$defs"]["Fault"]["properties"]["fault"]["examples"])


def test_every_scenario_names_the_schema_for_editors() -> None:
    for one in (ROOT / "scenarios").glob("*.yaml"):
        name = "baseline.schema.json" if one.stem == "baseline" else "schema.json"
        assert one.read_text().splitlines()[0] == f"# yaml-language-server: $schema={name}"
