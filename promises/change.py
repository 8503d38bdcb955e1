"""How a change reaches production and when it is taken back."""

from promises.fields import AtLeast, Bound, Duration
from promises.frozen import Frozen, Whole
from promises.severities import LevelName
from promises.thresholds import Alert
from promises.units import text


class Deployment(Frozen):
    """The eight steps of a deployment, in order; after the sixth it is watched for `watch`.

    `checklist_items` are what a person looks at for the last of them.
    """

    review: str
    pipeline: str
    staging: str
    tests: str
    validation: str
    production: str
    watch: AtLeast
    checklist: str
    checklist_items: tuple[str, ...]


class RollbackWhen(Frozen):
    """What takes a change back.

    The two rises are measured against the state before the deployment; an error rate rises in
    points. `errors`, `response_time`, `health_checks` and `database_connections` roll back by
    themselves.
    """

    error_rate_rise: Bound
    response_time_rise: Bound
    feature: str
    migration: str
    errors: Alert
    response_time: Alert
    health_checks: Alert
    database_connections: str


class Rollback(Frozen):
    """The five steps of a rollback, in order."""

    decide: str
    execute: str
    verify: str
    notify: str
    review: str


class Guards(Whole):
    """How a rise is seen, and how urgent it is while a deployment is watched.

    The last `over` is held against the mean of the `before` that ends where the deployment begins.
    """

    over: Duration
    before: Duration
    severity: LevelName

    def __str__(self) -> str:
        return f"{text(self.over)} against the {text(self.before)} before ({self.severity})"


class Change(Frozen):
    """Change management."""

    deployment: Deployment
    rollback_when: RollbackWhen
    rollback: Rollback
    guards: Guards
    connection_failures: Alert
    """How many refused connections are the handbook's "database connection failures"."""
