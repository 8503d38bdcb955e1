"""Disaster recovery: how much may be lost, how long it may take, and how that stays true."""

from promises.fields import AtLeast, AtLeastShare, Often, Within
from promises.frozen import Frozen
from promises.thresholds import Alert


class DatabaseBackups(Frozen):
    """Automated backups of the database."""

    cadence: Often
    retention: AtLeast


class MediaReplication(Frozen):
    """The second copy of the media."""

    method: str
    cadence: Often


class ConfigurationBackup(Frozen):
    """Where the configuration comes back from."""

    method: str


class Backups(Frozen):
    """What is kept of the database, the media and the configuration."""

    database: DatabaseBackups
    media: MediaReplication
    configuration: ConfigurationBackup


class Drill(Frozen):
    """The recovery drill; its record proves nothing once older than `record_expires_after`.

    A restored database that holds nothing written in the `stale_after` before its end is stale.
    """

    cadence: Often
    next: str
    record_expires_after: Within
    stale_after: Within


class Steps(Frozen):
    """What a recovery takes besides the database, of the RTO; `reserve` is kept of what is left."""

    decide: Within
    cut_over: Within
    validate_result: Within
    reserve: AtLeastShare


class AccountDeletion(Frozen):
    """The objectives when everything is deleted with the account's own rights."""

    rpo: Within
    rto: Within


class RestorablePoint(Frozen):
    """How old the newest point a copy can be restored to may get, and how often that is asked."""

    alert: Alert
    measured_every: Within


class MediaCopy(Frozen):
    """How late the media's copy may be, how many objects may fail, how much may wait."""

    late: Alert
    failed: Alert
    waiting_bytes: Alert
    waiting_objects: Alert


class Recovery(Frozen):
    """The recovery objectives (RTO: time until restored; RPO: age of what is restored).

    `account_deletion` has its own, for only a copy that nobody can delete is left then.
    """

    rto: Within
    rpo: Within
    account_deletion: AccountDeletion
    backups: Backups
    drill: Drill
    point: RestorablePoint
    media_copy: MediaCopy
    steps: Steps
