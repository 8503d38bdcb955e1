"""`python -m delivery`: one line for each refusal, and its exit code."""

import runpy
import subprocess
import sys
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

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


SAID = ["drill_record", "docs_due", "incident", "adopt", "policy", "base", "pagerduty"]


@pytest.mark.filterwarnings("ignore:.*found in sys.modules:RuntimeWarning")
@pytest.mark.parametrize("name", SAID)
def test_an_option_that_does_not_exist_is_one_line(
    name: str, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr(sys, "argv", [name, "--nothing"])
    with pytest.raises(SystemExit) as ended:
        runpy.run_module(f"delivery.{name}", run_name="__main__", alter_sys=True)
    assert ended.value.code == 2
    [line] = capsys.readouterr().err.splitlines()
    assert line == f"{name}: No such option '--nothing'."


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


@pytest.fixture
def topics(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Topics:
    kept = Topics()
    monkeypatch.setattr(commands, "_client", lambda *_: kept)  # pyright: ignore
    monkeypatch.setattr(commands, "BUILD", tmp_path)
    monkeypatch.chdir(ROOT)
    (tmp_path / "deployed-before-dev").write_text("b" * 40)
    return kept


def tell(asked: str = "") -> Result:
    return CliRunner(env={"TO": asked}).invoke(commands.cli, ["tell", "--environment", "dev"])


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
    verdict: str, asked: str, why: str, tmp_path: Path, topics: Topics
) -> None:
    (tmp_path / "course-dev").write_text("back\n")
    if verdict:
        (tmp_path / "watched-dev").write_text(f"{verdict}\n")
    assert tell(asked).exit_code == 0
    [said] = topics.said
    assert why in said
    assert f"{(asked or 'b' * 40)[:12]} is deployed again" in said


def test_a_rollback_that_failed_is_never_told_as_done(tmp_path: Path, topics: Topics) -> None:
    (tmp_path / "course-dev").write_text("going back\n")
    assert tell().exit_code == 0
    [said] = topics.said
    assert "ROLLBACK FAILED" in said
    assert "is deployed again" not in said


@pytest.mark.parametrize("left", [None, "half way"])
def test_nothing_is_told_where_nothing_was_deployed(
    left: str | None, tmp_path: Path, topics: Topics
) -> None:
    if left:
        (tmp_path / "course-dev").write_text(left)
    done = tell()
    assert done.exit_code == 2
    assert (
        f"wanted a deployment from this working copy (make ship, make back), got {left or 'nothing'}"
        in done.output
    )
    assert topics.said == []
