"""What can happen to a PagerDuty account."""

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from local.pagerduty.account import Service
from local.pagerduty.behaviours import Behaviour


class Way(StrEnum):
    """The way an event came in."""

    CLOUDWATCH = "CloudWatch integration"
    EVENTS_V2 = "Events API v2"


@dataclass(frozen=True, slots=True)
class Integration:
    """One key of one service. Only the key that opened an alert can touch it again."""

    service: Service
    way: Way


@dataclass(frozen=True, slots=True)
class Link:
    """Where an incident leads; `text` is what it says, or nothing."""

    href: str
    text: str = ""


@dataclass(frozen=True, slots=True)
class Triggered:
    """A problem was reported."""

    at: datetime
    integration: Integration
    dedup_key: str
    title: str
    severity: str
    description: str = ""
    links: tuple[Link, ...] = ()


@dataclass(frozen=True, slots=True)
class Acknowledged:
    """Somebody works on the problem."""

    at: datetime
    integration: Integration
    dedup_key: str


@dataclass(frozen=True, slots=True)
class Resolved:
    """The problem is over."""

    at: datetime
    integration: Integration
    dedup_key: str


@dataclass(frozen=True, slots=True)
class Dropped:
    """A message that had no effect. `what` names it and never holds a key."""

    at: datetime
    way: Way
    because: Behaviour
    what: str


@dataclass(frozen=True, slots=True)
class Confirmed:
    """A subscription was confirmed."""

    at: datetime
    topic: str
    by: str


Event = Triggered | Acknowledged | Resolved | Dropped | Confirmed
