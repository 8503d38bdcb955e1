"""Who is reached, and through which secret."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from promises import Level


@dataclass(frozen=True, slots=True)
class PageTestReceiver:
    """PagerDuty's low-urgency service for the weekly test, and the token that asks whether it came.

    Both are names of Secrets Manager secrets: fields `integration_key` and `token` (read-only).
    """

    service: str
    token: str


@dataclass(frozen=True, slots=True)
class Receivers:
    """The ends of the paging path in one environment; secrets by name, never by value.

    `pagerduty` and `sms` name secrets of every Region that has alarms (Secrets Manager replicates
    them), with the fields `integration_key` and `routing_key`, and `number`.
    """

    pagerduty: Mapping[Level, str]
    sms: Sequence[str]
    email: Sequence[str]
    heartbeat: str | None
    page_test: PageTestReceiver | None
