"""`python -m assurance rehearse`: exit codes and forms."""

import json
from pathlib import Path
from xml.etree import ElementTree

import pytest

from tests.assurance import command
from tests.assurance.command import Done
from tests.assurance.rehearsal.stage import SCENARIO, write_files, write_shop


def run(folder: Path, *arguments: str) -> Done:
    return command.run("rehearse", "--assembly", folder / "out", *arguments)


def test_all_met_exits_0_with_a_line_each(tmp_path: Path) -> None:
    write_shop(tmp_path / "out")
    done = run(tmp_path, "--scenario", str(write_files(tmp_path)))
    assert (done.returncode, done.stderr) == (0, "")
    assert "met   orders-fail  P1 shop-errors after 2 min" in done.stdout
    assert "never fires" not in done.stdout, "one scenario says nothing of the others' alarms"


def test_something_unmet_exits_1_with_the_timeline_and_the_data(tmp_path: Path) -> None:
    write_shop(tmp_path / "out")
    late = write_files(tmp_path, SCENARIO.replace("within: 3 min", "within: 1 min"))
    done = run(tmp_path, "--scenario", str(late))
    assert done.returncode == 1
    assert "wanted errors P1 within 1 min, got told after 2 min" in done.stdout
    assert "Threshold Crossed: 2 out of the last 2 datapoints" in " ".join(done.stdout.split())


def test_programs_get_json_and_junit(tmp_path: Path) -> None:
    write_shop(tmp_path / "out")
    file = str(write_files(tmp_path, SCENARIO.replace("severity: P1", "severity: P2")))
    found = json.loads(run(tmp_path, "--scenario", file, "--format", "json").stdout)
    assert found["summary"] == {"met": 0, "unmet": 1}
    [scenario] = found["environments"][0]["scenarios"]
    assert scenario["told"][0]["at"] == "2026-11-03T10:32:00Z"
    assert scenario["first_fault"] == "2026-11-03T10:30:00Z"
    assert scenario["expected"][0]["met"] is False
    suites = ElementTree.fromstring(run(tmp_path, "--scenario", file, "--format", "junit").stdout)
    assert suites.attrib["failures"] == suites[0].attrib["failures"] == "1"
    assert suites[0][0].attrib["file"] == file


def test_unusable_input_exits_2_with_one_line(tmp_path: Path) -> None:
    write_shop(tmp_path / "out")
    file = write_files(tmp_path, SCENARIO.replace("shop errors 20 %", "shop errors many"))
    done = run(tmp_path, "--scenario", str(file))
    assert (done.returncode, done.stdout, done.stderr.count("\n")) == (2, "", 1)
    assert f"{file}:6: faults.0.fault: wanted" in done.stderr
    assert run(tmp_path, "--environment", "moon").returncode == 2


def test_people_get_a_page_beside_the_report_or_alone(tmp_path: Path) -> None:
    write_shop(tmp_path / "out")
    scenario, page = str(write_files(tmp_path)), tmp_path / "pages" / "index.html"
    beside = run(tmp_path, "--scenario", scenario, "--html", str(page))
    alone = run(tmp_path, "--scenario", scenario, "--format", "html")
    assert (beside.returncode, alone.returncode) == (0, 0)
    assert "1 of 1 scenarios as expected" in beside.stdout
    assert page.read_text() == alone.stdout
    assert alone.stdout.startswith("<!doctype html>")


def test_a_page_that_cannot_be_written_exits_2_with_one_line(tmp_path: Path) -> None:
    write_shop(tmp_path / "out")
    done = run(tmp_path, "--scenario", str(write_files(tmp_path)), "--html", str(tmp_path))
    assert (done.returncode, done.stdout, done.stderr.count("\n")) == (2, "", 1)
    assert "wanted a file to write" in done.stderr


@pytest.mark.parametrize("options", [("--format", "html"), ("--html", "page.html")])
def test_the_table_of_burn_rates_has_no_page(tmp_path: Path, options: tuple[str, ...]) -> None:
    done = run(tmp_path, "--burns", *options)
    assert done.returncode == 2
    assert "--burns" in done.stderr
