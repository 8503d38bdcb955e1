"""How far a watch is, for whoever waits."""

import io

import pytest
from rich.console import Console

from assurance.commands.watch import progress

LINES = ("Watching dev: 0 of 30 min, 3 OK", "Watching dev: 1 of 30 min, 3 OK")


def test_a_log_gets_a_line_when_something_changes(capsys: pytest.CaptureFixture[str]) -> None:
    console = Console(file=io.StringIO())
    tell = progress(console, console.status(""))
    for line in (LINES[0], LINES[0], LINES[1]):
        tell(line)
    assert capsys.readouterr().err.splitlines() == list(LINES)


def test_a_terminal_gets_one_line_that_changes(capsys: pytest.CaptureFixture[str]) -> None:
    console = Console(file=io.StringIO(), force_terminal=True)
    status = console.status("")
    progress(console, status)(LINES[0])
    assert status.status == LINES[0]
    assert capsys.readouterr().err == ""
