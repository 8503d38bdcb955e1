"""What S3 says of the media's copy: how late it is, how much waits, how much failed."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import timedelta

from filmops.alarms import AlarmSpec, MissingData, Story
from filmops.composites import Alarms, any_part
from filmops.media_names import TO_RECOVERY
from filmops.metrics import Metric
from filmops.names import Names
from filmops.uncopied_media import UNCOPIED, uncopied_media
from filmops.watching import Unit, Watched, alarm_on
from promises import Alert, Handbook

WAITING = "media-waiting"
_STATISTICS = {"OperationsFailedReplication": "Sum"}


@dataclass(frozen=True, slots=True)
class MediaCopy:
    """A bucket and its replica, by name; S3 publishes in the Region of the bucket, each minute."""

    bucket: str
    replica: str

    def metric(self, name: str, period: timedelta = timedelta(minutes=1)) -> Metric:
        """A metric of the replication rule."""
        return Metric(
            "AWS/S3",
            name,
            {
                "SourceBucket": self.bucket,
                "DestinationBucket": self.replica,
                "RuleId": TO_RECOVERY,
            },
            _STATISTICS.get(name, "Maximum"),
            period,
        )


def media_copy_alarms(names: Names, copy: MediaCopy, handbook: Handbook) -> Alarms:
    """One page for media without a copy, however S3 tells of it; another for a growing backlog.

    A failed object is counted by S3 and lies in the queue, a late one delays the metric and lies
    there too: four pages would tell of one thing.
    """
    limits = handbook.recovery.media_copy
    late = _alarm(names, copy, handbook, "ReplicationLatency", limits.late, Unit.SECONDS)
    failed = _alarm(names, copy, handbook, "OperationsFailedReplication", limits.failed, Unit.COUNT)
    listed = uncopied_media(names, late.severity)
    gone = any_part(
        names.of(UNCOPIED),
        listed.story,
        late.severity,
        (listed.silent(names.of(f"{UNCOPIED}-listed")), late, failed),
    )
    waiting = tuple(_waiting(names, copy, handbook))
    return gone + any_part(names.of(WAITING), waiting[0].story, waiting[0].severity, waiting)


def _waiting(names: Names, copy: MediaCopy, handbook: Handbook) -> Iterator[AlarmSpec]:
    limits = handbook.recovery.media_copy
    for metric, alert, unit in (
        ("BytesPendingReplication", limits.waiting_bytes, Unit.BYTES),
        ("OperationsPendingReplication", limits.waiting_objects, Unit.COUNT),
    ):
        yield _alarm(names, copy, handbook, metric, alert, unit)


_TOLD = {
    "ReplicationLatency": ("late", "Media objects reach the recovery Region late", UNCOPIED),
    "OperationsFailedReplication": ("failed", "Media objects failed to be copied", UNCOPIED),
    "BytesPendingReplication": (
        "bytes",
        "Media waits for its copy in the recovery Region",
        WAITING,
    ),
    "OperationsPendingReplication": (
        "objects",
        "Media waits for its copy in the recovery Region",
        WAITING,
    ),
}


def _alarm(
    names: Names, copy: MediaCopy, handbook: Handbook, metric: str, alert: Alert, unit: Unit
) -> AlarmSpec:
    name, broke, runbook = _TOLD[metric]
    felt_by = "Nobody yet; whoever owns them, if the primary Region is lost now"
    period = timedelta(minutes=5)
    watched = Watched(
        names.of(f"{runbook}-{name}"), copy.metric(metric, period), unit, MissingData.IGNORE
    )
    return alarm_on(alert, watched, Story(broke, felt_by, runbook), handbook.severities)
