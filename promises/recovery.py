"""Disaster recovery: how much may be lost, how long it may take, and how that stays true."""

from promises.fields import AtLeast, Often, Within
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
    """The recovery drill; its record proves nothing once older than `record_expires_after`."""

    cadence: Often
    next: str
    record_expires_after: Within


class AccountDeletion(Frozen):
    """The objectives when everything is deleted with the account's own rights."""

    rpo: Within
    rto: Within


class Recovery(Frozen):
    """The recovery objectives (RTO: time until restored; RPO: age of what is restored).

    `account_deletion` has its own, for only a copy that nobody can delete is left then.
    """

    rto: Within
    rpo: Within
    account_deletion: AccountDeletion
    backups: Backups
    drill: Drill
