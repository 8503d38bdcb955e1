"""`rehearse --live` and `python -m local.rehearse` as processes."""

import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[3]


def run(*arguments: str, seconds: float = 60) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [sys.executable, "-m", *arguments],
        cwd=ROOT,
        stdin=subprocess.DEVNULL,
        capture_output=True,
        text=True,
        timeout=seconds,
        check=False,
    )


def test_without_an_assembly_it_says_how_to_make_one(tmp_path: Path) -> None:
    done = run("assurance", "rehearse", "--live", "--assembly", str(tmp_path))
    assert done.returncode == 2
    assert "wanted a cloud assembly" in done.stderr
    assert len(done.stderr.splitlines()) == 1


@pytest.mark.parametrize(
    ("options", "message"),
    [
        (("--format", "json"), "--format: wanted text with --live, got json"),
        (("--burns",), "wanted one of --burns, --mutate, --live, got --burns and --live"),
        (("--html", "page.html"), "--html: wanted without --live"),
    ],
)
def test_what_means_nothing_together_is_refused(options: tuple[str, ...], message: str) -> None:
    done = run("assurance", "rehearse", "--live", *options)
    assert done.returncode == 2
    assert message in done.stderr


def test_an_environment_that_is_not_there_is_one_line(synthesized: Path) -> None:
    done = run("local.rehearse", "--assembly", str(synthesized), "--environment", "nowhere")
    assert done.returncode == 2
    assert "environments/nowhere.yaml: wanted a readable file" in done.stderr
    assert len(done.stderr.splitlines()) == 1
