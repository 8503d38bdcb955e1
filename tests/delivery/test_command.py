"""`python -m delivery`: one line for each refusal, and its exit code."""

import subprocess
import sys
from pathlib import Path

import pytest
from click.testing import CliRunner

from delivery import __main__ as commands

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


class Topics:
    """Keeps what is published."""

    def __init__(self) -> None:
        self.said: list[str] = []

    def publish(self, *, TopicArn: str, Message: str) -> object:  # noqa: N803 (boto3's own names)
        del TopicArn
        self.said.append(Message)
        return {}


@pytest.mark.parametrize(
    ("verdict", "asked", "why"),
    [
        ("1", "", "A guard tripped while"),
        ("0", "", "It was asked for by hand"),
        ("", "", "It was asked for by hand"),
        ("1", "c" * 40, "It was asked for by hand"),
    ],
)
def test_a_rollback_is_told_with_the_reason_it_had(
    verdict: str, asked: str, why: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    topics = Topics()
    monkeypatch.setattr(commands, "_client", lambda *_: topics)  # pyright: ignore
    monkeypatch.setattr(commands, "BUILD", tmp_path)
    monkeypatch.chdir(ROOT)
    (tmp_path / "deployed-before-dev").write_text("b" * 40)
    if verdict:
        (tmp_path / "watched-dev").write_text(f"{verdict}\n")
    asks = ["tell-rollback", "--environment", "dev"]
    assert CliRunner(env={"TO": asked}).invoke(commands.cli, asks).exit_code == 0
    [said] = topics.said
    assert why in said
    assert f"{(asked or 'b' * 40)[:12]} is deployed again" in said
