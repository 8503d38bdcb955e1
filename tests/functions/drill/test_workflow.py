"""The workflow, executed with the functions it is deployed with, every way it can go."""

from datetime import timedelta
from typing import Any, cast

import pytest

from functions.drill.restore import OWNER_TAG, RUN_TAG
from functions.drill.restoring import Operator
from tests.functions.drill.account import DAY, NAME, OWNER, REGION, RTO, Account, contents
from tests.functions.drill.amazon import refused
from tests.functions.drill.film_studio import NOW
from tests.functions.drill.rds import COPY, DBInstanceAlreadyExistsFault


def test_a_good_drill_is_measured_recorded_and_taken_away(account: Account) -> None:
    ended = account.run()
    assert ended.status == "SUCCEEDED"
    assert ended.path[-4:] == ["Clean up", "Record", "Good?", "Good"]
    assert not account.rds.instances
    assert account.record == {
        "drill": "region",
        "date": "2026-12-15T14:00:00+00:00",
        "verdict": "good",
        "because": account.record["because"],
        "minutes": 42.0,
        "gib": 12.5,
        "point": "2026-12-15T13:56:00+00:00",
        "instance": NAME,
        "left_behind": False,
        "succeeded": True,
    }
    assert account.metrics.told == {
        ("region", "DrillSucceeded"): [1],
        ("region", "DrillMinutes"): [42.0],
    }


def test_it_restores_the_newest_copy_into_the_room_made_for_it(account: Account) -> None:
    account.run()
    (asked,) = account.rds.called("restore_db_instance_to_point_in_time")
    assert asked["SourceDBInstanceAutomatedBackupsArn"] == COPY
    assert asked["UseLatestRestorableTime"]
    assert asked["DBSubnetGroupName"] == "subnets"
    assert asked["DBParameterGroupName"] == "parameters"
    assert asked["VpcSecurityGroupIds"] == ["guard"]
    assert not asked["PubliclyAccessible"]
    assert not asked["DeletionProtection"]
    assert asked["Tags"] == [
        {"Key": OWNER_TAG, "Value": OWNER},
        {"Key": RUN_TAG, "Value": "arn:run"},
    ]


def test_a_point_in_time_drill_restores_the_database_beside_itself(account: Account) -> None:
    assert account.run({"drill": "point-in-time"}).status == "SUCCEEDED"
    (asked,) = account.rds.called("restore_db_instance_to_point_in_time")
    assert asked["SourceDBInstanceIdentifier"] == "ai-film-studio-prod"
    assert asked["TargetDBInstanceIdentifier"] == f"{OWNER}-point-in-time-20261215"


def test_the_restored_instance_gets_a_password_of_its_own(account: Account) -> None:
    account.run()
    (asked,) = account.rds.called("modify_db_instance")
    assert asked == {
        "DBInstanceIdentifier": NAME,
        "ManageMasterUserPassword": True,
        "ApplyImmediately": True,
    }
    assert account.reader.called_with == [
        {
            "host": "restored.example",
            "port": 5433,
            "database": "aifilmstudio",
            "user": "studio",
            "password": "s3cret",
        }
    ]


def test_no_password_travels_through_the_workflow(account: Account) -> None:
    account.reader.error = "cannot log in with s3cret"
    ended = account.run()
    assert "s3cret" not in str(ended.data)
    assert "s3cret" not in str(account.bucket.objects)


@pytest.mark.parametrize(
    ("found", "verdict"),
    [
        (contents(NOW, 0), "empty"),
        (contents(NOW - 2 * DAY), "stale"),
        (contents(NOW, 7, "jobs: torn"), "corrupt"),
    ],
)
def test_a_bad_database_fails_the_drill_and_is_taken_away(
    account: Account, found: dict[str, Any], verdict: str
) -> None:
    account.reader.contents = lambda: found
    assert account.run().status == "FAILED"
    assert not account.rds.instances
    assert account.record["verdict"] == verdict
    assert account.metrics.told == {("region", "DrillSucceeded"): [0]}


def test_a_throttled_call_is_made_again(account: Account) -> None:
    for name in ("restore_db_instance_to_point_in_time", "modify_db_instance"):
        account.rds.refuses[name] = [refused(), refused()]
    account.rds.refuses["delete_db_instance"] = [refused()]
    assert account.run().status == "SUCCEEDED"
    assert not account.rds.instances


@pytest.mark.parametrize(
    "call",
    ["restore_db_instance_to_point_in_time", "describe_db_instances", "modify_db_instance"],
)
def test_a_call_that_fails_for_good_leaves_nothing_behind(account: Account, call: str) -> None:
    account.rds.refuses[call] = [refused("AccessDenied")] * 4
    assert account.run().status == "FAILED"
    assert not account.rds.instances
    assert account.record["verdict"] == "failed"
    assert "AccessDenied" in account.record["because"]
    assert account.record["minutes"] is None


def test_without_a_backup_nothing_is_restored(account: Account) -> None:
    account.rds.copies = []
    assert account.run().status == "FAILED"
    told = "NothingToRestoreError: no automated backup of ai-film-studio-prod is replicated here"
    assert account.record["because"] == told


def test_an_answer_that_was_lost_does_not_restore_twice(account: Account) -> None:
    real = account.rds.restore_db_instance_to_point_in_time

    def lost(**given: Any) -> dict[str, Any]:  # noqa: ANN401
        real(**given)
        raise refused("RequestTimeout")

    account.rds.restore_db_instance_to_point_in_time = cast(Any, lost)
    assert account.run().status == "SUCCEEDED"
    assert len(account.rds.called("restore_db_instance_to_point_in_time")) == 1


@pytest.mark.parametrize("status", ["failed", "incompatible-restore", "storage-full"])
def test_a_restore_that_fails_is_recorded_and_deleted(account: Account, status: str) -> None:
    account.rds.ends_as = status
    assert account.run().status == "FAILED"
    assert not account.rds.instances
    assert account.record["because"] == f"the restore ended as {status}"


def test_a_restore_that_takes_too_long_is_given_up_before_the_run_is_ended(
    account: Account,
) -> None:
    account.rds.lasts = timedelta(minutes=170)
    ended = account.run()
    assert ended.status == "FAILED"
    assert "not ready in time" in account.record["because"]
    assert not account.rds.instances


def test_a_database_that_cannot_be_read_is_taken_away(account: Account) -> None:
    account.reader.error = "connection refused"
    assert account.run().status == "FAILED"
    assert "connection refused" in account.record["because"]
    assert not account.rds.instances


def test_an_instance_that_stays_is_told_of(account: Account) -> None:
    account.rds.refuses["delete_db_instance"] = [refused("AccessDenied")] * 99
    ended = account.run()
    assert ended.status == "FAILED"
    assert NAME in account.rds.instances
    assert account.record["left_behind"]
    assert account.record["verdict"] == "good"
    assert account.metrics.told == {("region", "DrillSucceeded"): [0]}


def test_a_record_that_cannot_be_kept_fails_the_run(account: Account) -> None:
    account.bucket.refuses = [refused("AccessDenied")] * 4
    ended = account.run()
    assert ended.status == "FAILED"
    assert not account.rds.instances
    assert not account.metrics.told


def test_a_second_run_of_the_day_leaves_the_first_alone(account: Account) -> None:
    account.rds.restore_db_instance_to_point_in_time(
        TargetDBInstanceIdentifier=NAME, Tags=[{"Key": RUN_TAG, "Value": "arn:first"}]
    )
    ended = account.run(execution="arn:second")
    assert ended.status == "SUCCEEDED"
    assert ended.path[-1] == "Already running"
    assert NAME in account.rds.instances
    assert not account.bucket.objects


def test_a_run_that_is_overtaken_leaves_the_other_alone(account: Account) -> None:
    name = "restore_db_instance_to_point_in_time"
    account.rds.refuses[name] = [DBInstanceAlreadyExistsFault(NAME)]
    assert account.run().path[-1] == "Already running"


def test_what_an_earlier_drill_left_behind_is_told_of(account: Account) -> None:
    account.rds.restore_db_instance_to_point_in_time(
        TargetDBInstanceIdentifier=f"{OWNER}-region-20260915", Tags=[]
    )
    assert account.run().status == "FAILED"
    assert "20260915 of an earlier drill is still there" in account.record["because"]
    assert len(account.rds.instances) == 1


def test_a_run_ended_by_force_is_cleaned_up_after(account: Account) -> None:
    account.rds.restore_db_instance_to_point_in_time(
        TargetDBInstanceIdentifier=NAME, Tags=[{"Key": RUN_TAG, "Value": "arn:dead"}]
    )
    began = account.clock().timestamp() * 1000
    account.clock.wait(RTO.total_seconds())
    ended = account.run(
        {**REGION, "after": "arn:dead", "ended": "TIMED_OUT", "began": began},
        execution="arn:sweeper",
    )
    assert ended.path == ["Begin", "Clean up", "Record", "Good?", "Not good"]
    assert not account.rds.instances
    assert account.record["because"] == "the run was ended: TIMED_OUT"


def test_a_run_can_be_ended_by_force(account: Account) -> None:
    account.rds.lasts = 9 * RTO
    account.operator = account.made(
        Operator, rds=account.rds, patience=9 * RTO, room=account.operator.room
    )
    assert account.run().status == "TIMED_OUT"
    assert NAME in account.rds.instances
