"""RPO: every way to fail, whole and with one thing different. Minutes are added up by hand."""

from datetime import timedelta

import pytest

from assurance.verdict import Verdict
from tests.assurance.lab import REGION
from tests.assurance.proof.changes import Change, both, drop, gone, put
from tests.assurance.proof.recovery.estimate.sums import Adds, minutes_of

DATABASE, MEDIA = "recovery.rpo.database", "recovery.rpo.media"
RULE = ("Media", "ReplicationConfiguration", "Rules", 0)
PLAN = ("Plan", "BackupPlan", "BackupPlanRule", 0)
MINUTE = timedelta(minutes=1)
NO_BACKUPS = put(0, "Database", "BackupRetentionPeriod")


@pytest.mark.parametrize(
    ("way", "terms"),
    [
        (f"{DATABASE}.zone", {"standby": 0}),
        (f"{DATABASE}.region", {"log copies": 45, "measure": 5, "judge": 5}),
        (f"{DATABASE}.damage", {"log copies": 5, "reach back": 0}),
        (f"{MEDIA}.zone", {"three Zones": 0}),
        (f"{MEDIA}.region", {"replicate": 15, "late ones": 3}),
        (f"{MEDIA}.deletion", {"versions": 0, "reach back": 0}),
    ],
)
def test_a_whole_recovery_keeps_the_point(adds: Adds, way: str, terms: dict[str, float]) -> None:
    estimate = adds()[way]
    assert minutes_of(estimate) == terms
    assert estimate.verdict is Verdict.KEPT
    assert all(term.source.said and term.source.place for term in estimate.terms)


def test_a_lost_region_costs_55_minutes_of_60(adds: Adds) -> None:
    region = adds()[f"{DATABASE}.region"]
    assert (region.proven, region.margin) == (55 * MINUTE, 5 * MINUTE)
    assert region.weakest.name == "log copies"


@pytest.mark.parametrize(
    ("way", "verdict", "weakest", "change"),
    [
        pytest.param(
            f"{DATABASE}.damage",
            "broken",
            "harm noticed after 7 days is there for good, 35 days are promised",
            put(7, "Database", "BackupRetentionPeriod"),
            id="retention 35 -> 7",
        ),
        pytest.param(
            f"{DATABASE}.region",
            "broken",
            f"the backups of Database are copied to {REGION}, where it is itself",
            put(REGION, "Database", "AutomaticBackupReplicationRegion"),
            id="the replication Region is the primary",
        ),
        pytest.param(
            f"{DATABASE}.damage",
            "broken",
            "Database has its automated backups switched off",
            NO_BACKUPS,
            id="snapshots only",
        ),
        pytest.param(
            f"{MEDIA}.region",
            "broken",
            "replication of Media has no ReplicationTime of 15 minutes",
            drop(*RULE, "Destination", "ReplicationTime"),
            id="no Replication Time Control",
        ),
        pytest.param(
            f"{MEDIA}.region",
            "broken",
            "nobody hears of a message in queue Uncopied",
            gone("UncopiedAlarm"),
            id="late objects are not told",
        ),
        pytest.param(
            f"{MEDIA}.region",
            "broken",
            "replication of Media is Disabled",
            put("Disabled", *RULE, "Status"),
            id="replication off",
        ),
        pytest.param(
            f"{MEDIA}.deletion",
            "broken",
            "no version is kept",
            drop("Media", "VersioningConfiguration"),
            id="no versions",
        ),
        pytest.param(
            f"{MEDIA}.deletion",
            "broken",
            "harm noticed after 7 days is there for good, 35 days are promised",
            put(
                {
                    "Rules": [
                        {
                            "Status": "Enabled",
                            "NoncurrentVersionExpiration": {"NoncurrentDays": 7},
                        }
                    ]
                },
                "Media",
                "LifecycleConfiguration",
            ),
            id="versions kept a week",
        ),
    ],
)
def test_a_change_that_hurts_is_told_in_words(
    adds: Adds, way: str, verdict: str, weakest: str, change: Change
) -> None:
    estimate = adds(change)[way]
    assert estimate.verdict == verdict
    assert weakest in estimate.weakest.source.said
    assert estimate.weakest.fix


def test_without_a_standby_a_lost_host_costs_what_the_logs_have_not(adds: Adds) -> None:
    assert minutes_of(adds(drop("Database", "MultiAZ"))[f"{DATABASE}.zone"]) == {"log copies": 5}


def test_with_snapshots_only_33_hours_are_shown(adds: Adds) -> None:
    damage = adds(NO_BACKUPS)[f"{DATABASE}.damage"]
    assert "even hourly, with an hour to start in, they miss 1 h" in damage.terms[1].source.said
    assert minutes_of(damage) == {
        "log copies": None,
        "interval": 1440,
        "start window": 60,
        "completion": 480,
        "reach back": None,
    }


@pytest.mark.parametrize(
    "change",
    [
        pytest.param(gone("OldCopies"), id="no alarm"),
        pytest.param(put("notBreaching", "OldCopies", "TreatMissingData"), id="silence is well"),
        pytest.param(put([], "OldCopies", "Dimensions"), id="of any copy"),
        pytest.param(
            both(put([], "OldCopies", "AlarmActions"), put([], "OldCopies", "OKActions")),
            id="tells nobody",
        ),
    ],
)
def test_without_an_alarm_on_its_age_the_copy_has_no_limit(adds: Adds, change: Change) -> None:
    region = adds(far=(change,))[f"{DATABASE}.region"]
    assert region.verdict is Verdict.UNPROVEN
    assert minutes_of(region) == {"log copies": 5, "copy": None}
    assert "RDS publishes no limit" in region.weakest.source.said


def test_an_alarm_of_twice_the_period_breaks_the_point(adds: Adds) -> None:
    region = adds(far=(put(600, "OldCopies", "Period"),))[f"{DATABASE}.region"]
    assert minutes_of(region) == {"log copies": 45, "measure": 10, "judge": 10}
    assert (region.verdict, region.margin) == (Verdict.BROKEN, -5 * MINUTE)


@pytest.mark.parametrize(
    ("schedule", "interval", "verdict"),
    [
        ("cron(0 12 * * ? *)", 1440, Verdict.KEPT),
        ("cron(0 * * * ? *)", 60, Verdict.KEPT),
        ("cron(0 */6 * * ? *)", 360, Verdict.KEPT),
        ("rate(2 days)", None, Verdict.UNPROVEN),
        ("cron(0 12 ? * MON-FRI *)", 3 * 1440, Verdict.BROKEN),
        ("cron(0 12 ? * SUN *)", 7 * 1440, Verdict.BROKEN),
        ("cron(0 12 1 * ? *)", 31 * 1440, Verdict.BROKEN),
        ("cron(0 12 1 7 ? *)", 365 * 1440, Verdict.BROKEN),
    ],
)
def test_a_deletion_of_everything_leaves_the_last_snapshot(
    adds: Adds, schedule: str, interval: float | None, verdict: Verdict
) -> None:
    final = put(7, "Vault", "LockConfiguration", "ChangeableForDays")
    found = adds(final, put(schedule, *PLAN, "ScheduleExpression"))[f"{DATABASE}.account"]
    wanted = {"interval": interval, "start window": 60, "completion": 480, "lock": 0}
    assert minutes_of(found) == wanted
    assert found.verdict is verdict
    assert found.terms[0].source.said == f"snapshots at {schedule}"


@pytest.mark.parametrize(
    ("change", "verdict"),
    [
        pytest.param(
            put(7, "Vault", "LockConfiguration", "ChangeableForDays"), Verdict.KEPT, id="final"
        ),
        pytest.param(put(35, "Plan", "Kept"), Verdict.UNPROVEN, id="can be lifted"),
        pytest.param(gone("Selection"), Verdict.BROKEN, id="nothing selected"),
    ],
)
def test_a_snapshot_survives_only_behind_a_lock(
    adds: Adds, change: Change, verdict: Verdict
) -> None:
    assert adds(change)[f"{DATABASE}.account"].verdict is verdict


def test_nobody_decided_on_media_that_cannot_be_deleted(adds: Adds) -> None:
    assert adds()[f"{MEDIA}.account"].verdict is Verdict.UNPROVEN
