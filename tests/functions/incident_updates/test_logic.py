from datetime import UTC, datetime, timedelta

import pytest

from functions.incident_updates.environment import Level
from functions.incident_updates.logic import Incident, Status, Update, level_of, owed, unresolved

MINUTE = timedelta(minutes=1)
NOON = datetime(2026, 11, 24, 12, 0, tzinfo=UTC)
P1, P2 = Level("P1", ("arn:p1", "arn:p1-there"), 15 * MINUTE), Level("P2", ("arn:p2",), 30 * MINUTE)
LOOK = 5 * MINUTE
DOWN = Incident("api-down", "P1", NOON)


def said(minute: int, status: Status = Status.INVESTIGATING) -> Update:
    return Update("P1", NOON + minute * MINUTE, status, "words", "Ada")


@pytest.mark.parametrize(
    ("minute", "last", "due"),
    [
        (9, None, None),
        (10, None, 15),
        (20, None, 15),
        (20, said(12), None),
        (22, said(12), 27),
        (40, said(12), 27),
        (12, said(-3), 15),  # said before it began
        (20, said(12, Status.RESOLVED), 15),  # said to be over, and it is not
    ],
)
def test_an_update_is_owed_so_long_after_the_last_one(
    minute: int, last: Update | None, due: int | None
) -> None:
    found = owed(P1, [DOWN], last, NOON + minute * MINUTE, LOOK)
    assert (found and found.at) == (None if due is None else NOON + due * MINUTE)


def test_a_reminder_comes_before_the_update_is_due_and_never_a_look_too_late() -> None:
    """However the looks fall, one is in the last five minutes before the update is due."""
    for first in range(5):
        looks = [NOON + (first + 5 * count) * MINUTE for count in range(4)]
        reminded = [now for now in looks if owed(P1, [DOWN], None, now, LOOK)]
        assert NOON + 10 * MINUTE <= reminded[0] <= NOON + 15 * MINUTE


def test_a_quiet_severity_owes_nothing() -> None:
    assert owed(P2, [DOWN], None, NOON + timedelta(days=1), LOOK) is None


def test_the_first_alarm_counts_and_all_are_named() -> None:
    later = Incident("api-errors", "P1", NOON + 14 * MINUTE)
    due = owed(P1, [later, DOWN], None, NOON + 14 * MINUTE, LOOK)
    assert due
    assert due.at == NOON + 15 * MINUTE
    assert [one.name for one in due.incidents] == ["api-down", "api-errors"]


@pytest.mark.parametrize(
    ("actions", "level"),
    [
        (["arn:p2"], "P2"),
        (["arn:p2", "arn:p1"], "P1"),
        (["arn:p1-there"], "P1"),
        (["arn:p3"], None),
        ([], None),
    ],
)
def test_the_severity_is_the_worst_topic_an_alarm_tells(
    actions: list[str], level: str | None
) -> None:
    assert level_of(actions, [P1, P2]) == level


def test_an_event_is_open_until_somebody_says_after_its_minute_that_it_is_over() -> None:
    came = [NOON + 10 * MINUTE, NOON]
    assert unresolved(came, None) == [NOON, NOON + 10 * MINUTE]
    assert unresolved(came, NOON + 5 * MINUTE) == [NOON + 10 * MINUTE]
    assert unresolved(came, NOON + 10.5 * MINUTE) == [NOON + 10 * MINUTE]
    assert unresolved(came, NOON + 11 * MINUTE) == []
