"""Rules between backups, restores and drills."""

from collections.abc import Iterator
from datetime import timedelta

from promises.consistency.rule import Broken
from promises.limit import Sense
from promises.restoring import time_for_the_database
from promises.topics import Topics
from promises.units import text


def a_drill_is_repeated_before_its_record_expires(handbook: Topics) -> Iterator[Broken]:
    """Drills on time never leave a day without a valid record."""
    drill = handbook.recovery.drill
    if drill.record_expires_after <= drill.cadence.longest:
        wanted = f"more than {text(drill.cadence.longest)}, the longest time between drills"
        yield Broken(
            "recovery.drill.record_expires_after", wanted, text(drill.record_expires_after)
        )


def a_bad_backup_is_found_while_a_good_one_is_kept(handbook: Topics) -> Iterator[Broken]:
    """The backup that passed the last restore test is still there when the next one fails."""
    longest = handbook.maintenance.tasks.restore_test.cadence.longest
    retention = handbook.recovery.backups.database.retention
    if retention < longest:
        wanted = f"at least {text(longest)}, the longest time between restore tests"
        yield Broken("recovery.backups.database.retention", wanted, text(retention))


def restores_are_tested_as_often_as_drills(handbook: Topics) -> Iterator[Broken]:
    """A drill restores the database, so a restore test is at least as frequent."""
    test = handbook.maintenance.tasks.restore_test.cadence
    drill = handbook.recovery.drill.cadence
    if test.longest > drill.longest:
        wanted = f"{drill} or more often, as the drills"
        yield Broken("maintenance.tasks.restore_test.cadence", wanted, text(test))


def a_backup_on_time_raises_no_alert(handbook: Topics) -> Iterator[Broken]:
    """A backup may grow as old as the time between two of them."""
    cadence = handbook.recovery.backups.database.cadence
    oldest = handbook.thresholds.backup_age.alert.when
    if not isinstance(oldest.value, timedelta) or oldest.value <= cadence.longest:
        wanted = f"above more than {text(cadence.longest)}, as backups are {cadence}"
        yield Broken("thresholds.backup_age.alert.when", wanted, str(oldest))


def the_media_copy_keeps_the_rpo(handbook: Topics) -> Iterator[Broken]:
    """The media have no other backup: their copy alone must be young enough."""
    cadence = handbook.recovery.backups.media.cadence
    if cadence.longest > handbook.recovery.rpo:
        wanted = f"at least every {text(handbook.recovery.rpo)}, the RPO"
        yield Broken("recovery.backups.media.cadence", wanted, text(cadence))


def an_old_point_is_told_while_the_rpo_holds(handbook: Topics) -> Iterator[Broken]:
    """Age at the alarm at worst: the limit, a measurement's wait, the evaluation, CloudWatch's own."""
    point = handbook.recovery.point
    limit = point.alert.when
    takes = point.measured_every + point.alert.lasting + handbook.alerting.delay
    oldest = handbook.recovery.rpo - takes
    fits = isinstance(limit.value, timedelta) and limit.value <= oldest
    if not fits or limit.sense is not Sense.ABOVE:
        wanted = f"above {text(oldest)} or less: to notice takes the rest of the RPO"
        yield Broken("recovery.point.alert.when", wanted, str(limit))


def every_evaluation_has_a_measurement(handbook: Topics) -> Iterator[Broken]:
    """A period without a measurement would be taken for silence."""
    point = handbook.recovery.point
    if point.alert.lasting < point.measured_every:
        wanted = f"at least {text(point.measured_every)}, the time between two measurements"
        yield Broken("recovery.point.alert.for", wanted, text(point.alert.lasting))


def the_rto_leaves_time_for_the_database(handbook: Topics) -> Iterator[Broken]:
    """What people and DNS need of the RTO is not all of it."""
    left = time_for_the_database(handbook)
    if left <= timedelta(0):
        wanted = f"more than {text(handbook.recovery.rto - left)}, which the other steps take"
        yield Broken("recovery.rto", wanted, text(handbook.recovery.rto))
