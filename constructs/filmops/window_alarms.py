"""What is alarmed on when the work of a window fails, or leaves something broken."""

from datetime import timedelta

from filmops.alarms import AlarmSpec, Comparison, MissingData, Story
from filmops.composites import Alarms
from filmops.metrics import Expression, Metric
from filmops.names import Names
from filmops.run_metrics import bad_ends
from filmops.window_workflow import ACTIVITIES
from promises import Severity

NAMESPACE, SERVICE = "FilmOps/Maintenance", "maintenance"
"""Of functions/maintenance/telemetry.py."""
_PERIOD = timedelta(minutes=5)
_DECIDED = "docs/decisions/0022-the-maintenance-window.md"
_FELT = {
    "backup": "Nobody yet: the database was left alone, since no backup was certain",
    "roles": "Nobody yet: the database's work was left out",
    "vacuum": "Nobody yet; queries get slower while dead rows stay",
    "reindex": "Nobody yet; indexes stay larger than they need to be",
    "archive": "Nobody yet: jobs of long ago stay in the database",
    "workers": "Nobody yet: workers run without security patches",
    "pending": "Nobody yet; AWS applies it by itself one day, maybe at a worse hour",
    "upgrades": "Nobody yet: an upgrade that was to be applied was not",
    "runtimes": "Nobody yet: nobody knows which runtimes near their end",
    "unused": "Nobody: what lies unused is paid for",
    "certificates": "Every user, from the day the certificate expires",
}
"""Who feels it when an activity fails, by its step."""


def window_alarms(
    names: Names, *, window: str, before: str, failed: Severity, broken: Severity
) -> Alarms:
    """All of them; `window` and `before` are the ARNs of the two workflows."""
    ended = Metric(NAMESPACE, "WindowEndedBroken", {"service": SERVICE}, "Maximum", _PERIOD)
    alarms = [
        _told(
            names.of("window-failed"),
            bad_ends(window),
            Story(
                "A maintenance window was not worked through",
                "Nobody yet: what was announced was not done, or not all of it",
                "window-failed",
            ),
            failed,
        ),
        _told(
            names.of("window-ended-broken"),
            ended,
            Story(
                "A maintenance window has ended with something broken that was not before",
                "Users of what is named in the summary",
                "window-ended-broken",
            ),
            broken,
        ),
        _told(
            names.of("backup-ahead-failed"),
            bad_ends(before),
            Story(
                "The manual backup a day ahead of a maintenance window failed",
                "Nobody yet: the window itself takes another before it touches anything",
                "backup-ahead-failed",
            ),
            failed,
        ),
    ]
    for activity in ACTIVITIES:
        step = activity.step
        alarms.append(
            _told(
                names.of(f"activity-failed-{step}"),
                Metric(NAMESPACE, "ActivityFailed", {"Activity": step}, "Maximum", _PERIOD),
                Story(f"In a maintenance window {step} failed", _FELT[step], "activity-failed"),
                failed,
            )
        )
    return Alarms(tuple(alarms))


def _told(name: str, looks_at: Metric | Expression, story: Story, severity: Severity) -> AlarmSpec:
    """One value above zero is enough: a window is one event. Silence is the rule between windows."""
    return AlarmSpec(
        name=name,
        story=story,
        severity=severity,
        looks_at=looks_at,
        comparison=Comparison.ABOVE,
        threshold=0,
        datapoints=1,
        window=1,
        missing=MissingData.HEALTHY,
        source=_DECIDED,
    )
