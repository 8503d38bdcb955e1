"""What is alarmed on when a drill fails, is missing, or takes too long."""

from datetime import timedelta

from filmops.alarms import AlarmSpec, Comparison, MissingData, Story
from filmops.metrics import Expression, Metric
from filmops.names import Names
from promises import Severity

NAMESPACE = "FilmOps/Recovery"
_DAY = timedelta(days=1)
_ENDS = {"failed": "ExecutionsFailed", "late": "ExecutionsTimedOut", "stopped": "ExecutionsAborted"}
WHAT = {
    "region": "The recovery drill in the recovery Region",
    "point-in-time": "The point-in-time restore beside the database",
    "third-copy": "The restore test of AWS Backup's copy",
}
"""What a drill is called in a page."""


def drill_failed(names: Names, drill: str, machine: str, severity: Severity) -> AlarmSpec:
    """A run ended any other way than well; `machine` is the ARN of its workflow."""
    parts = {
        part: Metric("AWS/States", name, {"StateMachineArn": machine}, "Sum", timedelta(minutes=5))
        for part, name in _ENDS.items()
    }
    formula = " + ".join(parts)  # of a sum the missing parts count as 0
    return AlarmSpec(
        name=names.of(f"drill-{drill}-failed"),
        story=Story(
            f"{WHAT[drill]} failed",
            "Nobody yet; everybody, if this copy is needed now",
            "drill-failed",
        ),
        severity=severity,
        looks_at=Expression(formula, parts),
        comparison=Comparison.ABOVE,
        threshold=0,
        datapoints=1,
        window=1,
        missing=MissingData.HEALTHY,
    )


def drill_missing(names: Names, drill: str, after: timedelta, severity: Severity) -> AlarmSpec:
    """None succeeded for so long; red until the first one has."""
    return AlarmSpec(
        name=names.of(f"drill-{drill}-missing"),
        story=Story(
            f"{WHAT[drill]} has not succeeded for {after // _DAY} days",
            "Nobody yet: that the recovery works is believed, not known",
            "drill-missing",
        ),
        severity=severity,
        looks_at=_metric("DaysSinceDrill", drill),
        comparison=Comparison.ABOVE,
        threshold=after / _DAY,
        datapoints=1,
        window=1,
        missing=MissingData.BREACHING,
    )


def drill_too_long(names: Names, drill: str, budget: timedelta, severity: Severity) -> AlarmSpec:
    """It took more of the RTO than is left for the database."""
    return AlarmSpec(
        name=names.of(f"drill-{drill}-too-long"),
        story=Story(
            f"{WHAT[drill]} took more than {budget // timedelta(minutes=1)} minutes",
            "Nobody yet; in a disaster the recovery time objective would be missed",
            "drill-too-long",
        ),
        severity=severity,
        looks_at=_metric("DrillMinutes", drill),
        comparison=Comparison.ABOVE,
        threshold=budget / timedelta(minutes=1),
        datapoints=1,
        window=1,
        missing=MissingData.HEALTHY,
    )


def _metric(name: str, drill: str) -> Metric:
    return Metric(NAMESPACE, name, {"Drill": drill}, "Maximum", _DAY)
