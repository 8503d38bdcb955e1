"""Verbs under way: what they say, how they end, and that nothing of them is left."""

import os
from pathlib import Path

import pytest

from local.cycle import making
from local.cycle.making import Make, typed_in
from local.cycle.outcome import CycleError
from tests.local.helpers import eventually

MAKEFILE = """
says: ; @echo "it said $(MINUTES)"
fails: ; @echo "no reason"; false
stays: ; @sleep 60 & echo "pid $$!"; wait
"""


@pytest.fixture
def make(tmp_path: Path) -> Make:
    (tmp_path / "Makefile").write_text(MAKEFILE)
    return Make(tmp_path, os.environ, tmp_path)


def test_a_verb_that_ends_well(make: Make) -> None:
    made = make.run("says", "MINUTES=2")
    made.must_succeed()
    made.must_say("it said 2")
    assert made.typed == "make says MINUTES=2"
    assert made.file.read_text() == made.output
    with pytest.raises(CycleError, match="wanted make says MINUTES=2 to fail, got exit code 0"):
        made.must_fail()
    with pytest.raises(CycleError, match="to say 'it said 3', got something else"):
        made.must_say("it said 3")


def test_a_verb_that_fails(make: Make) -> None:
    made = make.run("fails")
    made.must_fail()
    with pytest.raises(CycleError, match="wanted exit code 0 of make fails, got 2"):
        made.must_succeed()


def test_each_verb_has_a_file_of_its_own(make: Make) -> None:
    files = [make.run("says").file.name for _ in range(2)]
    assert files == ["1-make-says.log", "2-make-says.log"]


def test_an_end_without_the_words_is_told(make: Make) -> None:
    with (
        make.running("fails") as verb,
        pytest.raises(CycleError, match="wanted it to say 'a reason', got exit code 2"),
    ):
        verb.until_it_says("a reason")


def test_all_a_verb_started_ends_with_its_block(make: Make) -> None:
    with make.running("stays") as verb:
        verb.until_it_says("pid ")
        child = int((make.logs / "1-make-stays.log").read_text().split()[1])
        os.kill(child, 0)
    eventually(lambda: not Path(f"/proc/{child}").exists())


def test_a_verb_that_never_ends_is_ended(make: Make, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(making, "LONGEST", 0.3)
    with pytest.raises(CycleError, match="make stays: wanted its end within 0 s, got none"):
        make.run("stays")


def test_nothing_of_the_make_above_is_typed_and_the_clone_runs_its_own_code(tmp_path: Path) -> None:
    above = {"PATH": "/bin", "ENV": "prod", "MAKEFLAGS": "--jobs", "PYTHONPATH": "/ours", "A": "b"}
    environment = typed_in(tmp_path, above)
    assert environment.keys() == {"PATH", "PYTHONPATH", "A"}
    assert environment["PYTHONPATH"] == f"{tmp_path}:{tmp_path / 'constructs'}"
