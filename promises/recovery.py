"""Disaster recovery: how much may be lost, how long it may take, and how that stays true."""

from promises.fields import AtLeast, AtLeastShare, Often, Within
from promises.frozen import Frozen


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


class Recovery(Frozen):
    """The recovery objectives (RTO: time until restored; RPO: age of what is restored)."""

    rto: Within
    rpo: Within
    backups: Backups
    drill: Drill
    steps: Steps
