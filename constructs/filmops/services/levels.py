"""An alert and, where the promises have one, its critical form: two alarms on one metric."""

from collections.abc import Callable, Iterator

from filmops.alarms import AlarmSpec
from promises import Alert, Threshold


def each_level(
    threshold: Threshold, name: str, make: Callable[[Alert, str], AlarmSpec]
) -> Iterator[AlarmSpec]:
    """The alarm called `name` and, for the critical limit, `name`-critical."""
    yield make(threshold.alert, name)
    if threshold.critical:
        yield make(threshold.critical, f"{name}-critical")
