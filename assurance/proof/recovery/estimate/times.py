"""RTO: how long a recovery takes, for each way to fail."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import timedelta

from assurance.assembly import Resource
from assurance.estimate import NOTHING, Origin, Source, Standing, Term
from assurance.proof.recovery.estimate import noticing
from assurance.proof.recovery.estimate.figures import (
    CUT_OVER,
    DECIDE,
    DECISION,
    FAIL_OVER,
    PREPARED,
    PUT_BACK,
    RECONNECT,
    THREE_ZONES,
    VALIDATE,
)
from assurance.proof.recovery.estimate.grounds import Grounds, in_template
from assurance.proof.recovery.estimate.restoring import restored
from assurance.proof.recovery.figures import is_true
from environments.drills import Restored

BACKUPS, COPIES = "recovery.backups.database.cadence", "recovery.database.other_region"
VAULTS = "recovery.third_copy.locked"
METHOD, KEYS, READABLE = (
    "recovery.backups.media.method",
    "recovery.media.keys",
    "recovery.media.readable",
)
Terms = tuple[Term, ...]


def database_zone(grounds: Grounds, database: Resource, promised: timedelta) -> Terms:
    """The standby takes over by itself; without one somebody restores."""
    if is_true(database.properties.get("MultiAZ")):
        return (FAIL_OVER, RECONNECT)
    return database_damage(grounds, database, promised)


def database_damage(grounds: Grounds, database: Resource, promised: timedelta) -> Terms:
    """A new instance beside the damaged one, at the moment before."""
    noticed = noticing.of_database(grounds, database)
    return _restored(grounds, noticed, Restored.POINT_IN_TIME, promised, (), BACKUPS)


def database_region(grounds: Grounds, database: Resource, promised: timedelta) -> Terms:
    """A new instance in the other Region, out of the replicated backups."""
    noticed = noticing.of_region(grounds, database)
    prepared = (PREPARED,)
    return _restored(grounds, noticed, Restored.REPLICA, promised, prepared, BACKUPS, COPIES)


def database_account(grounds: Grounds, database: Resource, promised: timedelta) -> Terms:
    """A new instance out of the locked vault."""
    noticed = noticing.of_database(grounds, database)
    return _restored(grounds, noticed, Restored.THIRD_COPY, promised, (), VAULTS)


def media_zone(grounds: Grounds, bucket: Resource, promised: timedelta) -> Terms:
    """S3 goes on."""
    del grounds, bucket, promised
    return (THREE_ZONES,)


def media_region(grounds: Grounds, bucket: Resource, promised: timedelta) -> Terms:
    """The replica is read where it is."""
    del promised
    said = "the replica is no archive, it is read where it is"
    source = in_template(bucket, "Properties.ReplicationConfiguration", said)
    opened = grounds.unless_broken(
        Term("open", NOTHING, source, beside=True), METHOD, KEYS, READABLE
    )
    noticed = noticing.of_region(grounds, bucket)
    return (*noticed, DECIDE, opened, PREPARED, CUT_OVER, VALIDATE)


def media_deletion(grounds: Grounds, bucket: Resource, promised: timedelta) -> Terms:
    """The version before is put back."""
    del bucket, promised
    return (*noticing.of_people(grounds), DECIDE, PUT_BACK, VALIDATE)


def media_account(grounds: Grounds, bucket: Resource, promised: timedelta) -> Terms:
    """What is not there cannot be restored."""
    del bucket, promised
    said = "there may be nothing to restore from"
    source = Source(Origin.ASSUMED, said, DECISION)
    gone = Term("restore", None, source, Standing.OPEN, fix="Give the media a copy that is locked.")
    return (*noticing.of_people(grounds), DECIDE, gone, VALIDATE)


def _restored(
    grounds: Grounds,
    noticed: Sequence[Term],
    what: Restored,
    promised: timedelta,
    prepared: Terms,
    *rests_on: str,
) -> Terms:
    others = (*noticed, DECIDE, CUT_OVER, VALIDATE)
    restore, reserve = restored(grounds, what, others, promised, beside=bool(prepared))
    restore = grounds.unless_broken(restore, *rests_on)
    return (*noticed, DECIDE, restore, *prepared, reserve, CUT_OVER, VALIDATE)
