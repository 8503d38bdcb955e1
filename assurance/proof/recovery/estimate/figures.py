"""The numbers no template holds: published ones with their address, and our assumptions.

The assumptions are decisions, with their reasons in docs/decisions/0014.
"""

from __future__ import annotations

from datetime import timedelta

from assurance.estimate import NOTHING, Origin, Source, Term
from promises import Handbook

MINUTE = timedelta(minutes=1)
DECISION = "docs/decisions/0014-what-a-recovery-adds-up-to.md"
STEPS = "recovery.steps"
"""The promise that says how long people and DNS may take (docs/decisions/0015)."""
EVALUATED = 2
"""Periods CloudWatch waits for beyond the alarm's own before it takes silence for a breach.

No formula is published; two more is what every known case fits (docs/decisions/0006).
"""
_AWS = "https://docs.aws.amazon.com"
_RDS = f"{_AWS}/AmazonRDS/latest/UserGuide"
_S3 = f"{_AWS}/AmazonS3/latest/userguide"
_NIGHT = timedelta(hours=8)


def decide(handbook: Handbook) -> Term:
    """The time people need to agree on a recovery."""
    return _step("decide", handbook.recovery.steps.decide, "two people look, agree and say so")


def cut_over(handbook: Handbook) -> Term:
    """The time until clients are where the recovered thing is."""
    said = "health check 90 s, DNS 60 s, clients 60 s, and what is forgotten"
    return _step("cut over", handbook.recovery.steps.cut_over, said)


def validate(handbook: Handbook) -> Term:
    """The time to see that it really works."""
    said = "row counts, one film made, one film played"
    return _step("validate", handbook.recovery.steps.validate_result, said)


def _step(name: str, time: timedelta, said: str) -> Term:
    """A step we allow so much time for: a decision of ours, not a measurement."""
    return Term(name, time, Source(Origin.ASSUMED, said, STEPS))


def _published(name: str, time: timedelta, said: str, address: str) -> Term:
    return Term(name, time, Source(Origin.PUBLISHED, said, address))


def _assumed(name: str, time: timedelta, said: str, *, beside: bool = False) -> Term:
    return Term(name, time, Source(Origin.ASSUMED, said, DECISION), beside=beside)


STANDBY = _published(
    "standby",
    NOTHING,
    "every commit is on the standby before it is confirmed",
    f"{_RDS}/Concepts.MultiAZSingleStandby.html",
)
FAIL_OVER = _published(
    "fail over",
    2 * MINUTE,
    "RDS takes 60 to 120 s by itself, typically; nobody has to do anything",
    f"{_RDS}/Concepts.MultiAZSingleStandby.html",
)
RECONNECT = _published(
    "reconnect",
    MINUTE,
    "clients keep an address for at most 60 s",
    f"{_RDS}/Concepts.MultiAZSingleStandby.html",
)
LOGS = _published(
    "log copies",
    5 * MINUTE,
    "transaction logs leave the instance every 5 min",
    f"{_RDS}/USER_PIT.html",
)
THREE_ZONES = _published(
    "three Zones",
    NOTHING,
    "S3 keeps every object in at least three Zones and serves it from any",
    f"{_S3}/DataDurability.html",
)
IN_TIME = _published(
    "replicate",
    15 * MINUTE,
    "Replication Time Control: 15 min for 99.99 % of objects by design, 99.9 % by agreement",
    f"{_S3}/replication-time-control.html",
)
VERSIONS = f"{_S3}/Versioning.html"

PATIENCE = _assumed(
    "watcher waits", 5 * MINUTE, "the watcher outside lets one sign of life be late"
)
NOTICED = _assumed("notice", NOTHING, "counted from when somebody notices: no alarm sees it")
PREPARED = _assumed(
    "prepare", 15 * MINUTE, "compute of the recovery Region, beside the restore", beside=True
)
PUT_BACK = _assumed("put back", 15 * MINUTE, "the version before, of what a person can name")
MORNING = _assumed("wait", _NIGHT, "nothing here wakes anybody: it waits for the morning")
