"""A queue of work: how deep it is, how long the oldest job waits, what was given up."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from filmops.alarms import AlarmSpec, MissingData
from filmops.metrics import Expression, Metric
from filmops.service import Policy, Symptom
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

    def counted(self, metric: str) -> Metric:
        """How many messages were sent, received or deleted."""
        return _of(self.name, metric).read_as("Sum")

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


def symptoms(policy: Policy, told: Told, queues: Sequence[Queue]) -> Iterator[Symptom]:
    """Deep queues, old jobs, jobs that were given up: one page for all queues together."""
    limits = policy.handbook.thresholds

    def deep(alert: Alert, name: str) -> Symptom:
        what = "piles up jobs"
        return Symptom(
            policy.names.of(f"{told.service}-queue-{name}"),
            tuple(
                _alarm(policy, told, one, name, alert, one.waiting, Unit.COUNT, what, "queue")
                for one in queues
            ),
        )

    yield from each_level(limits.queue_depth, "depth", deep)
    what = "leaves jobs waiting"
    age = limits.oldest_message.alert
    yield Symptom(
        policy.names.of(f"{told.service}-queue-age"),
        tuple(
            _alarm(policy, told, one, "age", age, one.oldest, Unit.SECONDS, what, "queue")
            for one in queues
        ),
    )
    lost = tuple(_given_up(policy, told, queue) for queue in queues if queue.given_up)
    if lost:
        yield Symptom(policy.names.of(f"{told.service}-dead-letters"), lost)


def _given_up(policy: Policy, told: Told, queue: Queue) -> AlarmSpec:
    alert, read = policy.handbook.thresholds.dead_letters.alert, queue.given_up
    assert read
    name, what = "dead-letters", "gave up jobs"
    return _alarm(policy, told, queue, name, alert, read, Unit.COUNT, what, name)


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
