"""`python -m assurance review`: exit codes and unusable input."""

import json
from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path

from tests.assurance import command
from tests.assurance.command import Done
from tests.assurance.lab import resources, write_stack

Heads = Callable[[str], Path]


def run(*arguments: str | Path) -> Done:
    return command.run("review", *arguments)


def small(folder: Path, open_to: str) -> Path:
    rule = {"IpProtocol": "tcp", "FromPort": 1, "ToPort": 1, "CidrIp": open_to}
    properties = {"GroupDescription": "d", "SecurityGroupIngress": [rule]}
    guard = {"Type": "AWS::EC2::SecurityGroup", "Properties": properties}
    write_stack(folder, "shop", resources(Guard=guard))
    return folder


def test_nothing_held_exits_0_and_a_gate_exits_1(tmp_path: Path) -> None:
    inside, world = small(tmp_path / "a", "10.0.0.0/8"), small(tmp_path / "b", "0.0.0.0/0")
    closed = run("--base", world, "--head", inside)
    assert (closed.returncode, closed.stderr) == (0, "")
    assert "nothing held" in closed.stdout
    opened = run("--base", inside, "--head", world, "--format", "json")
    assert opened.returncode == 1
    assert [one["gate"] for one in json.loads(opened.stdout)["held"]] == ["widened network"]


def test_a_reviewed_line_makes_it_exit_0(tmp_path: Path) -> None:
    inside, world = small(tmp_path / "a", "10.0.0.0/8"), small(tmp_path / "b", "0.0.0.0/0")
    lines, today = tmp_path / "allowed.yaml", datetime.now(UTC).date()
    lines.write_text(
        "allowed:\n"
        f"  - {{gate: widened network, subject: Guard, because: a load test, until: {today}}}\n"
    )
    done = run("--base", inside, "--head", world, "--allowed", lines)
    assert done.returncode == 0
    assert "a load test" in done.stdout


def test_the_base_is_held_to_what_its_own_rules_said(tmp_path: Path) -> None:
    inside, world = small(tmp_path / "a", "10.0.0.0/8"), small(tmp_path / "b", "0.0.0.0/0")
    said: dict[str, object] = {"environments": [{"name": "shop", "promises": []}], "summary": {}}
    file = tmp_path / "promises.json"
    file.write_text(json.dumps(said))
    done = run("--base", world, "--head", inside, "--base-promises", file)
    assert "judged for the first time" in done.stdout


def test_unusable_input_exits_2_with_one_line(tmp_path: Path) -> None:
    good = small(tmp_path / "a", "10.0.0.0/8")
    bad = tmp_path / "bad.json"
    bad.write_text('{"environments": [{"name": 1}]}')
    for arguments, wanted in (
        (("--base", tmp_path / "none", "--head", good), "a cloud assembly"),
        (("--base", good, "--head", tmp_path), "a place without manifest.json"),
        (("--base", good), "--head"),
        (("--base", good, "--head", good, "--base-promises", bad), "prove --format json"),
        (("--base", good, "--head", good, "--base-promises", tmp_path / "x"), "no such file"),
        (("--base", good, "--head", good, "--allowed", bad), "allowed"),
        (("--base", good, "--head", good, "--allowed", tmp_path / "x"), "no such file"),
    ):
        done = run(*arguments)
        assert (done.returncode, done.stdout) == (2, ""), arguments
        assert wanted in done.stderr
        assert done.stderr.count("\n") == 1
