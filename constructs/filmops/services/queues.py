"""A queue of work: how deep it is, how long the oldest job waits, what was given up."""

from collections.abc import Iterator
from dataclasses import dataclass

from filmops.alarms import AlarmSpec, MissingData
from filmops.metrics import Expression, Metric
from filmops.service import Policy
from filmops.services.common import MINUTE, Told
from filmops.services.levels import each_level
from filmops.watching import Unit, Watched, alarm_on
from promises import Alert


@dataclass(frozen=True, slots=True)
class Queue:
    """One queue by its name and, where it has one, its dead-letter queue's name."""

    kind: str
    name: str
    dead_letters: str | None

    @property
    def waiting(self) -> Metric:
        """Jobs nobody has taken yet."""
        return _of(self.name, "ApproximateNumberOfMessagesVisible")

    @property
    def held(self) -> Metric:
        """Jobs a worker is on."""
        return _of(self.name, "ApproximateNumberOfMessagesNotVisible")

    @property
    def oldest(self) -> Metric:
        """How long the oldest job has waited, in seconds."""
        return _of(self.name, "ApproximateAgeOfOldestMessage")

    @property
    def given_up(self) -> Metric | None:
        """Jobs that failed too often."""
        name = self.dead_letters
        return _of(name, "ApproximateNumberOfMessagesVisible") if name else None


def unattended(policy: Policy, told: Told, queue: Queue) -> AlarmSpec:
    """Jobs wait and no worker holds any of them.

    A worker on a long job holds it, so a full house is not taken for an empty one.
    """
    idle = Expression(
        "IF(held == 0, waiting, 0)",
        {"held": queue.held, "waiting": queue.waiting.read_as("Minimum")},
    )
    alert = policy.handbook.alerting.unattended_queue
    what = f"stands still: nobody works on the {queue.kind} queue"
    return _alarm(policy, told, queue, "unattended", alert, idle, Unit.COUNT, what, "down")


def symptoms(policy: Policy, told: Told, queue: Queue) -> Iterator[AlarmSpec]:
    """A deep queue, an old job, a job that was given up."""
    limits = policy.handbook.thresholds

    def deep(alert: Alert, name: str) -> AlarmSpec:
        what = f"piles up jobs in the {queue.kind} queue"
        return _alarm(policy, told, queue, name, alert, queue.waiting, Unit.COUNT, what, "queue")

    yield from each_level(limits.queue_depth, "depth", deep)
    what = f"leaves jobs waiting in the {queue.kind} queue"
    age = limits.oldest_message.alert
    yield _alarm(policy, told, queue, "age", age, queue.oldest, Unit.SECONDS, what, "queue")
    if queue.given_up:
        what = f"gave up jobs of the {queue.kind} queue"
        lost, read = limits.dead_letters.alert, queue.given_up
        yield _alarm(
            policy, told, queue, "dead-letters", lost, read, Unit.COUNT, what, "dead-letters"
        )


def _alarm(
    policy: Policy,
    told: Told,
    queue: Queue,
    name: str,
    alert: Alert,
    looks_at: Metric | Expression,
    unit: Unit,
    what: str,
    runbook: str,
) -> AlarmSpec:
    watched = Watched(
        name=policy.names.of(f"{queue.kind}-queue-{name}"),
        looks_at=looks_at,
        unit=unit,
        missing=MissingData.HEALTHY,  # SQS stops publishing for a queue that is idle for hours
    )
    return alarm_on(alert, watched, told.story(what, runbook), policy.handbook.severities)


def _of(queue: str, metric: str) -> Metric:
    return Metric("AWS/SQS", metric, {"QueueName": queue}, "Maximum", MINUTE)
