"""The RPO of the media: how old what is recovered may be, for each way to fail."""

from __future__ import annotations

from collections.abc import Iterator

from assurance.assembly import Resource
from assurance.assembly.values import dig, items, mapping
from assurance.estimate import NOTHING, Origin, Source, Standing, Term
from assurance.proof.paging.alarms import Alarm
from assurance.proof.paging.lost_pages import QUEUE_DEPTH, alarms_on
from assurance.proof.recovery.estimate.alarm_times import datapoints, period
from assurance.proof.recovery.estimate.figures import DECISION, IN_TIME, THREE_ZONES, VERSIONS
from assurance.proof.recovery.estimate.grounds import Grounds, in_template
from assurance.proof.recovery.estimate.reach import reach
from assurance.proof.recovery.figures import whole
from promises import text

METHOD, CADENCE = "recovery.backups.media.method", "recovery.backups.media.cadence"
KEYS, TOLD = "recovery.media.keys", "recovery.media.failures"
LASTING = "recovery.media.lasting"
Terms = tuple[Term, ...]


def media_zone(grounds: Grounds, bucket: Resource) -> Terms:
    """S3 itself answers it."""
    del grounds, bucket
    return (THREE_ZONES,)


def media_region(grounds: Grounds, bucket: Resource) -> Terms:
    """What S3 agrees to, and how soon somebody hears of an object it fails on."""
    copied = grounds.unless_broken(IN_TIME, METHOD, CADENCE, KEYS)
    return (copied, grounds.unless_broken(_late(grounds, bucket), TOLD))


def media_deletion(grounds: Grounds, bucket: Resource) -> Terms:
    """The version before is still there, if it is kept until somebody notices."""
    state = dig(dict(bucket.properties), "VersioningConfiguration", "Status")
    if state != "Enabled":
        source = in_template(bucket, "Properties.VersioningConfiguration", "no version is kept")
        return (Term("versions", None, source, Standing.ENDLESS, fix="Enable versioning."),)
    kept = Term("versions", NOTHING, Source(Origin.PUBLISHED, "S3 keeps each version", VERSIONS))
    return (grounds.unless_broken(kept, LASTING), _versions_reach(grounds, bucket))


def media_account(grounds: Grounds, bucket: Resource) -> Terms:
    """Nobody has decided on a copy of the media that the account cannot delete."""
    del grounds, bucket
    said = "versions in two Regions, which whoever may delete versions can delete"
    source = Source(Origin.ASSUMED, said, DECISION)
    fix = "Lock the replica's objects (Object Lock, compliance mode), or accept it by name."
    return (Term("versions", None, source, Standing.OPEN, fix=fix),)


def _late(grounds: Grounds, bucket: Resource) -> Term:
    """The alarm on the queue that lists what was not copied in time."""
    delay = grounds.handbook.alerting.delay
    for alarm in _alarms(grounds, bucket):
        count, every = datapoints(alarm), period(alarm)
        said = f"{count} x {text(every)} and {text(delay)} until one late object is told"
        source = in_template(alarm.resource, "Properties.Period", said)
        return Term("late ones", count * every + delay, source)
    said = "objects S3 fails on have no limit, and nobody hears of them"
    source = in_template(bucket, "Properties.NotificationConfiguration", said)
    return Term("late ones", None, source, Standing.OPEN, fix="Alarm on what is not copied.")


def _alarms(grounds: Grounds, bucket: Resource) -> Iterator[Alarm]:
    told = dig(dict(bucket.properties), "NotificationConfiguration", "QueueConfigurations")
    for one in items(told):
        queue = grounds.seen.stage.resource(mapping(one).get("Queue"))
        if queue is not None:
            found = alarms_on(grounds.seen.walk, queue, QUEUE_DEPTH)
            yield from (alarm for alarm in found if alarm.fires_on_one)


def _versions_reach(grounds: Grounds, bucket: Resource) -> Term:
    path = "Properties.LifecycleConfiguration.Rules"
    rules = items(dig(dict(bucket.properties), "LifecycleConfiguration", "Rules"))
    ends = [
        whole(dig(one, "NoncurrentVersionExpiration", "NoncurrentDays"))
        for one in rules
        if mapping(one).get("Status") == "Enabled"
    ]
    days = [one for one in ends if one is not None]
    if not days:
        source = in_template(bucket, path, "old versions are kept for ever")
        return Term("reach back", NOTHING, source)
    return reach(grounds, bucket, path, min(days))
