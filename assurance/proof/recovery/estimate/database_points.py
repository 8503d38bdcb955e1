"""The RPO of the database: how old what is recovered may be, for each way to fail."""

from __future__ import annotations

from assurance.assembly import Resource
from assurance.estimate import Standing, Term
from assurance.proof.recovery.estimate.figures import LOGS, STANDBY
from assurance.proof.recovery.estimate.grounds import Grounds, in_template
from assurance.proof.recovery.estimate.measured_age import age_alarm, oldest_point
from assurance.proof.recovery.estimate.reach import reach
from assurance.proof.recovery.estimate.snapshots import out_of_reach, snapshot_terms
from assurance.proof.recovery.figures import is_true, whole

BACKUPS, COPIES = "recovery.backups.database.cadence", "recovery.database.other_region"
Terms = tuple[Term, ...]
ONE_DAY = 1
"""What RDS keeps where the template says nothing (CreateDBInstance)."""


def database_zone(grounds: Grounds, database: Resource) -> Terms:
    """The standby has everything; without one, the logs have."""
    if is_true(database.properties.get("MultiAZ")):
        return (STANDBY,)
    return _logs(grounds, database)


def database_damage(grounds: Grounds, database: Resource) -> Terms:
    """Back to the moment before, if that is still kept when somebody notices."""
    days = whole(database.properties.get("BackupRetentionPeriod", ONE_DAY))
    kept = reach(grounds, database, "Properties.BackupRetentionPeriod", days)
    return (*_logs(grounds, database), kept)


def database_region(grounds: Grounds, database: Resource) -> Terms:
    """The replicated logs: nobody publishes how late they are, so their age is measured."""
    if grounds.broken(BACKUPS, COPIES):
        broken = grounds.unless_broken(LOGS, BACKUPS, COPIES)
        return (broken, *snapshot_terms(grounds, database, grounds.handbook.recovery.rpo))
    alarm = age_alarm(grounds, database)
    if alarm is not None:
        return oldest_point(alarm)
    said = "RDS publishes no limit for the copy, and no alarm in the other Region measures its age"
    source = in_template(database, "Properties.AutomaticBackupReplicationRegion", said)
    fix = "Measure RecoveryPointAge of the replica and alarm on it, missing data breaching."
    return (LOGS, Term("copy", None, source, Standing.OPEN, fix=fix))


def database_account(grounds: Grounds, database: Resource) -> Terms:
    """Only what the account itself cannot delete is left."""
    promised = grounds.handbook.recovery.account_deletion.rpo
    return (*snapshot_terms(grounds, database, promised), out_of_reach(grounds, database))


def _logs(grounds: Grounds, database: Resource) -> Terms:
    """What the last log copy has; without logs, what the last snapshot has."""
    if grounds.broken(BACKUPS):
        return (
            grounds.unless_broken(LOGS, BACKUPS),
            *snapshot_terms(grounds, database, grounds.handbook.recovery.rpo),
        )
    return (LOGS,)
