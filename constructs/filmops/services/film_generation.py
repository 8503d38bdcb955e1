"""Film generation: queues of work, and the films the workers finish or fail."""

from collections.abc import Iterator
from dataclasses import dataclass

from filmops.alarms import AlarmSpec
from filmops.deployment_guards import Guards, errors_rise
from filmops.metrics import Metric
from filmops.ratios import Ratio
from filmops.service import Outage, Policy, Service, alone
from filmops.services.common import (
    MINUTE,
    SECOND,
    Times,
    Told,
    all_failing,
    objectives,
    slow_percentile,
)
from filmops.services.levels import each_level
from filmops.services.queues import Queue, symptoms, unattended
from filmops.watching import share_alarm, silence_alarm
from promises import Alert

TOLD = Told("film-generation", "Film generation", "films", "Users wait for their films")


@dataclass(frozen=True, slots=True)
class Films:
    """The namespace of the application's own metrics, and the queues of work."""

    namespace: str
    queues: tuple[Queue, ...]

    def metric(self, name: str, statistic: str = "Sum") -> Metric:
        """A metric the application publishes, without dimensions."""
        return Metric(self.namespace, name, {}, statistic, MINUTE)

    @property
    def durations(self) -> Metric:
        """The time of each film, in seconds."""
        return self.metric("GenerationDuration", "Average")

    @property
    def failures(self) -> Ratio:
        """Films that failed, of all that came to an end either way."""
        return Ratio(
            failed="failures",
            all="made + failures",
            metrics={
                "made": self.metric("FilmsGenerated"),
                "failures": self.metric("FilmGenerationFailures"),
            },
        )


def film_generation(policy: Policy, films: Films) -> Service:
    """Film generation with its three objectives; it needs the database."""
    handbook, times = policy.handbook, Times(films.durations, SECOND, "finished")
    idle = [unattended(policy, TOLD, queue) for queue in films.queues]
    gone = (*idle, all_failing(policy, TOLD, films.failures))
    silent = silence_alarm(
        handbook.alerting.silence.film_generation,
        policy.names.of("film-generation-silent"),
        films.metric("FilmsGenerated"),
        TOLD.story("reports no film", "silent"),
        handbook.severities,
    )
    return Service(
        name="film-generation",
        objectives=objectives(policy, "film_generation", TOLD, films.failures, times),
        outage=Outage(TOLD.story("has stopped", "down"), gone),
        symptoms=(
            *map(alone, (*_success(policy, films), *_duration(policy, films), silent)),
            *symptoms(policy, TOLD, films.queues),
        ),
        leans_on=("database",),
        guards=Guards(
            TOLD.service,
            TOLD.subject,
            TOLD.felt_by,
            own=(errors_rise(policy.names, handbook, TOLD.service, films.failures),),
            others=(policy.names.of("film-generation-errors"),),
        ),
    )


def _success(policy: Policy, films: Films) -> Iterator[AlarmSpec]:
    def few_succeed(alert: Alert, name: str) -> AlarmSpec:
        story, severities = TOLD.story("fails many films", "errors"), policy.handbook.severities
        return share_alarm(alert, name, films.failures, story, severities)

    name = policy.names.of("film-generation-errors")
    yield from each_level(policy.handbook.thresholds.film_success, name, few_succeed)


def _duration(policy: Policy, films: Films) -> Iterator[AlarmSpec]:
    def slow(alert: Alert, name: str) -> AlarmSpec:
        return slow_percentile(policy, name, alert, films.durations, TOLD.story("is slow", "slow"))

    name = policy.names.of("film-generation-slow")
    yield from each_level(policy.handbook.thresholds.generation_time, name, slow)
