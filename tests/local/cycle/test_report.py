"""What of a verb's output is worth reading."""

import io

from rich.console import Console

from local.cycle.report import Report, telling


def test_the_lines_with_a_mark_are_told_in_their_order() -> None:
    output = "synth ───\n  dev: tripped after 0 min\nUPDATE\ndev: a1 is deployed again\n"
    assert list(telling(output, ["deployed again", "tripped", "synth"])) == [
        "synth",
        "dev: tripped after 0 min",
        "dev: a1 is deployed again",
    ]


def test_nothing_is_told_without_a_mark() -> None:
    assert list(telling("a\nb\n", [])) == []


def test_what_is_not_committed_is_named() -> None:
    file = io.StringIO()
    Report(Console(file=file)).left_out([" M environments/dev.yaml"])
    assert "not part of it" in file.getvalue()
    assert "environments/dev.yaml" in file.getvalue()


def test_the_end_says_what_was_shown_and_what_cannot_be() -> None:
    file = io.StringIO()
    report = Report(Console(file=file, width=200))
    report.act("A change that goes through")
    report.end()
    shown, _, cannot = file.getvalue().partition("Only a real account can show")
    assert shown.count("A change that goes through") == 2
    assert "the emulator evaluates none" in cannot
