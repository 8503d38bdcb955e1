"""The command line: exit codes, standard output, standard error; a terminal, a broken pipe."""

import json
import os
import pty
import subprocess
import sys
from contextlib import suppress
from pathlib import Path

import pytest

from assurance import cli
from assurance.verdict import EnvironmentReport, Proof, Report, Verdict
from tests.assurance.command import ROOT, Done, environ, run

RED = "\x1b[1;31m"

# The real command line over a report of our own making: no rule decides about these tests.
REHEARSED = """
import sys
from assurance import cli
from assurance.verdict import EnvironmentReport, Proof, Report, Verdict

verdicts = [Verdict(name) for name in sys.argv.pop(1).split(",")]
proofs = (
    Proof(f"promise.{verdict}", "Section", "1 h", "", verdict, "a reason", "a fix")
    for verdict in verdicts
)
report = Report((EnvironmentReport("prod", tuple(proofs)),))
cli.prove_assembly = lambda *_: report
cli.main()
"""


def process(**extra: str) -> dict[str, str]:
    return environ() | {"PYTHONPATH": str(ROOT), "PYTHONWARNINGS": "error"} | extra


def rehearsed(verdicts: str, assembly: Path, *arguments: str) -> list[str]:
    options = ["prove", "--assembly", str(assembly), *arguments]
    return [sys.executable, "-c", REHEARSED, verdicts, *options]


def at_a_terminal(command: list[str], env: dict[str, str]) -> str:
    ours, theirs = pty.openpty()
    with subprocess.Popen(command, env=env, stdout=theirs, stderr=subprocess.DEVNULL):
        os.close(theirs)
        output = b""
        # an error is how Linux says that the other end of a terminal has been closed
        with suppress(OSError):
            while part := os.read(ours, 65536):
                output += part
    os.close(ours)
    return output.decode()


def write_stages(assembly: Path, *names: str) -> None:
    """A cloud assembly with a stage of each name, and one stack without resources in each."""
    artifacts: dict[str, object] = {}
    stack = {"type": "aws:cloudformation:stack", "properties": {"templateFile": "Data.json"}}
    for name in names:
        (assembly / name).mkdir()
        (assembly / name / "Data.json").write_text('{"Resources": {}}')
        (assembly / name / "manifest.json").write_text(json.dumps({"artifacts": {"Data": stack}}))
        properties = {"directoryName": name, "displayName": name}
        artifacts[name] = {"type": "cdk:cloud-assembly", "properties": properties}
    (assembly / "manifest.json").write_text(json.dumps({"artifacts": artifacts}))


@pytest.fixture
def assembly(tmp_path: Path) -> Path:
    (tmp_path / "manifest.json").write_text('{"version": "55.0.0", "artifacts": {}}')
    return tmp_path


def proof(verdict: str) -> Proof:
    name = f"promise.{verdict}"
    return Proof(name, "Section", "1 h", "", Verdict(verdict), "a reason", "a fix")


@pytest.mark.parametrize(
    ("verdicts", "code"),
    [("kept", 0), ("kept,unproven", 0), ("kept,broken", 1), ("unproven,broken", 1)],
)
@pytest.mark.parametrize("form", ["text", "json", "markdown", "sarif"])
def test_only_a_broken_promise_makes_it_exit_1(
    monkeypatch: pytest.MonkeyPatch, assembly: Path, verdicts: str, code: int, form: str
) -> None:
    report = Report((EnvironmentReport("prod", tuple(proof(one) for one in verdicts.split(","))),))

    def reported(*_: object) -> Report:
        return report

    monkeypatch.setattr(cli, "prove_assembly", reported)
    done = run("prove", "--assembly", str(assembly), "--format", form)
    assert (done.returncode, done.stderr) == (code, "")
    assert done.stdout.endswith("\n")


def test_json_on_standard_output_is_nothing_but_json(assembly: Path) -> None:
    command = rehearsed("kept,unproven", assembly, "--format", "json")
    done = subprocess.run(command, env=process(), capture_output=True, check=True)
    assert json.loads(done.stdout)["summary"] == {"kept": 1, "broken": 0, "unproven": 1}


@pytest.mark.parametrize(("verdict", "code"), [("kept", 0), ("broken", 1)])
def test_a_reader_that_has_seen_enough_does_not_change_the_exit_code(
    assembly: Path, verdict: str, code: int
) -> None:
    nobody, pipe = os.pipe()
    os.close(nobody)
    command = rehearsed(verdict, assembly)
    done = subprocess.run(
        command, env=process(), stdout=pipe, stderr=subprocess.PIPE, text=True, check=False
    )
    os.close(pipe)
    assert (done.returncode, done.stderr) == (code, "")


def test_broken_is_red_at_a_terminal(assembly: Path) -> None:
    env = process(TERM="xterm-256color")
    assert RED not in at_a_terminal(rehearsed("kept", assembly), env)
    assert f"{RED}0 kept, 1 broken" in at_a_terminal(rehearsed("broken", assembly), env)


def test_no_color_is_respected_at_a_terminal(assembly: Path) -> None:
    env = process(TERM="xterm-256color", NO_COLOR="1")
    assert RED not in at_a_terminal(rehearsed("broken", assembly), env)


def test_a_missing_assembly_says_how_to_make_one(tmp_path: Path) -> None:
    assert_unusable(
        run("prove", cwd=tmp_path),
        "cdk.out: wanted a cloud assembly (`make synth` writes one into cdk.out), "
        "got nothing there",
    )


def test_a_folder_that_is_no_assembly_says_what_it_lacks(tmp_path: Path) -> None:
    assert_unusable(
        run("prove", "--assembly", str(tmp_path)),
        f"{tmp_path}: wanted a cloud assembly (`make synth` writes one into cdk.out), "
        "got a place without manifest.json",
    )


def test_a_manifest_that_is_no_json_says_where(assembly: Path) -> None:
    (assembly / "manifest.json").write_text("{\n  oops")
    done = run("prove", "--assembly", str(assembly))
    assert_unusable(done, done.stderr.strip())
    assert done.stderr.startswith(f"{assembly}/manifest.json:2: wanted JSON, got ")


def test_an_unknown_environment_is_told_which_ones_there_are(tmp_path: Path) -> None:
    write_stages(tmp_path, "prod", "staging")
    done = run("prove", "--assembly", str(tmp_path), "--environment", "production")
    assert_unusable(done, done.stderr.strip())
    assert "prod, staging" in done.stderr
    assert done.stderr.endswith("got production\n")


def test_an_assembly_without_environments_is_not_a_kept_promise(assembly: Path) -> None:
    done = run("prove", "--assembly", str(assembly))
    assert_unusable(done, done.stderr.strip())


@pytest.mark.parametrize(
    ("arguments", "line"),
    [
        (
            ["prove", "--format", "xml"],
            "Invalid value for '--format': 'xml' is not one of 'text', 'json', 'markdown'",
        ),
        (["prove", "--enviroment", "prod"], "No such option '--enviroment'."),
        (["prove", "prod"], "Got unexpected extra argument (prod)"),
        (["proof"], "No such command 'proof'."),
    ],
)
def test_an_unusable_command_line_is_told_in_one_line(arguments: list[str], line: str) -> None:
    done = run(*arguments)
    assert_unusable(done, done.stderr.strip())
    assert done.stderr.startswith(line)


def test_help_shows_examples_and_exit_codes() -> None:
    done = run("prove", "--help")
    assert done.returncode == 0
    assert "python -m assurance prove --environment prod" in done.stdout
    assert "2  the input is unusable" in done.stdout


def assert_unusable(done: Done, line: str) -> None:
    assert (done.returncode, done.stdout, done.stderr) == (2, "", f"{line}\n")
    assert "\n" not in line


def test_incident_is_the_command_of_the_room_that_asks_accounts(
    capfd: pytest.CaptureFixture[str],
) -> None:
    done = run("incident", "2026-11-24-api", "--from", "yesterday")
    assert done.returncode == 2
    assert "wanted a time such as 2026-11-24T12:00, got yesterday" in capfd.readouterr().err
