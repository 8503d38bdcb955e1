"""What is told when the calendar is not kept."""

from dataclasses import dataclass
from datetime import timedelta

from filmops.alarms import AlarmSpec, Comparison, MissingData, Story
from filmops.composites import Alarms
from filmops.metrics import Metric
from filmops.names import Names
from filmops.watching import silence_alarm
from promises import Handbook
from promises.alerting import Silence

NAMESPACE = "FilmOps/Maintenance"
DIMENSIONS = {"service": "maintenance"}
"""As functions/maintenance/telemetry.py publishes them."""
HOURS = "HoursToNextWindow"
_DECIDED = "maintenance.watched.late_after docs/decisions/0020-notices-and-mutes.md"
WARNING, DEGRADED = "Elevated warnings", "Degraded service performance"
_NOBODY = "Nobody yet"


@dataclass(frozen=True, slots=True)
class _Late:
    """Something the watch counts: more than none of it is told."""

    name: str
    metric: str
    meaning: str
    story: Story


_LATE = (
    _Late(
        "notice-not-sent",
        "NoticesOverdue",
        WARNING,
        Story(
            "A maintenance window has not been announced as promised",
            "Users would be surprised by the work; there is still time to tell them",
            "notice-not-sent",
        ),
    ),
    _Late(
        "window-not-started",
        "WindowNotStarted",
        WARNING,
        Story(
            "The maintenance window began and nobody works in it",
            f"{_NOBODY}: patches, backups' validation and database care wait two weeks more",
            "window-not-started",
        ),
    ),
    _Late(
        "window-overran",
        "WindowOverran",
        DEGRADED,
        Story(
            "The maintenance window is over and its run has not ended",
            "Users may feel work that was announced to be over",
            "window-overran",
        ),
    ),
    _Late(
        "forced-maintenance-ahead",
        "ForcedMaintenanceAhead",
        WARNING,
        Story(
            "AWS will maintain the database by itself before our next window",
            f"{_NOBODY}; users may lose the database for a minute, unannounced",
            "forced-maintenance-ahead",
        ),
    ),
)


def calendar_alarms(names: Names, handbook: Handbook) -> Alarms:
    """One for each thing that may be late, and one on the watch itself.

    The watch's silence is one fault, not five: a figure nobody knows leaves its alarm as it is, and
    CalendarWatched is not published with it.
    """
    often = handbook.maintenance.watched.every
    late = (
        AlarmSpec(
            name=names.of(one.name),
            story=one.story,
            severity=handbook.severity_of(one.meaning),
            looks_at=metric(one.metric, often),
            comparison=Comparison.ABOVE,
            threshold=0,
            datapoints=1,
            window=1,
            missing=MissingData.IGNORE,
            source=_DECIDED,
        )
        for one in _LATE
    )
    return Alarms((*late, _silent(names, handbook)))


def metric(name: str, period: timedelta) -> Metric:
    """A figure of the calendar's watch."""
    return Metric(NAMESPACE, name, DIMENSIONS, "Maximum", period)


def _silent(names: Names, handbook: Handbook) -> AlarmSpec:
    watched = handbook.maintenance.watched
    silence = Silence(lasting=watched.silent_after, severity=handbook.severity_of(WARNING).level)
    story = Story(
        "Nobody knows whether the maintenance calendar is kept",
        f"{_NOBODY}; a notice or a window that is missing would not be noticed",
        "calendar-watch-silent",
    )
    return silence_alarm(
        silence,
        names.of("calendar-watch-silent"),
        metric("CalendarWatched", watched.every),
        story,
        handbook.severities,
    )
