"""The board of the recovery: what would be lost now, and whether the copies are still made."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import timedelta

from filmops.boards.alarm_list import charts_of
from filmops.boards.guide import Guide
from filmops.boards.marks import number
from filmops.boards.service import states
from filmops.boards.widgets import Board, Chart, Colour, Line, Mark, Note, Widget
from filmops.composites import Alarms
from filmops.media_copy import MediaCopy
from filmops.metrics import Metric
from filmops.recovery_alarms import backup_age, point_age
from filmops.recovery_point import Copy
from promises import Handbook, text

SECOND = timedelta(seconds=1)
HOUR = timedelta(hours=1)
RUNBOOKS = (
    "recovery",
    "recovery-point",
    "backup-age",
    "uncopied-media",
    "media-waiting",
    "drill-failed",
)


@dataclass(frozen=True, slots=True)
class Sites:
    """Both Regions, what is copied between them, and the vaults' name, which they share."""

    primary: str
    recovery: str
    media: MediaCopy
    vault: str


def recovery_board(
    name: str, guide: Guide, sites: Sites, handbook: Handbook, alarms: Alarms, drills: Alarms
) -> Board:
    """The same in both Regions, but for the states of `alarms` and the `drills`, which are its own.

    Each line names its Region, so that what the other one says is seen for as long as it says it.
    """
    rows: list[tuple[Widget, ...]] = [
        (guide.heading("Recovery", *RUNBOOKS),),
        (_promised(handbook),),
        *states(alarms + drills),
        (_points(sites, handbook), _snapshot(sites, handbook)),
        tuple(_media(sites, handbook)),
        tuple(_jobs(sites)),
        *charts_of(drills.metric),
    ]
    return Board(name, "Recovery", tuple(rows))


def _promised(handbook: Handbook) -> Note:
    recovery = handbook.recovery
    point, delay = recovery.point, handbook.alerting.delay
    steps = (point.measured_every, point.alert.lasting, delay)
    limit = point.alert.when.value
    latest = sum(steps, limit if isinstance(limit, timedelta) else timedelta())
    words = (
        f"### Promised: at most {text(recovery.rpo)} lost, back within {text(recovery.rto)}\n"
        f"A copy alarms {point.alert.when}; with measuring ({text(steps[0])}), evaluating "
        f"({text(steps[1])}) and CloudWatch's delay ({text(steps[2])}) at {text(latest)} at the "
        "latest. A missing line is a copy nobody knows anything of."
    )
    return Note(words, height=3)


def _points(sites: Sites, handbook: Handbook) -> Chart:
    recovery = handbook.recovery
    alert = recovery.point.alert.when
    lines = (
        Line("replica", point_age(Copy.REPLICA, handbook), Colour.MAIN, region=sites.recovery),
        Line("primary", point_age(Copy.PRIMARY, handbook), Colour.SECOND, region=sites.primary),
    )
    marks = (
        Mark(f"alert: {alert}", number(alert.value, SECOND), Colour.WARNING),
        Mark(f"promised: {text(recovery.rpo)}", number(recovery.rpo, SECOND), Colour.BAD),
    )
    return Chart("What would be lost now", "seconds", lines, marks, width=16)


def _snapshot(sites: Sites, handbook: Handbook) -> Chart:
    alert = handbook.thresholds.backup_age.alert.when
    line = Line("newest snapshot", backup_age(), region=sites.primary)
    marks = (Mark(f"alert: {alert}", number(alert.value, SECOND), Colour.WARNING),)
    return Chart("Age of the daily backup", "seconds", (line,), marks)


def _media(sites: Sites, handbook: Handbook) -> Iterator[Chart]:
    limits, metric, there = handbook.recovery.media_copy, sites.media.metric, sites.primary

    def line(label: str, name: str, colour: Colour = Colour.MAIN) -> Line:
        return Line(label, metric(name), colour, region=there)

    late, objects = limits.late.when, limits.waiting_objects.when
    yield Chart(
        "Media: how late the copy is",
        "seconds",
        (line("late", "ReplicationLatency"),),
        (Mark(f"alert: {late}", number(late.value, SECOND), Colour.WARNING),),
    )
    yield Chart(
        "Media: objects that wait",
        "objects",
        (line("wait", "OperationsPendingReplication"),),
        (Mark(f"alert: {objects}", number(objects.value), Colour.WARNING),),
    )
    yield Chart(
        "Media: objects that failed",
        "objects",
        (line("failed", "OperationsFailedReplication", Colour.BAD),),
        (Mark(f"alert: {limits.failed.when}", number(limits.failed.when.value), Colour.WARNING),),
    )


def _jobs(sites: Sites) -> Iterator[Chart]:
    for title, job, region in (
        ("Third copy: snapshots", "Backup", sites.primary),
        ("Third copy: copies into the recovery Region", "Copy", sites.primary),
        ("Third copy: restore tests", "Restore", sites.recovery),
    ):
        lines = tuple(
            Line(done.lower(), _job(sites, f"NumberOf{job}Jobs{done}"), colour, region=region)
            for done, colour in (("Completed", Colour.GOOD), ("Failed", Colour.BAD))
        )
        yield Chart(title, "jobs a day", lines)


def _job(sites: Sites, name: str) -> Metric:
    return Metric("AWS/Backup", name, {"BackupVaultName": sites.vault}, "Sum", 24 * HOUR)
