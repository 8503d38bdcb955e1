"""What docs/extend.md and docs/extend-service.md show as a change is one that can be made, or that was."""

import json
import os
import re
import shutil
import subprocess
import sys
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import pytest

ROOT = Path(__file__).parents[2]
SYNTH = """
import json, sys
from pathlib import Path
from aws_cdk import App
from environments import load_environment
from stacks.operations import Operations

app = App(outdir="cdk.out", context=json.loads(Path("cdk.json").read_text())["context"])
Operations(app, load_environment("prod"))
app.synth()
"""


def diffs(page: str) -> list[str]:
    text = (ROOT / "docs" / page).read_text()
    return re.findall(r"^```diff\n(.*?)^```$", text, re.DOTALL | re.MULTILINE)


DIFFS = diffs("extend.md")
[SERVICE] = diffs("extend-service.md")


def apply(diff: str, folder: Path, *options: str) -> None:
    command = ["git", "apply", "--unidiff-zero", *options, "-"]
    done = subprocess.run(
        command, cwd=folder, input=diff, capture_output=True, text=True, check=False
    )
    assert (done.returncode, done.stderr) == (0, "")


@pytest.mark.parametrize(
    ("diff", "already"),
    [(DIFFS[0], False), (DIFFS[1], False), (SERVICE, False), (DIFFS[2], True)],
    ids=["queue", "line", "service", "activity"],
)
def test_a_diff_applies(diff: str, already: bool) -> None:
    apply(diff, ROOT, "--check", *(["--reverse"] if already else []))


def test_there_are_no_other_diffs() -> None:
    assert len(DIFFS) == 3


@pytest.fixture(scope="module")
def extended(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A copy of the tree with the service, and its production as templates."""
    copy = tmp_path_factory.mktemp("extended")
    kept = subprocess.run(
        ["git", "ls-files", "-z"], cwd=ROOT, capture_output=True, text=True, check=True
    )
    for name in filter(None, kept.stdout.split("\0")):
        (copy / name).parent.mkdir(parents=True, exist_ok=True)
        if (ROOT / name).is_file():
            shutil.copy(ROOT / name, copy / name)
    apply(SERVICE, copy)
    run(copy, "-c", SYNTH)
    return copy


def run(tree: Path, *arguments: str) -> str:
    """What our Python says in that tree; it has to find nothing wrong."""
    paths = os.pathsep.join(map(str, (tree, tree / "constructs")))
    done = subprocess.run(
        [sys.executable, *arguments],
        cwd=tree,
        env=os.environ | {"PYTHONPATH": paths},
        capture_output=True,
        text=True,
        timeout=240,
        check=False,
    )
    assert done.returncode == 0, done.stdout[-3000:] + done.stderr[-3000:]
    return done.stdout


def assurance(tree: Path, verb: str, *arguments: str) -> Any:  # noqa: ANN401  # what a program printed
    told = run(
        tree, "-m", "assurance", verb, "--environment", "prod", "--format", "json", *arguments
    )
    return json.loads(told)


def test_with_the_service_added_every_promise_about_it_is_kept(extended: Path) -> None:
    [prod] = assurance(extended, "prove")["environments"]
    about = {one["id"]: one["verdict"] for one in prod["promises"] if ".sharing" in one["id"]}
    assert about == {
        "slos.sharing.availability": "kept",
        "slos.sharing.latency": "kept",
        "slos.sharing.error_rate": "kept",
        "alerting.silence.sharing": "kept",
    }


def test_the_alarms_of_the_service_fire_as_its_scenarios_expect(extended: Path) -> None:
    files = ("scenarios/sharing.yaml", "scenarios/sharing-thin.yaml")
    chosen = [word for file in files for word in ("--scenario", file)]
    [prod] = assurance(extended, "rehearse", *chosen)["environments"]
    assert all(one["met"] and one["expected"] for one in prod["scenarios"])
    told = {one["alarm"] for scenario in prod["scenarios"] for one in scenario["told"]}
    names = ("down", "errors", "silent", "availability-fast", "availability-slow", "latency-slow")
    assert {f"filmops-prod-sharing-{name}" for name in names} <= told


def test_with_the_service_added_no_other_resource_is_renamed(
    extended: Path, templates: Mapping[str, dict[str, Any]]
) -> None:
    for file in (extended / "cdk.out").glob("assembly-prod/*.template.json"):
        now = json.loads(file.read_text())["Resources"]
        [before] = [
            one["Resources"]
            for name, one in templates.items()
            if name.startswith("prod-") and name.replace("-", "") == file.name.split(".")[0][:-8]
        ]
        assert {key: one["Type"] for key, one in before.items()}.items() <= {
            key: one["Type"] for key, one in now.items()
        }.items()


def test_what_is_added_is_written_as_ruff_writes(extended: Path) -> None:
    files = [line[6:] for line in SERVICE.splitlines() if re.match(r"\+\+\+ b/.*\.py$", line)]
    assert files
    run(extended, "-m", "ruff", "check", "--quiet", *files)
    run(extended, "-m", "ruff", "format", "--check", "--quiet", *files)
