from datetime import UTC, datetime, timedelta

import pytest

from functions.recovery_point.logic import (
    AHEAD,
    POINT_AGE,
    Backups,
    Copy,
    Known,
    Unknown,
    age,
    newest_copied,
    told,
)

NOW = datetime(2026, 11, 23, 9, 10, tzinfo=UTC)
FIVE = timedelta(minutes=5)


def test_an_age_is_the_time_since() -> None:
    assert age(POINT_AGE, NOW - FIVE, NOW, "") == Known(POINT_AGE, FIVE)


def test_nothing_to_measure_is_unknown_for_the_reason_given() -> None:
    assert age(POINT_AGE, None, NOW, "no backups") == Unknown(POINT_AGE, "no backups")


def test_a_clock_a_little_ahead_counts_as_no_age() -> None:
    assert age(POINT_AGE, NOW + AHEAD, NOW, "") == Known(POINT_AGE, timedelta())


def test_a_point_in_the_future_is_no_measurement() -> None:
    late = age(POINT_AGE, NOW + AHEAD + timedelta(seconds=1), NOW, "")
    assert late == Unknown(POINT_AGE, "2026-11-23 09:11:01 is in the future: the clocks disagree")


@pytest.mark.parametrize("status", ["active", "replicating"])
def test_backups_that_grow_are_measured_by_their_newest_point(status: str) -> None:
    found = [Backups(status, NOW - 2 * FIVE), Backups(status, NOW - FIVE)]
    assert newest_copied(found, NOW) == Known(POINT_AGE, FIVE)


@pytest.mark.parametrize("status", ["retained", "creating", "pending", ""])
def test_backups_that_do_not_grow_are_no_copy(status: str) -> None:
    figure = newest_copied([Backups(status, NOW - FIVE)], NOW)
    assert figure == Unknown(POINT_AGE, f"no backups that grow: {status or 'none at all'}")


def test_what_an_earlier_database_left_does_not_hide_that_nothing_grows_now() -> None:
    found = [Backups("retained", NOW), Backups("replicating", NOW - 9 * FIVE)]
    assert newest_copied(found, NOW) == Known(POINT_AGE, 9 * FIVE)


def test_a_copy_without_a_first_point_yet_is_unknown() -> None:
    assert isinstance(newest_copied([Backups("replicating", None)], NOW), Unknown)


def test_no_backups_at_all_are_unknown() -> None:
    assert newest_copied([], NOW) == Unknown(POINT_AGE, "no backups that grow: none at all")


def test_one_line_tells_what_is_known_and_what_is_not() -> None:
    figures = (Known(POINT_AGE, FIVE), Unknown("BackupAge", "no automated snapshot"))
    assert told(Copy.PRIMARY, figures) == (
        '{"recovery_point": "primary", "RecoveryPointAge": 300.0, '
        '"BackupAge": "unknown: no automated snapshot"}'
    )
