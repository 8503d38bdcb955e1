"""Rules between the numbers that are good and those that alert."""

from collections.abc import Iterator

from promises.consistency.rule import Broken
from promises.topics import Topics
from promises.units import text


def targets_are_stricter_than_alerts(handbook: Topics) -> Iterator[Broken]:
    """No metric alerts on its good side. The two may touch: good above 20 %, alert below 20 %."""
    for name, threshold in handbook.thresholds.items():
        target, alert = threshold.target, threshold.alert.when
        if target is None:
            continue
        if alert.sense is target.sense or not alert.reaches(target):
            wanted = f"a limit on the far side of the target {target}"
            yield Broken(f"thresholds.{name}.alert.when", wanted, str(alert))


def critical_comes_after_the_alert(handbook: Topics) -> Iterator[Broken]:
    """The critical limit lies further out than the alert, in the same direction and unit."""
    for name, threshold in handbook.thresholds.items():
        alert, critical = threshold.alert, threshold.critical
        if critical is None:
            continue
        if critical.when.sense is not alert.when.sense or not critical.when.exceeds(alert.when):
            wanted = f"a limit beyond the alert {alert.when}"
            yield Broken(f"thresholds.{name}.critical.when", wanted, str(critical.when))


def a_deployment_is_watched_long_enough(handbook: Topics) -> Iterator[Broken]:
    """What rolls a deployment back can happen while somebody is still watching it."""
    when = handbook.change.rollback_when
    slowest = max(alert.lasting for alert in (when.errors, when.response_time, when.health_checks))
    if handbook.change.deployment.watch < slowest:
        wanted = f"at least {text(slowest)}, the slowest reason to roll back"
        yield Broken("change.deployment.watch", wanted, text(handbook.change.deployment.watch))
