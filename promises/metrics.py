"""The key metrics to monitor; some have a number, some are only to be watched."""

from promises.fields import Bound, Often
from promises.frozen import Frozen, Group, Whole
from promises.units import text


class Metric(Whole):
    """A metric to be watched, with the numbers and the statistics the handbook gives, if any."""

    what: str
    statistics: tuple[str, ...] = ()
    target: Bound | None = None
    alert: Bound | None = None

    def __str__(self) -> str:
        words = (
            text(self.statistics),
            f"target {self.target}" if self.target else "",
            f"alert {self.alert}" if self.alert else "",
        )
        return ", ".join((self.what, *(word for word in words if word)))


class BusinessMetric(Whole):
    """A business figure and how often it is brought up to date."""

    what: str
    cadence: Often

    def __str__(self) -> str:
        return f"{self.what}, {self.cadence}"


class SystemMetrics(Group[Metric]):
    """System health."""

    cpu: Metric
    memory: Metric
    disk_free: Metric
    network: Metric


class ApplicationMetrics(Group[Metric]):
    """Application performance."""

    api_response_time: Metric
    film_success: Metric
    queue_depth: Metric
    database_queries: Metric


class BusinessMetrics(Group[BusinessMetric]):
    """Business figures."""

    active_users: BusinessMetric
    films_generated: BusinessMetric
    conversion_rate: BusinessMetric
    churn_rate: BusinessMetric


class Metrics(Frozen):
    """The handbook's three lists."""

    system: SystemMetrics
    application: ApplicationMetrics
    business: BusinessMetrics
