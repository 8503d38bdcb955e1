"""Rules about what is measured: each mistake is named by its own rule, and by no other."""

from typing import Any

import pytest

from assurance.verdict import Verdict
from tests.assurance.proof.changes import Change, Proven, both, drop, gone, put
from tests.assurance.proof.parts import may
from tests.assurance.proof.recovery.data_path import here, there
from tests.assurance.proof.recovery.mistakes import (
    assert_alone,
    in_primary,
    in_recovery,
    mistake,
    spoiled,
)

POINT, EVERY = "recovery.point.alert", "recovery.point.measured_every"
COPY, BACKUP = "recovery.media_copy", "thresholds.backup_age.alert"
LATE, FAILED = f"{COPY}.late", f"{COPY}.failed"
RIGHT = ("Measurer", "Policies", 0, "PolicyDocument", "Statement", 0)

MISTAKES = [
    mistake("no alarm", POINT, "no alarm watches RecoveryPointAge", gone("PointAlarm")),
    mistake("an hour", POINT, "waits for 3600", put(3600, "PointAlarm", "Threshold")),
    mistake("silence is well", POINT, "notBreaching", put("notBreaching", "PointAlarm", "TreatMissingData")),
    mistake("silence is nothing", POINT, "missing", drop("PointAlarm", "TreatMissingData")),
    mistake("an average", POINT, "reads Average", put("Average", "PointAlarm", "Statistic")),
    mistake("a period doubled", POINT, "10 min to see", put(600, "PointAlarm", "Period")),
    mistake("three in a row", POINT, "15 min to see", put(3, "PointAlarm", "EvaluationPeriods")),
    mistake("a lower limit", POINT, "no upper limit", put("LessThanThreshold", "PointAlarm", "ComparisonOperator")),
    mistake("the other copy", POINT, "nobody publishes", put("replica", "PointAlarm", "Dimensions", 0, "Value")),
    mistake("no schedule", EVERY, "nothing measures the primary", gone("Poll")),
    mistake("every hour", EVERY, "rate(1 hour)", put("rate(1 hour)", "Poll", "ScheduleExpression")),
    mistake("switched off", EVERY, "nothing measures", put("DISABLED", "Poll", "State")),
    mistake("no right to publish", EVERY, "nothing measures", put("cloudwatch:GetMetricData", *RIGHT, "Action")),
    mistake("another namespace", EVERY, "nothing measures", put({"StringEquals": {"cloudwatch:namespace": "Lab"}}, *RIGHT, "Condition")),
    mistake("no alarm on the backup", BACKUP, "BackupAge", gone("BackupAlarm")),
    mistake("a late alarm on the backup", BACKUP, "waits for 172800", put(172800, "BackupAlarm", "Threshold")),
    mistake("no alarm on lateness", LATE, "ReplicationLatency", gone("ReplicationLatency")),
    mistake("half an hour", LATE, "waits for 1800", put(1800, "ReplicationLatency", "Threshold")),
    mistake("no rule id", LATE, "nobody publishes", drop("ReplicationLatency", "Dimensions", 2)),
    mistake("another rule", LATE, "nobody publishes", put("Other", "ReplicationLatency", "Dimensions", 2, "Value")),
    mistake("a bucket's ARN", LATE, "nobody publishes", put("arn:aws:s3:::lab-media", "ReplicationLatency", "Dimensions", 0, "Value")),
    mistake("the biggest failure", FAILED, "reads Maximum", put("Maximum", "OperationsFailedReplication", "Statistic")),
    mistake("no failures are well", FAILED, "breaching, not ignore", put("breaching", "OperationsFailedReplication", "TreatMissingData")),
    mistake("bytes of no account", f"{COPY}.waiting_bytes", "Bytes", gone("BytesPendingReplication")),
    mistake("objects of no account", f"{COPY}.waiting_objects", "Operations", gone("OperationsPendingReplication")),
]  # fmt: skip


@pytest.mark.parametrize(("rule", "named", "change"), MISTAKES)
def test_a_mistake_is_named_by_its_rule_alone(
    proven: Proven, rule: str, named: str, change: Change
) -> None:
    assert_alone(spoiled(proven, in_primary(change)), rule, named)


@pytest.mark.parametrize(
    ("rule", "named", "change"),
    [
        mistake("no alarm there", POINT, "RecoveryPointAge in us-west-2", gone("PointAlarm")),
        mistake("nothing measures there", EVERY, "us-west-2", gone("Poll")),
    ],
)
def test_the_recovery_region_is_held_to_the_same(
    proven: Proven, rule: str, named: str, change: Change
) -> None:
    assert_alone(spoiled(proven, in_recovery(change)), rule, named)


def test_an_alarm_of_the_primary_region_does_not_watch_the_replica(proven: Proven) -> None:
    def spoil(primary: dict[str, Any], recovery: dict[str, Any]) -> None:
        primary["FarAlarm"] = recovery.pop("PointAlarm")

    assert_alone(spoiled(proven, spoil), POINT, "us-west-2")


@pytest.mark.parametrize(
    "change",
    [
        pytest.param(put(900, "PointAlarm", "Threshold"), id="earlier than promised"),
        pytest.param(
            both(put(60, "PointAlarm", "Period"), put(3, "PointAlarm", "EvaluationPeriods")),
            id="three minutes in a row",
        ),
        pytest.param(put("cron(0/5 * * * ? *)", "Poll", "ScheduleExpression"), id="by cron"),
        pytest.param(put({"Ref": "Media"}, "ReplicationLatency", "Dimensions", 0, "Value"), id="a bucket by reference"),
        pytest.param(put(may("cloudwatch:PutMetricData", "*"), *RIGHT[:4], "Statement", 0), id="any namespace"),
    ],
)  # fmt: skip
def test_another_way_to_say_it_is_accepted(proven: Proven, change: Change) -> None:
    proofs = spoiled(proven, in_primary(change))
    rules = (POINT, EVERY, LATE, FAILED)
    assert {proofs[one].verdict for one in rules} == {Verdict.KEPT}


def test_without_a_database_there_is_nothing_to_prove(proven: Proven) -> None:
    primary = here()
    del primary["Resources"]["Database"]
    proofs = proven(primary, there())
    assert proofs[POINT].verdict is proofs[BACKUP].verdict is Verdict.UNPROVEN
