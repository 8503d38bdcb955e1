"""The generated pages: current, complete, and refused where they cannot be made."""

import re
from collections.abc import Mapping
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest
from click.testing import CliRunner

from assurance.cli import cli
from assurance.handbook import maintenance_page, recovery_page, write, writing
from assurance.handbook.mermaid import Edge, flowchart
from assurance.handbook.readme import with_block
from assurance.handbook.source import Source
from assurance.handbook.writing import source_of, texts_of, written_on
from assurance.proof.paging.sections import leads_nowhere
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


def test_every_alarm_that_speaks_says_its_limit_and_where_it_comes_from(
    texts: Mapping[str, str],
) -> None:
    rows = [
        line.removeprefix("| ").removesuffix(" |").split(" | ")
        for line in texts["monitoring.md"].splitlines()
        if re.match(r"\| `[\w-]+` \| .*runbooks\.md#", line)
    ]
    alarms = [row for row in rows if len(row) == 8]
    assert len(alarms) > 100
    assert [row[0] for row in alarms if not row[2] or not row[7]] == []


@pytest.mark.parametrize(
    ("alarm", "limit"),
    [
        ("api-slow", "above 500 ms in 5 min"),
        ("api-down", "below 1 host for 2 min<br>above 90 % in 2 min"),
        ("api-silent", "no value for 15 min"),
        ("page-test-missed-us-east-1", "no value for 7 days"),
        ("backup-age-us-east-1", "above 25 h in 1 h"),
        ("media-waiting", "above 100 GiB for 15 min<br>above 1 000 for 15 min"),
        ("film-generation-queue-depth", "above 100 messages for 10 min"),
    ],
)
def test_a_limit_is_in_the_unit_of_its_metric(
    texts: Mapping[str, str], alarm: str, limit: str
) -> None:
    assert f"| `{alarm}` | " in texts["monitoring.md"]
    row = next(line for line in texts["monitoring.md"].splitlines() if f"| `{alarm}` | " in line)
    assert f" | {limit} | P" in row


def test_every_link_within_the_documents_leads_somewhere(texts: Mapping[str, str]) -> None:
    found = {
        link for text in texts.values() for link in re.findall(r"\]\(([^)]+\.md[^)]*)\)", text)
    }
    assert len(found) > 100
    for link in found:
        page, _, section = link.partition("#")
        if page == "promises.md":
            assert not section or f'<a id="{section}"></a>' in texts[page]
        elif page == "../runbooks.md":
            assert not section or not leads_nowhere(f"https://a/docs/runbooks.md#{section}")
        else:
            assert page in NAMES or (PAGES / page).is_file()


def test_every_event_has_a_row_with_its_severity_and_its_runbook(
    texts: Mapping[str, str],
) -> None:
    rows = texts["monitoring.md"].split("\n## Events\n")[1]
    assert rows.count("| us-east-1, us-west-2 |") == 10
    assert "| `AwsHealth` | An issue of AWS that touches this account. | Degraded service" in rows
    assert (
        "| P2 | pagerduty | us-east-1, us-west-2 | [aws-health](../runbooks.md#aws-health)" in rows
    )


def test_the_last_window_is_named_with_the_command_that_reads_it(source: Source) -> None:
    text = maintenance_page.PAGE.text(replace(source, day=date(2026, 12, 31)))
    assert "--table-name filmops-prod-maintenance-records " in text
    assert '":w":{"S":"2026-12-27"}' in text


def test_drills_are_listed_with_their_next_days_and_every_way_to_fail_with_its_runbook(
    source: Source,
) -> None:
    text = recovery_page.PAGE.text(replace(source, day=date(2026, 12, 31)))
    assert "| `filmops-prod-drill-region` | us-west-2 | quarterly | 2027-01-15 14:00, " in text
    assert "| `filmops_prod_restore_test` | us-west-2 | monthly | 2027-01-01 14:00, " in text
    assert (
        "| media: deleted or overwritten | [media-deleted](../runbooks.md#media-deleted) |" in text
    )


def test_the_calendar_begins_after_the_day_of_writing(source: Source) -> None:
    text = maintenance_page.PAGE.text(replace(source, day=date(2026, 12, 31)))
    assert "Sun 2027-01-10 02:00-06:00" in text
    assert "Sun 2026-12-27" not in text


def test_the_way_of_a_page_is_drawn_in_each_region(texts: Mapping[str, str]) -> None:
    drawn = texts["incident-response.md"].split("\n### ")[1:]
    assert [one.split("\n")[0] for one in drawn] == ["us-east-1", "us-west-2"]
    for region in drawn:
        assert region.count("```mermaid") == 1
        for node in ("P1 events", "P2 events", "PagerDuty's Events API v2", "pagerduty"):
            assert f'["{node}"]' in region


def test_escalation_is_drawn_as_promised(texts: Mapping[str, str]) -> None:
    [drawn] = re.findall(
        r"## Who answers.*?```mermaid\n(.*?)```", texts["incident-response.md"], re.DOTALL
    )
    assert '["primary, at once"]' in drawn
    assert '["secondary, 30 min after the page"]' in drawn
    assert drawn.count('"no acknowledgement for 5 min') == 2


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
