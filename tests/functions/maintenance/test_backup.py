"""Backups of a window: validated, taken under a name of its own, waited for, tidied up."""

from datetime import timedelta

import pytest

from tests.functions.maintenance.account import DAY, START, refused
from tests.functions.maintenance.platform import OLD, OWNER
from tests.functions.maintenance.window_lab import MINUTE, WindowLab

AHEAD = {"before": True, "window": "2026-12-13"}


@pytest.fixture
def lab() -> WindowLab:
    made = WindowLab()
    made.clock.now = START - DAY
    return made


def test_a_day_ahead_a_backup_is_taken_waited_for_and_verified(lab: WindowLab) -> None:
    ended = lab.back_up_ahead(AHEAD)
    assert ended.status == "SUCCEEDED"
    assert list(lab.rds.snapshots) == [f"{OWNER}-before-2026-12-13"]
    assert ended.data["before"]["figures"]["snapshot, GiB"] == 100
    assert lab.clock() - (START - DAY) >= lab.rds.lasts


def test_started_by_a_clock_it_is_for_the_next_window(lab: WindowLab) -> None:
    lab.back_up_ahead({"scheduled": "2026-12-12T02:00:00Z"})
    assert list(lab.rds.snapshots) == [f"{OWNER}-before-2026-12-13"]


def test_started_twice_it_takes_one(lab: WindowLab) -> None:
    lab.back_up_ahead(AHEAD)
    assert lab.back_up_ahead(AHEAD).status == "SUCCEEDED"
    assert lab.rds.calls.count("create_db_snapshot") == 1


@pytest.mark.parametrize("status", ["failed", "incompatible-restore"])
def test_a_snapshot_that_is_no_good_fails_it(lab: WindowLab, status: str) -> None:
    lab.rds.ends_as = status
    ended = lab.back_up_ahead(AHEAD)
    assert ended.status == "FAILED"
    assert status in ended.data["before"]["because"]


def test_a_snapshot_anybody_could_read_is_none(lab: WindowLab) -> None:
    lab.rds.keep_snapshot(f"{OWNER}-before-2026-12-13", OLD, is_sealed=False)
    assert lab.back_up_ahead(AHEAD).status == "FAILED"


def test_a_busy_database_is_waited_for(lab: WindowLab) -> None:
    lab.rds.failures["create_db_snapshot"] = [
        lab.rds.exceptions.InvalidDBInstanceStateFault() for _ in range(3)
    ]
    ended = lab.back_up_ahead(AHEAD)
    assert ended.status == "SUCCEEDED"
    assert ended.path.count("Before pause") >= 3


def test_an_answer_that_was_lost_takes_no_second_one(lab: WindowLab) -> None:
    lab.rds.keep_snapshot(f"{OWNER}-before-2026-12-13", lab.clock())
    lab.rds.failures["describe_db_snapshots"] = [lab.rds.exceptions.DBSnapshotNotFoundFault()]
    assert lab.back_up_ahead(AHEAD).status == "SUCCEEDED"
    assert len(lab.rds.snapshots) == 1


@pytest.mark.parametrize(
    ("here", "there", "because"),
    [
        (timedelta(hours=2), 9 * MINUTE, "the restorable point is 120.0 min old"),
        (4 * MINUTE, timedelta(minutes=61), "its copy is 61.0 min old"),
        (4 * MINUTE, None, "its copy is missing"),
    ],
)
def test_points_that_are_too_old_fail_the_validation_and_nothing_is_touched(
    here: timedelta, there: timedelta | None, because: str
) -> None:
    lab = WindowLab()
    lab.rds.point_age, lab.rds.copy_age = here, there
    lab.run()
    assert because in lab.kept["activity#backup"]["because"]
    assert "create_db_snapshot" not in lab.rds.calls
    assert lab.kept["activity#vacuum"]["outcome"] == "left out"


def test_a_window_without_the_backup_of_the_day_before_says_so() -> None:
    lab = WindowLab()
    lab.run()
    assert "the one of the day before is missing" in lab.kept["activity#backup"]["because"]
    again = WindowLab()
    again.rds.keep_snapshot(f"{OWNER}-before-2026-12-13", START - DAY)
    again.run()
    assert "missing" not in again.kept["activity#backup"]["because"]


def test_only_old_snapshots_of_this_owner_by_name_and_tag_are_deleted(lab: WindowLab) -> None:
    mine = f"{OWNER}-window-2026-09-13"
    lab.rds.keep_snapshot(mine, OLD)
    spared = {
        "somebody-elses": None,
        f"{OWNER}-window-untagged": [],
        f"{OWNER}-window-of-another": [{"Key": "filmops-maintenance", "Value": "another"}],
    }
    for name, tags in spared.items():
        lab.rds.keep_snapshot(name, OLD, tags)
    lab.rds.keep_snapshot(f"{OWNER}-window-2026-11-22", START - 21 * DAY)
    assert "1 old deleted" in lab.back_up_ahead(AHEAD).data["before"]["because"]
    assert mine not in lab.rds.snapshots
    assert set(spared) <= set(lab.rds.snapshots)
    assert f"{OWNER}-window-2026-11-22" in lab.rds.snapshots


def test_old_snapshots_that_stay_are_told_and_stop_nothing(lab: WindowLab) -> None:
    lab.rds.keep_snapshot(f"{OWNER}-window-2026-09-13", OLD)
    lab.rds.failures["delete_db_snapshot"] = [refused("AccessDenied")]
    ended = lab.back_up_ahead(AHEAD)
    assert ended.status == "SUCCEEDED"
    assert "old snapshots stay" in ended.data["before"]["because"]


def test_a_backup_that_is_not_there_in_time_leaves_the_database_alone() -> None:
    lab = WindowLab()
    lab.rds.lasts = timedelta(hours=9)
    lab.run()
    assert "WindowClosed" in lab.kept["activity#backup"]["because"]
    assert lab.kept["activity#archive"]["outcome"] == "left out"
    assert lab.kept["run"]["ended"]
