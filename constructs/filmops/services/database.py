"""The database: RDS for PostgreSQL."""

from collections.abc import Iterator
from dataclasses import dataclass

from filmops.alarms import AlarmSpec, MissingData, Story
from filmops.deployment_guards import ROLLBACK, Guards
from filmops.metrics import Expression, Metric
from filmops.service import Outage, Policy, Service, alone
from filmops.services.common import MINUTE, Told
from filmops.services.levels import each_level
from filmops.watching import Unit, Watched, alarm_on, silence_alarm
from promises import Alert, Size, Threshold

TOLD = Told("database", "The database", "queries", "Users see the API and film generation fail")
REFUSED = Metric("FilmOps/Database", "RefusedConnections", {}, "Sum", MINUTE)
"""Counted in the log by a filter of the database's own stack; an account has one database."""


@dataclass(frozen=True, slots=True)
class Database:
    """An instance by its identifier, the storage it began with, and its most connections."""

    identifier: str
    storage: Size
    most_connections: int

    def metric(self, name: str, statistic: str = "Average") -> Metric:
        """A metric of the instance."""
        dimensions = {"DBInstanceIdentifier": self.identifier}
        return Metric("AWS/RDS", name, dimensions, statistic, MINUTE)

    @property
    def used_connections(self) -> Expression:
        """Connections in percent of the most there can be."""
        formula = f"100 * connections / {self.most_connections}"
        return Expression(formula, {"connections": self.metric("DatabaseConnections", "Maximum")})

    @property
    def free_storage(self) -> Expression:
        """Free storage in percent of what the instance began with; RDS counts bytes."""
        formula = f"100 * free / {self.storage.bytes}"
        return Expression(formula, {"free": self.metric("FreeStorageSpace", "Minimum")})

    @property
    def load(self) -> Expression:
        """Running queries in percent of the processors (Database Insights)."""
        return Expression("100 * load", {"load": self.metric("DBLoadRelativeToNumVCPUs")})


def database(policy: Policy, db: Database) -> Service:
    """The database. Without a sign of life it is taken for gone: RDS publishes every minute."""
    gone = silence_alarm(
        policy.handbook.alerting.silence.database,
        policy.names.of("database-silent"),
        db.metric("CPUUtilization"),
        TOLD.story("gives no sign of life", "down"),
        policy.handbook.severities,
    )
    return Service(
        name="database",
        outage=Outage(TOLD.story("is gone", "down"), (gone,)),
        symptoms=tuple(map(alone, _symptoms(policy, db))),
        guards=Guards(TOLD.service, TOLD.subject, TOLD.felt_by, own=(_refusals(policy),)),
    )


def _refusals(policy: Policy) -> AlarmSpec:
    alert = policy.handbook.change.connection_failures
    counted = REFUSED.over(alert.lasting)
    watched = Watched(
        policy.names.of("database-connection-failures"), counted, Unit.COUNT, MissingData.HEALTHY
    )
    story = Story("The database refuses connections", TOLD.felt_by, ROLLBACK)
    return alarm_on(alert, watched, story, policy.handbook.severities).silent()


def _symptoms(policy: Policy, db: Database) -> Iterator[AlarmSpec]:
    limits = policy.handbook.thresholds
    capacity, slow = (
        TOLD.story("runs out of capacity", "capacity"),
        TOLD.story("is slow", "slow"),
    )
    reads, writes = db.metric("ReadLatency"), db.metric("WriteLatency")
    for name, threshold, looks_at, unit, story in (
        ("cpu", limits.database_cpu, db.metric("CPUUtilization"), Unit.PERCENT, capacity),
        ("connections", limits.database_connections, db.used_connections, Unit.PERCENT, capacity),
        ("storage", limits.disk_free, db.free_storage, Unit.PERCENT, capacity),
        ("read-latency", limits.read_latency, reads, Unit.SECONDS, slow),
        ("write-latency", limits.write_latency, writes, Unit.SECONDS, slow),
        ("load", limits.database_load, db.load, Unit.PERCENT, slow),
    ):
        yield from _levels(policy, f"database-{name}", threshold, looks_at, unit, story)


def _levels(
    policy: Policy,
    name: str,
    threshold: Threshold,
    looks_at: Metric | Expression,
    unit: Unit,
    story: Story,
) -> Iterator[AlarmSpec]:
    def alarm(alert: Alert, name: str) -> AlarmSpec:
        # RDS publishes every minute; its silence is the outage's alarm, which keeps this one quiet
        watched = Watched(name, looks_at, unit, MissingData.BREACHING)
        return alarm_on(alert, watched, story, policy.handbook.severities)

    yield from each_level(threshold, policy.names.of(name), alarm)
