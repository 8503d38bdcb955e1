"""`python -m assurance preview`: exit codes, one line for a mistake, nothing half written."""

import json
from pathlib import Path

import pytest

from assurance.charts import html
from assurance.preview import preview
from promises import InputErrors
from tests.assurance import command
from tests.assurance.command import Done
from tests.assurance.lab import Template, write_stack
from tests.assurance.preview.gallery import dashboard


def run(*arguments: str) -> Done:
    return command.run("preview", *arguments)


def test_a_written_page_exits_0_and_says_where(gallery: Path, tmp_path: Path) -> None:
    out = tmp_path / "new" / "preview"
    done = run("--assembly", str(gallery), "--out", str(out))
    assert (done.returncode, done.stdout, done.stderr) == (0, f"{out}/index.html\n", "")
    assert [file.name for file in out.parent.rglob("*")] == ["preview", "index.html"]


def test_the_same_assembly_gives_the_same_bytes(gallery: Path, page: Path, tmp_path: Path) -> None:
    assert preview(gallery, None, tmp_path / "again").read_bytes() == page.read_bytes()


def test_one_environment_may_be_chosen(gallery: Path, tmp_path: Path) -> None:
    written = preview(gallery, "staging", tmp_path / "out").read_text()
    assert "films-staging" in written
    assert "films-prod-overview" not in written.partition('type="application/json">')[2][:2000]


def test_the_page_loads_nothing(page: Path) -> None:
    head = page.read_text().partition("<style>")[0]
    assert "default-src 'none'" in head
    assert "src=" not in head


def test_an_unknown_environment_is_told_which_ones_there_are(gallery: Path, tmp_path: Path) -> None:
    done = run("--assembly", str(gallery), "--environment", "moon", "--out", str(tmp_path / "out"))
    wanted = f"{gallery}: environment: wanted one of prod, staging, got moon\n"
    assert (done.returncode, done.stdout, done.stderr) == (2, "", wanted)
    assert not (tmp_path / "out").exists()


def test_a_missing_assembly_exits_2(tmp_path: Path) -> None:
    done = run("--assembly", str(tmp_path / "none"), "--out", str(tmp_path / "out"))
    assert done.returncode == 2
    assert done.stderr.endswith("got nothing there\n")


CHART: Template = {"type": "metric", "properties": {"metrics": [["AWS/EC2", "CPU"]]}}
BODIES: list[tuple[object, str, str]] = [
    ("{oops", "", "wanted JSON, got "),
    ("[]", "", "wanted a JSON object, got []"),
    ({}, ".widgets", "wanted a list of widgets, got null"),
    ({"widgets": [CHART, 3]}, ".widgets.1", "wanted a widget as an object, got 3"),
    (
        {"widgets": [{**CHART, "width": 30}]},
        ".widgets.0.width",
        "wanted a whole number from 1 to 24, got 30",
    ),
    (
        {"widgets": [{**CHART, "x": 20, "y": 0}]},
        ".widgets.0",
        "wanted x and width of at most 24 together, got 20 and 6",
    ),
    (
        {"widgets": [{"type": "metric", "properties": {"metrics": [[".", "CPU"]]}}]},
        ".widgets.0.properties.metrics.0.0",
        'wanted a metric before it that "." can repeat, got none',
    ),
]


@pytest.mark.parametrize(("body", "place", "said"), BODIES)
def test_a_bad_body_is_one_line_with_file_and_place(
    tmp_path: Path, body: object, place: str, said: str
) -> None:
    write_stack(tmp_path / "in", "app", {"Resources": {"Board": dashboard("board", body)}})
    with pytest.raises(InputErrors) as raised:
        preview(tmp_path / "in", None, tmp_path / "out")
    [line] = str(raised.value).splitlines()
    file = tmp_path / "in" / "app.template.json"
    assert line.startswith(f"{file}: Resources.Board.Properties.DashboardBody{place}: {said}")
    assert not (tmp_path / "out").exists()


def test_a_failure_leaves_the_previous_page_as_it_was(tmp_path: Path) -> None:
    out = tmp_path / "out"
    out.mkdir()
    (out / "index.html").write_text("before")
    write_stack(tmp_path / "in", "app", {"Resources": {"Board": dashboard("board", "{oops")}})
    done = run("--assembly", str(tmp_path / "in"), "--out", str(out))
    assert (done.returncode, done.stdout) == (2, "")
    assert len(done.stderr.splitlines()) == 1
    assert [file.read_text() for file in out.iterdir()] == ["before"]
    assert sorted(file.name for file in tmp_path.iterdir()) == ["in", "out"]


def test_a_place_that_cannot_be_written_is_told(gallery: Path, tmp_path: Path) -> None:
    (tmp_path / "file").write_text("here already")
    done = run("--assembly", str(gallery), "--out", str(tmp_path / "file"))
    assert done.returncode == 2
    assert done.stderr == f"{tmp_path}/file: wanted a folder to write into, got File exists\n"
    assert [file.name for file in tmp_path.iterdir()] == ["file"]


def test_without_the_chart_library_it_says_how_to_get_it(
    gallery: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(html, "CHARTS", tmp_path / "echarts.min.js")
    with pytest.raises(InputErrors, match=r"wanted the chart library \(`make setup` installs it\)"):
        preview(gallery, None, tmp_path / "out")


def test_an_environment_without_dashboards_has_a_page(tmp_path: Path) -> None:
    write_stack(tmp_path / "in", "app", {"Resources": {}})
    written = preview(tmp_path / "in", None, tmp_path / "out").read_text()
    assert json.dumps("boards") + ":[]" in written
