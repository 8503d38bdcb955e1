"""The generated pages: current, complete, and refused where they cannot be made."""

from collections.abc import Mapping
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest
from click.testing import CliRunner

from assurance.cli import cli
from assurance.handbook import maintenance_page, write, writing
from assurance.handbook.mermaid import Edge, flowchart
from assurance.handbook.readme import with_block
from assurance.handbook.source import Source
from assurance.handbook.writing import source_of, texts_of, written_on
from promises import InputError, InputErrors
from tests.conftest import Template

PAGES = Path(__file__).parents[3] / "docs" / "handbook"
NAMES = {
    "promises.md",
    "monitoring.md",
    "incident-response.md",
    "maintenance.md",
    "recovery.md",
    "cost.md",
}


@pytest.fixture(scope="session")
def source(synthesized: Path) -> Source:
    """Rehearsed once for all."""
    day = written_on(PAGES)
    assert day
    return source_of(synthesized, "prod", day)


@pytest.fixture(scope="session")
def texts(source: Source) -> Mapping[str, str]:
    return texts_of(source)


def test_what_is_committed_is_what_would_be_generated(texts: Mapping[str, str]) -> None:
    assert set(texts) == NAMES
    assert [name for name in NAMES if (PAGES / name).read_text() != texts[name]] == []


def test_the_table_of_the_readme_is_current(source: Source) -> None:
    readme = PAGES.parents[1] / "README.md"
    assert readme.read_text() == with_block(readme, source)


def test_a_readme_without_marks_is_refused(source: Source, tmp_path: Path) -> None:
    with pytest.raises(InputErrors, match="wanted one block"):
        with_block(tmp_path / "README.md", source)


def test_every_alarm_that_speaks_has_a_row(
    texts: Mapping[str, str], templates: Mapping[str, Template]
) -> None:
    text = texts["monitoring.md"]
    names = {
        resource["Properties"]["AlarmName"].removeprefix("filmops-prod-")
        for stack, template in templates.items()
        if stack.startswith("prod-")
        for resource in template["Resources"].values()
        if resource["Type"].endswith("Alarm") and resource["Properties"].get("AlarmActions")
    }
    assert len(names) > 50
    assert [name for name in sorted(names) if f"| `{name}` | " not in text] == []


def test_every_alarm_that_speaks_was_rehearsed(texts: Mapping[str, str]) -> None:
    assert "not rehearsed" not in texts["monitoring.md"]


def test_the_calendar_begins_after_the_day_of_writing(source: Source) -> None:
    text = maintenance_page.PAGE.text(replace(source, day=date(2026, 12, 31)))
    assert "Sun 2027-01-10 02:00-06:00" in text
    assert "2026-12-27" not in text


def test_the_way_of_a_page_is_drawn_in_each_region(texts: Mapping[str, str]) -> None:
    assert texts["incident-response.md"].count("```mermaid") == 2


def test_a_chart_draws_each_arrow_once_and_quotes_what_stands_in_its_nodes() -> None:
    lines = list(flowchart([Edge("a", 'b "x" #1', "by"), Edge("a", 'b "x" #1', "by")]))
    assert lines == [
        "```mermaid",
        "flowchart LR",
        '  n0["a"]',
        '  n1["b #quot;x#quot; #35;1"]',
        '  n0 -->|"by"| n1',
        "```",
        "",
    ]


def test_an_environment_that_is_not_there_writes_nothing(synthesized: Path, tmp_path: Path) -> None:
    with pytest.raises(InputErrors, match=r"environment: wanted one of .*, got nowhere"):
        write(synthesized, "nowhere", tmp_path / "out")
    assert not (tmp_path / "out").exists()


def test_a_place_without_an_assembly_is_refused(tmp_path: Path) -> None:
    result = CliRunner().invoke(cli, ["docs", "--assembly", str(tmp_path), "--check"])
    assert isinstance(result.exception, InputError)


@pytest.mark.parametrize("kept", [NAMES, NAMES - {"recovery.md"}], ids=["all", "all but one"])
def test_check_names_what_has_drifted(
    texts: Mapping[str, str],
    source: Source,
    kept: set[str],
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    for name in kept:
        (tmp_path / name).write_text(texts[name])

    def made(_: Source) -> Mapping[str, str]:
        return texts

    monkeypatch.setattr(writing, "texts_of", made)
    asked = ["docs", "--assembly", str(source.assembly), "--out", str(tmp_path), "--check"]
    result = CliRunner().invoke(cli, asked, standalone_mode=False)
    assert result.return_value == (0 if kept == NAMES else 1)
    assert {Path(line).name for line in result.stdout.split()} == NAMES - kept
    assert {file.name for file in tmp_path.iterdir()} == kept
