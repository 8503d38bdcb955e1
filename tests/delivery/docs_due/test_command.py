"""The command on small repositories of its own."""

import json
import os
import subprocess
from collections.abc import Callable, Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any
from urllib.request import Request, urlopen

import pytest
import ruamel.yaml
from click.testing import CliRunner, Result

from delivery.docs_due.__main__ import main
from delivery.incident.draft import draft
from delivery.pagerduty.token import VARIABLE
from local.pagerduty import Account, Service, StandInPagerDuty, Urgency
from promises import load_handbook
from tests.delivery.incident.test_draft import record

ROOT = Path(__file__).parents[3]
Commit = Callable[..., None]


@pytest.fixture
def commit(tmp_path: Path) -> Commit:
    """Commits the files given, on a day, under a message; the first one makes the repository."""

    def git(*arguments: str, **variables: str) -> None:
        quiet = {"GIT_CONFIG_GLOBAL": os.devnull, "GIT_CONFIG_SYSTEM": os.devnull}
        who = ["-c", "user.name=Ada", "-c", "user.email=ada@aifilmstudio.com"]
        subprocess.run(
            ["git", "-C", tmp_path, *who, *arguments],
            env={**os.environ, **quiet, **variables},
            check=True,
            capture_output=True,
            timeout=30,
        )

    git("init", "--quiet")

    def commit(day: str, message: str, **files: str) -> None:
        for name, words in files.items():
            file = tmp_path / name.replace("__", "/").replace("_md", ".md")
            file.parent.mkdir(parents=True, exist_ok=True)
            file.write_text(words)
        git("add", "--all")
        moment = f"{day}T12:00:00+00:00"
        git("commit", "--quiet", "--allow-empty", "-m", message, GIT_COMMITTER_DATE=moment)

    return commit


def run(root: Path, today: str, *more: str) -> Result:
    asked = ["--root", str(root), "--today", today, *more]
    return CliRunner().invoke(main, asked, env={VARIABLE: None})


def test_a_page_nobody_touched_for_a_quarter_is_named(commit: Commit, tmp_path: Path) -> None:
    commit("2026-01-01", "Write", README_md="a", docs__runbooks_md="a", docs__handbook__it_md="a")
    commit("2026-03-01", "Change", docs__runbooks_md="b")
    calm = run(tmp_path, "2026-03-20")
    assert (calm.exit_code, calm.output) == (0, "every page is reviewed\n")
    soon = run(tmp_path, "2026-03-30")
    assert soon.exit_code == 0
    assert soon.output == "2026-04-03 12:00  README.md  (reviewed quarterly, last on 2026-01-01)\n"
    late = run(tmp_path, "2026-04-10")
    assert late.exit_code == 1
    assert "2026-04-03 12:00 OVERDUE  README.md" in late.output


def test_a_page_that_was_read_and_is_right_is_reviewed_by_a_line(
    commit: Commit, tmp_path: Path
) -> None:
    commit("2026-01-01", "Write", README_md="a", docs__runbooks_md="a")
    commit("2026-04-01", "Read the documentation\n\nReviewed: README.md")
    done = run(tmp_path, "2026-04-10")
    assert "README.md" not in done.output
    assert "docs/runbooks.md" in done.output


def test_a_p1_is_known_by_its_record(commit: Commit, tmp_path: Path) -> None:
    text = draft(record(), load_handbook())
    commit("2026-11-20", "Write", README_md="a")
    commit("2026-11-24", "The record", docs__incidents__api_md=text)
    done = run(tmp_path, "2026-11-25", "--format", "markdown")
    assert done.exit_code == 0
    assert (
        "| README.md | 2026-11-26 13:00 | not reviewed since 2026-11-24-api: 48 h |" in done.output
    )
    assert "`Reviewed: README.md`" in done.output
    assert run(tmp_path, "2026-11-27").exit_code == 1


def test_a_milder_incident_asks_for_no_review(commit: Commit, tmp_path: Path) -> None:
    text = draft(record(), load_handbook()).replace("severity: P1", "severity: P2")
    commit("2026-11-20", "Write", README_md="a", docs__incidents__api_md=text)
    assert run(tmp_path, "2026-11-25").output == "every page is reviewed\n"


@pytest.fixture
def pagerduty() -> Iterator[StandInPagerDuty]:
    """An account with a P1 and a P2 that are over."""
    account = Account(
        (
            Service("PP1", "filmops-prod P1", "P1", Urgency.HIGH),
            Service("PP2", "filmops-prod P2", "P2", Urgency.HIGH),
        )
    )
    with StandInPagerDuty(account) as stand_in:
        yield stand_in


def happened(pagerduty: StandInPagerDuty, service: int, *actions: str) -> None:
    event = {
        "routing_key": pagerduty.account.services[service].routing_key,
        "dedup_key": "finding",
        "payload": {"summary": "| a *title* |", "source": "aws", "severity": "critical"},
    }
    for action in actions:
        body = json.dumps({**event, "event_action": action}).encode()
        urlopen(Request(f"{pagerduty.url}/v2/enqueue", data=body), timeout=5).close()


def asking(root: Path, pagerduty: StandInPagerDuty, today: datetime, token: str = "") -> Result:
    asked = ["--root", str(root), "--today", today.isoformat(), "--api", pagerduty.url]
    given = {VARIABLE: token or pagerduty.account.api_token}
    return CliRunner().invoke(main, [*asked, "--format", "markdown"], env=given)


def test_a_p1_that_nobody_recorded_is_known_from_pagerduty(
    commit: Commit, tmp_path: Path, pagerduty: StandInPagerDuty
) -> None:
    commit(f"{datetime.now(UTC) - timedelta(days=2):%Y-%m-%d}", "Write", README_md="a")
    happened(pagerduty, 0, "trigger", "resolve")
    soon = asking(tmp_path, pagerduty, datetime.now(UTC) + timedelta(hours=1))
    assert soon.exit_code == 0, soon.output
    assert "not reviewed since P1 1 in PagerDuty: 48 h |" in soon.output
    assert "title" not in soon.output
    assert "P1s are known from the records in docs/incidents and from PagerDuty." in soon.output
    assert asking(tmp_path, pagerduty, datetime.now(UTC) + timedelta(hours=50)).exit_code == 1


def test_a_p2_and_a_p1_that_goes_on_ask_for_no_review(
    commit: Commit, tmp_path: Path, pagerduty: StandInPagerDuty
) -> None:
    commit(f"{datetime.now(UTC) - timedelta(days=2):%Y-%m-%d}", "Write", README_md="a")
    happened(pagerduty, 1, "trigger", "resolve")
    happened(pagerduty, 0, "trigger")
    done = asking(tmp_path, pagerduty, datetime.now(UTC) + timedelta(hours=1))
    assert done.output.startswith("Every page is reviewed. ")


def test_without_a_token_it_says_that_only_recorded_incidents_are_known(
    commit: Commit, tmp_path: Path
) -> None:
    commit("2026-11-20", "Write", README_md="a")
    done = run(tmp_path, "2026-11-25", "--format", "markdown")
    assert "from the records in docs/incidents alone: nobody asked PagerDuty." in done.output


def test_a_pagerduty_that_refuses_is_one_line(
    commit: Commit, tmp_path: Path, pagerduty: StandInPagerDuty
) -> None:
    commit("2026-11-20", "Write", README_md="a")
    done = asking(tmp_path, pagerduty, datetime.now(UTC), token="wrong")
    assert (done.exit_code, len(done.stderr.splitlines())) == (2, 1)
    assert "PagerDuty answered 401" in done.stderr


@pytest.mark.parametrize(
    ("words", "said"),
    [
        ("no head", "wanted a head with incident"),
        ("---\nincident: x\nseverity: P1\nended: noon\n---\n", "wanted a time in ISO 8601"),
    ],
)
def test_a_record_that_cannot_be_read_is_one_line(
    commit: Commit, tmp_path: Path, words: str, said: str
) -> None:
    commit("2026-11-20", "Write", README_md="a", docs__incidents__x_md=words)
    done = run(tmp_path, "2026-11-25")
    assert done.exit_code == 2
    assert said in done.stderr
    assert len(done.stderr.splitlines()) == 1


def test_a_clone_without_history_is_refused(commit: Commit, tmp_path: Path) -> None:
    commit("2026-01-01", "Write", README_md="a")
    commit("2026-02-01", "Write", README_md="b")
    shallow = tmp_path / "shallow"
    subprocess.run(
        ["git", "clone", "--quiet", "--depth", "1", f"file://{tmp_path}", shallow],
        check=True,
        capture_output=True,
        timeout=30,
    )
    assert "got a shallow clone" in run(shallow, "2026-02-02").stderr
    assert "wanted a git repository" in run(tmp_path / "nowhere", "2026-02-02").stderr


def test_the_workflow_runs_the_command_every_day_and_reads_the_whole_history() -> None:
    file = ROOT / ".github" / "workflows" / "docs-review.yml"
    workflow: Any = ruamel.yaml.YAML(typ="safe").load(file.read_text())  # pyright: ignore[reportUnknownMemberType] (untyped)
    steps = workflow["jobs"]["review"]["steps"]
    assert steps[0]["with"]["fetch-depth"] == 0
    assert any("python -m delivery.docs_due" in step.get("run", "") for step in steps)
    assert workflow["permissions"] == {"contents": "read", "issues": "write"}
    pinned = [step["uses"].partition("@")[2] for step in steps if "uses" in step]
    assert all(len(commit) == 40 for commit in pinned)
