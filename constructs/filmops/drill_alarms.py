"""What is alarmed on when a drill fails, is missing, or takes too long."""

from datetime import timedelta

from filmops.alarms import AlarmSpec, Comparison, MissingData, Story
from filmops.metrics import Expression, Metric
from filmops.names import Names
from filmops.recovery_point import NAMESPACE
from filmops.run_metrics import bad_ends
from promises import Severity

_MINUTE, _DAY = timedelta(minutes=1), timedelta(days=1)
WHAT = {
    "region": "The recovery drill in the recovery Region",
    "point-in-time": "The point-in-time restore beside the database",
    "third-copy": "The restore test of AWS Backup's copy",
}
"""What a drill is called in a page."""
_DECIDED = "docs/decisions/0015-the-recovery-drill.md"
_EXPIRES, _MONTHLY = "recovery.drill.record_expires_after", "maintenance.tasks.restore_test.cadence"


def drill_failed(names: Names, drill: str, machine: str, severity: Severity) -> AlarmSpec:
    """A run ended any other way than well; `machine` is the ARN of its workflow."""
    story = Story(
        f"{WHAT[drill]} failed", "Nobody yet; everybody, if this copy is needed now", "drill-failed"
    )
    name = names.of(f"drill-{drill}-failed")
    return _above(0, bad_ends(machine), name, story, severity, MissingData.HEALTHY, _DECIDED)


def drill_missing(names: Names, drill: str, after: timedelta, severity: Severity) -> AlarmSpec:
    """None succeeded for so long; red until the first one has."""
    story = Story(
        f"{WHAT[drill]} has not succeeded for {after // _DAY} days",
        "Nobody yet: that the recovery works is believed, not known",
        "drill-missing",
    )
    name, age = names.of(f"drill-{drill}-missing"), _metric("DaysSinceDrill", drill)
    source = _EXPIRES if drill == "region" else f"{_MONTHLY} {_EXPIRES}"
    return _above(after / _DAY, age, name, story, severity, MissingData.BREACHING, source)


def drill_too_long(names: Names, drill: str, budget: timedelta, severity: Severity) -> AlarmSpec:
    """It took more of the RTO than is left for the database."""
    story = Story(
        f"{WHAT[drill]} took more than {budget // _MINUTE} minutes",
        "Nobody yet; in a disaster the recovery time objective would be missed",
        "drill-too-long",
    )
    name, took = names.of(f"drill-{drill}-too-long"), _metric("DrillMinutes", drill)
    source = f"recovery.rto recovery.steps.reserve {_DECIDED}"
    return _above(budget / _MINUTE, took, name, story, severity, MissingData.HEALTHY, source)


def _above(
    threshold: float,
    looks_at: Metric | Expression,
    name: str,
    story: Story,
    severity: Severity,
    missing: MissingData,
    source: str,
) -> AlarmSpec:
    """One value over the threshold is enough: a drill is one event."""
    return AlarmSpec(
        name=name,
        story=story,
        severity=severity,
        looks_at=looks_at,
        comparison=Comparison.ABOVE,
        threshold=threshold,
        datapoints=1,
        window=1,
        missing=missing,
        source=source,
    )


def _metric(name: str, drill: str) -> Metric:
    return Metric(NAMESPACE, name, {"Drill": drill}, "Maximum", _DAY)
