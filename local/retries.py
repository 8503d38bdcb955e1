"""When a delivery is tried again: the published rules of SNS and EventBridge, as plain numbers."""

from collections.abc import Mapping
from dataclasses import dataclass
from itertools import accumulate, takewhile
from typing import cast

TOO_MANY_REQUESTS = 429
SERVER_ERROR = 500


def sns_tries_again(status: int) -> bool:
    """Whether SNS counts an HTTP answer as one that may pass; any other failure is final.

    docs.aws.amazon.com/sns/latest/dg/sns-message-delivery-retries.html
    """
    return status == TOO_MANY_REQUESTS or status >= SERVER_ERROR


def event_bridge_tries_again(status: int) -> bool:
    """Whether EventBridge tries an API destination again after this HTTP answer.

    docs.aws.amazon.com/eventbridge/latest/userguide/eb-api-destinations.html
    """
    return status in (401, 407, 409, TOO_MANY_REQUESTS) or status >= SERVER_ERROR


@dataclass(frozen=True, slots=True)
class RetryPolicy:
    """The healthyRetryPolicy of an SNS subscription. The defaults are those of SNS."""

    min_delay: float = 20
    """Seconds."""
    max_delay: float = 20
    """Seconds."""
    retries: int = 3
    """All of them, in every phase."""
    no_delay: int = 0
    """Retries at once."""
    min_delay_retries: int = 0
    """Then this many, min_delay apart."""
    max_delay_retries: int = 0
    """The last ones, max_delay apart; what is left between goes from one delay to the other."""
    backoff: str = "linear"
    """linear, arithmetic, geometric or exponential."""

    @classmethod
    def parse(cls, policy: Mapping[str, object]) -> "RetryPolicy":
        """From the JSON of a DeliveryPolicy; SNS's defaults for what it does not say."""
        said = {str(name): str(value) for name, value in _healthy(policy).items()}
        usual = cls()
        return cls(
            min_delay=float(said.get("minDelayTarget", usual.min_delay)),
            max_delay=float(said.get("maxDelayTarget", usual.max_delay)),
            retries=int(said.get("numRetries", usual.retries)),
            no_delay=int(said.get("numNoDelayRetries", usual.no_delay)),
            min_delay_retries=int(said.get("numMinDelayRetries", usual.min_delay_retries)),
            max_delay_retries=int(said.get("numMaxDelayRetries", usual.max_delay_retries)),
            backoff=said.get("backoffFunction", usual.backoff),
        )

    def delays(self) -> tuple[float, ...]:
        """Seconds to wait before each retry, in order.

        SNS names the four backoff functions without their formulas; these have the drawn shapes.
        """
        between = self.retries - self.no_delay - self.min_delay_retries - self.max_delay_retries
        return (
            *(0.0,) * self.no_delay,
            *(self.min_delay,) * self.min_delay_retries,
            *(self._between(step, between) for step in range(1, between + 1)),
            *(self.max_delay,) * self.max_delay_retries,
        )

    def _between(self, step: int, steps: int) -> float:
        shares = {
            "linear": step / steps,
            "arithmetic": step * (step + 1) / (steps * (steps + 1)),
            "exponential": (2**step - 1) / (2**steps - 1),
        }
        if self.backoff == "geometric" and self.min_delay > 0:
            return self.min_delay * (self.max_delay / self.min_delay) ** (step / steps)
        share = shares.get(self.backoff, shares["linear"])
        return self.min_delay + (self.max_delay - self.min_delay) * share


def _healthy(policy: Mapping[str, object]) -> Mapping[object, object]:
    healthy = policy.get("healthyRetryPolicy")
    return cast("Mapping[object, object]", healthy) if isinstance(healthy, Mapping) else {}


EVENT_ATTEMPTS, EVENT_AGE = 185, 86_400
"""EventBridge's defaults: so many retries, within so many seconds."""
LONGEST_EVENT_DELAY = 600.0
"""Seconds. Ours: EventBridge says exponential with jitter, and no more."""


def event_bridge_delays(policy: Mapping[str, object]) -> tuple[float, ...]:
    """Seconds before each retry of an event, from a target's RetryPolicy."""
    attempts = int(str(policy.get("MaximumRetryAttempts", EVENT_ATTEMPTS)))
    oldest = float(str(policy.get("MaximumEventAgeInSeconds", EVENT_AGE)))
    # 2**10 seconds is over the longest delay: no need of greater powers
    waits = [min(float(2 ** min(retry, 10)), LONGEST_EVENT_DELAY) for retry in range(attempts)]
    within = takewhile(lambda age: age <= oldest, accumulate(waits))
    return tuple(waits[: len(list(within))])
