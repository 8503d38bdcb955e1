"""How long SNS tries to deliver, from a subscription's delivery policy.

The phases, defaults and limits are those of the SNS developer guide, "Amazon SNS message delivery
retries": at once, then the shortest delay, then a backoff, then the longest delay.
"""

from __future__ import annotations

import json
from dataclasses import dataclass
from datetime import timedelta
from typing import cast

from assurance.assembly import Json
from assurance.assembly.values import dig, mapping

DEFAULT_RETRIES = 3
"""What SNS does without a policy: a minute later the page is lost."""
LONGEST = timedelta(seconds=3600)
_DEFAULTS = {
    "minDelayTarget": 20,
    "maxDelayTarget": 20,
    "numRetries": DEFAULT_RETRIES,
    "numNoDelayRetries": 0,
    "numMinDelayRetries": 0,
    "numMaxDelayRetries": 0,
}


@dataclass(frozen=True, slots=True)
class Retries:
    """What a delivery policy amounts to."""

    count: int
    at_most: timedelta
    """An upper bound for every backoff function: each of its steps counted as the longest."""


def retries(policy: Json) -> Retries | None:
    """The retries of an explicit delivery policy, given as an object or as its JSON text.

    None when there is no healthy retry policy, or one that cannot be read.
    """
    if isinstance(policy, str):
        try:
            policy = cast("Json", json.loads(policy))
        except json.JSONDecodeError:
            return None
    healthy = mapping(dig(policy, "healthyRetryPolicy"))
    numbers = {name: healthy.get(name, default) for name, default in _DEFAULTS.items()}
    if not healthy or not all(type(number) is int for number in numbers.values()):
        return None
    shortest, longest, count, at_once, early, late = cast("list[int]", list(numbers.values()))
    backoff = count - at_once - early - late
    if backoff < 0 or shortest > longest:
        return None
    return Retries(count, timedelta(seconds=early * shortest + (backoff + late) * longest))
