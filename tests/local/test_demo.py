"""The demo as people run it: deployed with the real CDK CLI, paged, taken down."""

import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
pytestmark = pytest.mark.real_database  # its window works on one


@pytest.fixture(scope="module")
def shown(synthesized: Path) -> str:
    done = subprocess.run(
        [sys.executable, "-m", "local.demo", "--assembly", synthesized],
        cwd=ROOT,
        stdin=subprocess.DEVNULL,
        capture_output=True,
        text=True,
        timeout=240,
        check=False,
    )
    assert done.returncode == 0, done.stdout + done.stderr
    return " ".join(done.stdout.split())


@pytest.mark.parametrize(
    "moment",
    [
        "filmops-prod-api-down -> ALARM",
        "PagerDuty opens AI Film Studio P1 high urgency",
        "PagerDuty opens AI Film Studio P2 high urgency",
        "PagerDuty resolves it nobody touched it",
        "PagerDuty opens AI Film Studio P1, once critical",
        "It leads to its runbook security-finding",
        "The watcher outside hears it 1 so far",
        "filmops-prod-page-test-us-east-1 pages low urgency",
        "SNS gives up; the page is in the queue",
        "Its copy arrives",
        "The primary is measured:",
        "The workflow ends: SUCCEEDED gate to summary",
        "done in 0 min kept as good",
        "The replica is measured:",
        "told P1 filmops-prod-database-down PagerDuty opens AI Film Studio P1, high urgency",
        "seen as computed:",
    ],
)
def test_the_demo_shows_each_moment(shown: str, moment: str) -> None:
    assert moment in shown


def test_the_emulator_kept_every_property_an_api_can_show(shown: str) -> None:
    assert " 0 different," in shown


def test_the_demo_says_what_it_cannot_show(shown: str) -> None:
    _, _, end = shown.partition("Recorded, not run")
    assert "AWS::Chatbot::SlackChannelConfiguration" in end
    assert "KMS and IAM" in end
    assert "that RDS and AWS Backup copy anything" in end


def test_an_assembly_without_the_environment_is_one_line(tmp_path: Path) -> None:
    done = subprocess.run(
        [sys.executable, "-m", "local.demo", "--assembly", tmp_path / "nothing"],
        cwd=ROOT,
        capture_output=True,
        text=True,
        timeout=60,
        check=False,
    )
    assert done.returncode == 2
    assert len(done.stderr.strip().splitlines()) == 1
