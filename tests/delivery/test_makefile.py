"""`make deploy`: its steps with tools that only say how they were called."""

import os
import shutil
import subprocess
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
NEEDED = (
    "requirements.txt",
    "requirements-dev.txt",
    "functions/drill/requirements.txt",
    "constructs/pyproject.toml",
    "package.json",
    "package-lock.json",
    ".make/python",
    ".make/node",
)
STUB = """#!/bin/bash
echo "$(basename "$0") $*" >>calls
if grep -qE -e "$BAD" <<<"$*"; then exit "$CODE"; fi
"""


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    shutil.copy(ROOT / "Makefile", tmp_path)
    for name in NEEDED:
        (tmp_path / name).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / name).touch()
    for name in (".venv/bin/python", "node_modules/.bin/cdk"):
        (tmp_path / name).parent.mkdir(parents=True)
        (tmp_path / name).write_text(STUB)
        (tmp_path / name).chmod(0o755)
    (tmp_path / "build").mkdir()
    return tmp_path


def deploy(
    folder: Path, bad: str = "nothing", code: int = 0, **given: str
) -> tuple[int, list[str]]:
    environment = {"PATH": os.environ["PATH"], "BAD": bad, "CODE": str(code), **given}
    done = subprocess.run(
        ["make", "deploy", "ENV=dev"],
        cwd=folder,
        env=environment,
        capture_output=True,
        text=True,
        timeout=60,
        check=False,
    )
    return done.returncode, [
        line.split()[3] for line in (folder / "calls").read_text().splitlines() if " -m " in line
    ]


def course(folder: Path) -> str:
    return (folder / "build" / "course-dev").read_text().strip()


def test_a_quiet_watch_settles(folder: Path) -> None:
    code, steps = deploy(folder)
    assert code == 0
    assert steps == ["gate", "changes", "ask", "remember", "record", "watch", "settle"]
    assert course(folder) == "good"


def test_a_tripped_guard_rolls_back_tells_and_fails(folder: Path) -> None:
    code, steps = deploy(folder, "assurance watch", 1)
    assert code != 0
    assert steps[-3:] == ["watch", "rollback", "tell"]
    assert course(folder) == "back"


def test_a_rollback_that_fails_is_told_as_one_that_failed(folder: Path) -> None:
    # the watch and the rollback both end with 1
    code, steps = deploy(folder, "--known build/alarming-before-dev --format|delivery rollback", 1)
    assert code != 0
    assert steps[-3:] == ["watch", "rollback", "tell"]
    assert course(folder) == "going back"


def test_a_deployment_that_fails_is_told_and_not_watched(folder: Path) -> None:
    code, steps = deploy(folder, "--require-approval", 1)
    assert code != 0
    assert steps[-2:] == ["remember", "tell"]
    assert course(folder) == "shipping"


def test_a_reason_to_deploy_despite_an_alarm_arrives_word_for_word(folder: Path) -> None:
    (folder / "build" / "deployed-before-dev").write_text("a" * 40)
    deploy(folder, FORCE='mends "it", for $5')
    calls = (folder / "calls").read_text()
    assert 'build/alarming-before-dev --despite mends "it", for $5\n' in calls


def test_a_watch_that_sees_nothing_rolls_nothing_back(folder: Path) -> None:
    code, steps = deploy(folder, "assurance watch", 2)
    assert code != 0
    assert steps[-2:] == ["watch", "tell"]
    assert course(folder) == "shipped"


def test_the_verdict_of_an_earlier_deployment_rolls_nothing_back(folder: Path) -> None:
    (folder / "build" / "watched-dev").write_text("1\n")
    code, steps = deploy(folder, "delivery record", 1)
    assert code != 0
    assert steps[-2:] == ["record", "tell"]
