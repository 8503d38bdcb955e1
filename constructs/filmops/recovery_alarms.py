"""The alarms on how much would be lost now."""

from dataclasses import dataclass
from datetime import timedelta

from filmops.alarms import AlarmSpec, MissingData, Story
from filmops.metrics import Metric
from filmops.names import Names
from filmops.recovery_point import BACKUP_AGE, NAMESPACE, POINT_AGE, Copy
from filmops.watching import Unit, Watched, alarm_on
from promises import Handbook

HOUR = timedelta(hours=1)


@dataclass(frozen=True, slots=True)
class Wording:
    """Whose point is old, and what losing it would mean."""

    whose: str
    lost: str


_WORDS = {
    Copy.PRIMARY: Wording("the database's own backups", "the database is damaged or dropped"),
    Copy.REPLICA: Wording("the copy in the recovery Region", "the primary Region is lost"),
}


def point_age(copy: Copy, handbook: Handbook) -> Metric:
    """Seconds since the newest point of a copy, one measurement a period."""
    period = handbook.recovery.point.alert.lasting
    return Metric(NAMESPACE, POINT_AGE, {"Copy": copy.value}, "Maximum", period)


def backup_age() -> Metric:
    """Seconds since the newest automated snapshot.

    It is a matter of a day, so an hour is soon enough: a function that fails is told once, by the
    point's alarm, unless that takes three hours to repair.
    """
    return Metric(NAMESPACE, BACKUP_AGE, {"Copy": Copy.PRIMARY.value}, "Maximum", HOUR)


def old_point(names: Names, region: str, copy: Copy, handbook: Handbook) -> AlarmSpec:
    """The alarm on a copy whose newest point is old, or of which nobody knows how old it is."""
    words = _WORDS[copy]
    watched = Watched(
        names.alarm("recovery-point", region),
        point_age(copy, handbook),
        Unit.SECONDS,
        MissingData.BREACHING,  # a copy that stopped, or a function that did: both are no copy
    )
    story = Story(
        broke=f"The newest restorable point of {words.whose} is old, or nobody knows how old",
        felt_by=f"Nobody yet; more than promised is lost if {words.lost} now",
        runbook="recovery-point",
    )
    return alarm_on(handbook.recovery.point.alert, watched, story, handbook.severities)


def old_backup(names: Names, region: str, handbook: Handbook) -> AlarmSpec:
    """The alarm on a database without a snapshot of the last day."""
    watched = Watched(
        names.alarm("backup-age", region), backup_age(), Unit.SECONDS, MissingData.BREACHING
    )
    story = Story(
        broke="The daily backup of the database did not happen",
        felt_by="Nobody yet; a restore takes longer the more log it has to replay",
        runbook="backup-age",
    )
    return alarm_on(handbook.thresholds.backup_age.alert, watched, story, handbook.severities)
