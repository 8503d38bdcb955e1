import sys
from importlib import import_module

import pytest
from click.testing import CliRunner

from bench.measuring import BenchError, Run, measure

MAIN = import_module("bench.__main__")


def test_an_unknown_argument_is_exit_code_2() -> None:
    ran = CliRunner().invoke(MAIN.main, ["--services", "5"])
    assert ran.exit_code == 2
    assert "No such option" in ran.output


def test_a_missed_goal_is_said_and_is_no_error(monkeypatch: pytest.MonkeyPatch) -> None:
    def same() -> None:
        pass

    def cost(style: str, count: int) -> Run:
        return Run(1 + count / (100 if style == "ours" else 90), 2**28, 12 * count, 400)

    monkeypatch.setattr(MAIN, "_refuse_unlike", same)
    monkeypatch.setattr(MAIN, "measure", cost)
    ran = CliRunner().invoke(MAIN.main, ["--quick", "--only", "synth"])
    assert ran.exit_code == 0
    assert "missed CPU at 250 services" in " ".join(ran.output.split())
    assert "The plain build stops at 250 services" in ran.output


def test_a_synth_that_fails_is_exit_code_1(monkeypatch: pytest.MonkeyPatch) -> None:
    def unlike() -> None:
        raise BenchError("the builds differ in 1 things")

    monkeypatch.setattr(MAIN, "_refuse_unlike", unlike)
    assert CliRunner().invoke(MAIN.main, []).exit_code == 1


def test_a_run_counts_node_as_well() -> None:
    run = measure("ours", 1)
    assert run.resources == 17
    # no Python of this size peaks at what a Node with the CDK does
    assert run.peak > 80 * 2**20 or sys.platform == "darwin"
    assert run.cpu > 0


def test_a_failed_run_says_what_was_said() -> None:
    with pytest.raises(BenchError, match=r"No module named 'bench\.l3'"):
        measure("l3", 1)
