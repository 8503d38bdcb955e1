"""The numbers no template holds: published ones with their address, and our assumptions.

The assumptions are decisions, with their reasons in docs/decisions/0014.
"""

from __future__ import annotations

from datetime import timedelta

from assurance.estimate import NOTHING, Origin, Source, Term

MINUTE = timedelta(minutes=1)
DECISION = "docs/decisions/0014-what-a-recovery-adds-up-to.md"
RESERVE = 5
"""A fifth of what is left for a restore stays unused: a drill on a quiet day is no disaster."""
EVALUATED = 2
"""Periods CloudWatch waits for beyond the alarm's own before it takes silence for a breach.

No formula is published; two more is what every known case fits (docs/decisions/0006).
"""
_AWS = "https://docs.aws.amazon.com"
_RDS = f"{_AWS}/AmazonRDS/latest/UserGuide"
_S3 = f"{_AWS}/AmazonS3/latest/userguide"
_NIGHT = timedelta(hours=8)


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
DECIDE = _assumed("decide", 20 * MINUTE, "two people look, agree and say so")
VALIDATE = _assumed("validate", 20 * MINUTE, "row counts, one film made, one film played")
CUT_OVER = _assumed(
    "cut over", 5 * MINUTE, "health check 90 s, DNS 60 s, clients 60 s, and what is forgotten"
)
PREPARED = _assumed(
    "prepare", 15 * MINUTE, "compute of the recovery Region, beside the restore", beside=True
)
PUT_BACK = _assumed("put back", 15 * MINUTE, "the version before, of what a person can name")
MORNING = _assumed("wait", _NIGHT, "nothing here wakes anybody: it waits for the morning")
