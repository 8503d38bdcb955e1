"""`python -m delivery`: one line for each refusal, and its exit code."""

import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]


def delivery(*arguments: str, folder: Path = ROOT) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [sys.executable, "-m", "delivery", *arguments],
        cwd=folder,
        capture_output=True,
        text=True,
        stdin=subprocess.DEVNULL,
        timeout=60,
        check=False,
        env={"PATH": "/usr/bin:/bin", "PYTHONPATH": str(ROOT), "AWS_EC2_METADATA_DISABLED": "true"},
    )


@pytest.mark.parametrize(
    ("command", "said"),
    [
        ("ask", "wanted a person at a terminal"),
        ("rollback", "wanted a commit to go back to"),
        ("remember", "Unable to locate credentials"),
    ],
)
def test_what_cannot_be_done_is_one_line(command: str, said: str, tmp_path: Path) -> None:
    done = delivery(command, "--environment", "prod", folder=tmp_path)
    assert done.returncode == 1
    [line] = done.stderr.splitlines()
    assert said in line


def test_nobody_is_asked_about_an_environment_that_may_weaken_promises(tmp_path: Path) -> None:
    assert delivery("ask", "--environment", "dev", folder=tmp_path).returncode == 0
