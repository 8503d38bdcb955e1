import json
import subprocess
import sys
from pathlib import Path

import pytest

from delivery.drill_record import committed
from environments import load_environment
from environments.drills import load_drills

PROD = load_environment("prod")
ROOT = Path(__file__).parents[2]
RECORD = {
    "drill": "region",
    "date": "2026-11-15T14:00:00+00:00",
    "verdict": "good",
    "because": "",
    "minutes": 73.2,
    "gib": 41.5,
    "point": "2026-11-15T13:55:00+00:00",
    "instance": "drill-filmops-prod-region-20261115",
    "left_behind": False,
}


def test_a_record_becomes_a_line_that_is_read_again(tmp_path: Path) -> None:
    (tmp_path / "prod.yaml").write_text(f"drills:\n{committed(RECORD, PROD)}\n")
    (drill,) = load_drills("prod", tmp_path).drills
    assert (drill.day.isoformat(), drill.restored) == ("2026-11-15", "replicated backups")
    assert (drill.took.total_seconds(), drill.size.gib, drill.outcome) == (74 * 60, 100, "passed")


def test_what_was_not_good_is_a_failed_drill() -> None:
    assert "outcome: failed" in committed({**RECORD, "verdict": "stale"}, PROD)


@pytest.mark.parametrize(
    "content", [json.dumps({**RECORD, "minutes": None}), json.dumps({"other": 1}), "no json"]
)
def test_a_record_that_cannot_be_used_is_one_line(tmp_path: Path, content: str) -> None:
    file = tmp_path / "record.json"
    file.write_text(content)
    done = subprocess.run(
        [sys.executable, "-m", "delivery.drill_record", file, "--environment", "prod"],
        cwd=ROOT,
        capture_output=True,
        text=True,
        timeout=60,
        check=False,
    )
    assert (done.returncode, done.stdout) == (2, "")
    (line,) = done.stderr.splitlines()
    assert "record.json" in line
