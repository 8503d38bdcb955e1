"""RTO: every way to fail, whole and with one thing different. Minutes are added up by hand."""

from datetime import timedelta

import pytest

from assurance.estimate import Origin
from assurance.verdict import Verdict
from environments.drills import Restored
from tests.assurance.proof.changes import Change, drop, gone, put
from tests.assurance.proof.recovery.estimate.sums import Adds, drill, minutes_of

DATABASE, MEDIA = "recovery.rto.database", "recovery.rto.media"
MINUTE = timedelta(minutes=1)
DETECT = "detect"


def test_a_standby_takes_over_in_three_minutes(adds: Adds) -> None:
    zone = adds()[f"{DATABASE}.zone"]
    assert minutes_of(zone) == {"fail over": 2, "reconnect": 1}
    assert (zone.verdict, zone.margin) == (Verdict.KEPT, 237 * MINUTE)


def test_damage_leaves_124_minutes_for_the_restore(adds: Adds) -> None:
    damage = adds()[f"{DATABASE}.damage"]
    assert minutes_of(damage) == {
        "detect": 5,
        "engage": 35,
        "decide": 20,
        "restore": None,
        "reserve": 31,
        "cut over": 5,
        "validate": 20,
    }
    assert damage.verdict is Verdict.UNPROVEN
    assert "155 min the others leave: 124 min to restore" in damage.terms[4].source.said


def test_a_lost_region_is_missed_by_the_watcher_outside(adds: Adds) -> None:
    region = adds(drills=(drill(),))[f"{DATABASE}.region"]
    assert minutes_of(region) == {
        "detect": 5,
        "watcher waits": 5,
        "engage": 35,
        "decide": 20,
        "restore": 74,
        "prepare": 15,
        "reserve": 30,
        "cut over": 5,
        "validate": 20,
    }
    # 5 + 5 + 35 + 20 + 30 + 5 + 20 and the longer of 74 and 15
    assert (region.verdict, region.proven) == (Verdict.KEPT, 194 * MINUTE)
    assert region.weakest.name == "restore"


def test_the_media_of_a_lost_region_are_read_where_they_are(adds: Adds) -> None:
    region = adds()[f"{MEDIA}.region"]
    assert (region.verdict, region.proven) == (Verdict.KEPT, 105 * MINUTE)
    assert region.weakest.name == "engage"


def test_a_deleted_object_is_put_back(adds: Adds) -> None:
    deletion = adds()[f"{MEDIA}.deletion"]
    assert minutes_of(deletion) == {
        "notice": 0,
        "engage": 35,
        "decide": 20,
        "put back": 15,
        "validate": 20,
    }


def test_without_a_standby_a_lost_host_is_a_restore(adds: Adds) -> None:
    point = drill(restored=Restored.POINT_IN_TIME)
    zone = adds(drop("Database", "MultiAZ"), drills=(point,))[f"{DATABASE}.zone"]
    # 5 + 35 + 20 + 74 + 31 + 5 + 20
    assert (zone.verdict, zone.proven) == (Verdict.KEPT, 190 * MINUTE)


@pytest.mark.parametrize(
    ("minutes", "change"),
    [
        pytest.param(5, put(1, "Silent", "DatapointsToAlarm"), id="three periods of a minute"),
        pytest.param(8, put(120, "Silent", "Period"), id="a period doubled"),
        pytest.param(6, put(2, "Silent", "DatapointsToAlarm"), id="a datapoint more"),
        pytest.param(None, gone("Silent"), id="no alarm"),
        pytest.param(None, put("missing", "Silent", "TreatMissingData"), id="silence is nothing"),
        pytest.param(None, put(False, "Silent", "ActionsEnabled"), id="silent itself"),
        pytest.param(
            None,
            put([{"Name": "DBInstanceIdentifier", "Value": "other"}], "Silent", "Dimensions"),
            id="of another database",
        ),
    ],
)
def test_detection_is_that_of_the_alarm_in_the_template(
    adds: Adds, minutes: float | None, change: Change
) -> None:
    point = drill(restored=Restored.POINT_IN_TIME)
    damage = adds(change, drills=(point,))[f"{DATABASE}.damage"]
    assert minutes_of(damage)[DETECT] == minutes
    assert damage.verdict is (Verdict.KEPT if minutes else Verdict.UNPROVEN)


def test_the_alarm_is_named_with_its_arithmetic(adds: Adds) -> None:
    detect = adds()[f"{DATABASE}.damage"].terms[0]
    assert detect.source.origin is Origin.TEMPLATE
    assert detect.source.place == "Silent Period"
    assert "database-silent: (1 + 2) x 1 min of silence, 2 min for CloudWatch" in detect.source.said


@pytest.mark.parametrize(
    ("engage", "topics"),
    [
        pytest.param({"engage": 35}, [{"Ref": "P1"}], id="paged: the secondary answers"),
        pytest.param({"wait": 480, "engage": 35}, [{"Ref": "P3"}], id="read in the morning"),
    ],
)
def test_people_are_engaged_as_the_path_reaches_them(
    adds: Adds, engage: dict[str, float], topics: list[object]
) -> None:
    told = put(topics, "Silent", "AlarmActions")
    found = minutes_of(adds(told, put(topics, "Silent", "OKActions"))[f"{DATABASE}.damage"])
    assert {name: found[name] for name in ("wait", "engage") if name in found} == engage


def test_without_a_sign_of_life_the_alarm_of_the_other_region_detects_a_lost_one(
    adds: Adds,
) -> None:
    region = adds(gone("Beat"))[f"{DATABASE}.region"]
    assert minutes_of(region)["detect"] == 57  # 45 + 5 + 5, and 2 for CloudWatch
    assert region.terms[0].source.said.startswith("replica-age")


def test_without_either_nobody_misses_a_lost_region(adds: Adds) -> None:
    region = adds(gone("Beat"), far=(gone("OldCopies"),))[f"{DATABASE}.region"]
    assert region.verdict is Verdict.UNPROVEN
    assert "nothing outside of us-east-1 misses it" in region.terms[0].source.said


@pytest.mark.parametrize(
    ("way", "change"),
    [
        pytest.param(
            f"{DATABASE}.region",
            drop("Database", "AutomaticBackupReplicationRegion"),
            id="no backups there",
        ),
        pytest.param(
            f"{DATABASE}.damage", put(0, "Database", "BackupRetentionPeriod"), id="no backups"
        ),
        pytest.param(
            f"{MEDIA}.region",
            put(
                "DEEP_ARCHIVE",
                "Media",
                "ReplicationConfiguration",
                "Rules",
                0,
                "Destination",
                "StorageClass",
            ),
            id="an archive",
        ),
    ],
)
def test_what_cannot_be_restored_has_no_end(adds: Adds, way: str, change: Change) -> None:
    found = adds(change, drills=(drill(), drill(restored=Restored.POINT_IN_TIME)))[way]
    assert (found.verdict, found.margin) == (Verdict.BROKEN, None)
