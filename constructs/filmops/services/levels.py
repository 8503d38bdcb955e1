"""An alert and, where the promises have one, its critical form: two alarms on one metric."""

from collections.abc import Callable, Iterator
from typing import TypeVar

from promises import Alert, Threshold

Made = TypeVar("Made")


def each_level(
    threshold: Threshold, name: str, make: Callable[[Alert, str], Made]
) -> Iterator[Made]:
    """What is made of the alert under the name, and of the critical limit as `name`-critical."""
    yield make(threshold.alert, name)
    if threshold.critical:
        yield make(threshold.critical, f"{name}-critical")
