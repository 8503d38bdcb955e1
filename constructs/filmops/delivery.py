"""How stubbornly SNS tries to hand a page over before it gives up."""

from dataclasses import dataclass
from datetime import timedelta

from aws_cdk import Duration
from aws_cdk import aws_sns as sns

LONGEST = timedelta(seconds=3600)
"""SNS allows no delivery policy that retries for longer (sns-message-delivery-retries)."""


@dataclass(frozen=True, slots=True)
class Retries:
    """SNS's four phases of retrying an HTTPS endpoint.

    First `at_once` tries without delay, then `early` ones `soonest` apart, then a linear backoff
    over `between`, then `late` ones `slowest` apart. Raises ValueError when they may last longer
    than SNS allows.
    """

    at_once: int
    early: int
    between: int
    late: int
    soonest: timedelta
    slowest: timedelta

    def __post_init__(self) -> None:
        if self.at_most > LONGEST:
            raise ValueError(f"wanted retries of at most {LONGEST}, got: {self.at_most}")

    @property
    def at_most(self) -> timedelta:
        """An upper bound: every step of the backoff counted as the slowest one."""
        return self.early * self.soonest + (self.between + self.late) * self.slowest

    @property
    def policy(self) -> sns.DeliveryPolicy:
        """The subscription's delivery policy."""
        return sns.DeliveryPolicy(
            healthy_retry_policy=sns.HealthyRetryPolicy(
                num_retries=self.at_once + self.early + self.between + self.late,
                num_no_delay_retries=self.at_once,
                num_min_delay_retries=self.early,
                num_max_delay_retries=self.late,
                min_delay_target=_cdk(self.soonest),
                max_delay_target=_cdk(self.slowest),
                backoff_function=sns.BackoffFunction.LINEAR,
            )
        )


def _cdk(duration: timedelta) -> Duration:
    return Duration.seconds(duration.total_seconds())


STUBBORN = Retries(
    at_once=3,
    early=12,
    between=10,
    late=15,
    soonest=timedelta(seconds=10),
    slowest=timedelta(seconds=120),
)
"""Dense in the first two minutes, since a page must be acknowledged within five; then up to an
hour, which outlasts most outages of a receiver. SNS's own default gives up after a minute."""
