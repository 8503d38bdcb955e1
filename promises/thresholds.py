"""When a metric is good and when it raises an alert."""

from datetime import timedelta
from typing import Annotated

from pydantic import Field

from promises.fields import Bound, Duration
from promises.frozen import Frozen, Group, Whole
from promises.severities import LevelName
from promises.units import text


class Alert(Whole):
    """A limit that raises an alert of `severity` once crossed for all of `for_` (None: at once)."""

    when: Bound
    for_: Annotated[Duration | None, Field(alias="for")] = None
    severity: LevelName

    @property
    def lasting(self) -> timedelta:
        """How long the limit has to be crossed; zero for at once."""
        return self.for_ or timedelta(0)

    def __str__(self) -> str:
        return f"{self.when}{f' for {text(self.for_)}' if self.for_ else ''} ({self.severity})"


class Threshold(Frozen):
    """The good side of a metric and the one or two limits that raise an alert."""

    target: Bound | None = None
    alert: Alert
    critical: Alert | None = None

    @property
    def alerts(self) -> tuple[Alert, ...]:
        """The alerts, the milder first."""
        return (self.alert, self.critical) if self.critical else (self.alert,)


class Thresholds(Group[Threshold]):
    """Every metric that alerts."""

    api_response_time: Threshold
    api_errors: Threshold
    healthy_hosts: Threshold
    queue_depth: Threshold
    film_success: Threshold
    generation_time: Threshold
    missing_tasks: Threshold
    backend_cpu: Threshold
    worker_cpu: Threshold
    memory: Threshold
    disk_free: Threshold
    database_cpu: Threshold
    database_connections: Threshold
    read_latency: Threshold
    write_latency: Threshold
    certificate: Threshold
    backup_age: Threshold
    oldest_message: Threshold
    dead_letters: Threshold
    database_load: Threshold
