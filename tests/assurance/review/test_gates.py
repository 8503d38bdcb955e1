"""What stops a change, and the reviewed lines that let it through."""

from datetime import date, timedelta
from pathlib import Path

import pytest

from assurance.review.allowed import Line, read_allowed
from assurance.review.sentence import Gate
from promises import InputErrors
from tests.assurance.review.conftest import TODAY, Reviewed, allowing

RIGHTS = Line(
    gate=Gate.RIGHTS,
    subject="prod/Data/Replication/Role",
    because="the batch job reads every source bucket until they are merged",
    until=TODAY,
)


def later(line: Line, **changes: object) -> Line:
    return line.model_copy(update=changes)


@pytest.mark.parametrize(
    ("change", "gates"),
    [
        ("a threshold", {Gate.PROMISE}),
        ("a database's identifier", {Gate.PROMISE, Gate.STATE}),
        ("a bucket removed", {Gate.PROMISE, Gate.STATE}),
        ("an IAM wildcard", {Gate.RIGHTS}),
        ("a security group opened", {Gate.NETWORK}),
        ("rights narrowed", set[Gate]()),
        ("an engine version", set[Gate]()),
        ("a tag only", set[Gate]()),
    ],
)
def test_a_change_is_held_at_its_gates_alone(
    change: str, gates: set[Gate], reviewed: Reviewed
) -> None:
    assert {one.sentence.gate for one in reviewed(change).held} == gates


def test_a_reviewed_line_lets_through_what_it_names(reviewed: Reviewed) -> None:
    found = allowing(reviewed("an IAM wildcard"), RIGHTS)
    assert not found.held
    assert [one.line for one in found.let_through] == [RIGHTS]
    assert not found.stale


@pytest.mark.parametrize(
    "line",
    [
        later(RIGHTS, subject="prod/Data/Replication"),
        later(RIGHTS, gate=Gate.STATE),
        later(RIGHTS, until=TODAY - timedelta(days=1)),
        later(RIGHTS, until=TODAY + timedelta(days=93)),
        later(RIGHTS, until=date.max),
    ],
    ids=["another subject", "another gate", "expired yesterday", "a quarter and more", "for ever"],
)
def test_a_line_that_does_not_fit_lets_nothing_through_and_is_reported(
    line: Line, reviewed: Reviewed
) -> None:
    found = allowing(reviewed("an IAM wildcard"), line)
    assert [one.sentence.gate for one in found.held] == [Gate.RIGHTS]
    assert len(found.stale) == 1
    assert line.subject in found.stale[0]


def test_a_star_allows_in_every_environment(reviewed: Reviewed) -> None:
    everywhere = later(RIGHTS, subject="*/Data/Replication/Role")
    assert not allowing(reviewed("an IAM wildcard"), everywhere).held


def test_a_line_may_hold_for_a_quarter(reviewed: Reviewed) -> None:
    line = later(RIGHTS, until=TODAY + timedelta(days=92))
    assert not allowing(reviewed("an IAM wildcard"), line).held


def test_without_a_file_nothing_is_allowed(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    assert read_allowed() == ()


def test_a_file_that_was_asked_for_has_to_be_there(tmp_path: Path) -> None:
    with pytest.raises(InputErrors, match="no such file"):
        read_allowed(tmp_path / "allowed.yaml")


@pytest.mark.parametrize("subject", ["p*", "*", "prod/*", "*/*", "prod/*/R*", "prod/", "*/"])
def test_a_subject_that_stands_for_nearly_everything_is_refused(
    subject: str, tmp_path: Path
) -> None:
    file = tmp_path / "allowed.yaml"
    line = f'{{gate: widened rights, subject: "{subject}", because: x, until: 2026-12-01}}'
    file.write_text(f"allowed:\n  - {line}\n")
    with pytest.raises(InputErrors, match="one whole part of it without"):
        read_allowed(file)


def test_a_line_is_read_with_its_reason_and_last_day(tmp_path: Path) -> None:
    file = tmp_path / "allowed.yaml"
    file.write_text(
        "allowed:\n"
        '  - {gate: destroyed state, subject: "prod/Data/Old", because: moved, until: 2026-12-01}\n'
    )
    (line,) = read_allowed(file)
    assert (line.gate, line.until) == (Gate.STATE, date(2026, 12, 1))


@pytest.mark.parametrize(
    ("written", "wanted"),
    [
        ("{gate: everything, subject: a/b, because: x, until: 2026-12-01}", "broken promise"),
        ('{gate: widened rights, subject: "*", because: x, until: 2026-12-01}', "subject"),
        ('{gate: widened rights, subject: "**/*", because: x, until: 2026-12-01}', "subject"),
        ('{gate: widened rights, subject: a/b, because: " ", until: 2026-12-01}', "a reason"),
        ("{gate: widened rights, subject: a/b, because: x}", "until: wanted a value"),
        ("{gate: widened rights, subject: a/b, because: x, until: soon}", "a day such as"),
        ("{gate: widened rights, subject: a/b, because: x, until: 20}", "a day such as"),
        ("{gate: widened rights, subject: a/b, because: x, until: 2026-12-01, who: me}", "unknown"),
    ],
)
def test_a_line_without_subject_reason_or_end_is_refused(
    written: str, wanted: str, tmp_path: Path
) -> None:
    file = tmp_path / "allowed.yaml"
    file.write_text(f"allowed:\n  - {written}\n")
    with pytest.raises(InputErrors) as refused:
        read_allowed(file)
    assert wanted in str(refused.value)
    assert "allowed.yaml:2" in str(refused.value)
