"""How old a snapshot of AWS Backup can be: why the third copy carries no recovery point of an hour."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from functools import cache
from itertools import pairwise

from assurance.assembly import Resource
from assurance.assembly.values import mapping
from assurance.cron import BACKUP, Cron, Rate, Refusal, read
from assurance.estimate import NOTHING, Origin, Source, Standing, Term
from assurance.proof.recovery.backup_plans import Said, kept_by, plans_for, rules_of, vault_of
from assurance.proof.recovery.estimate.grounds import Grounds, in_template
from assurance.proof.recovery.figures import whole
from promises import text

MINUTE, HOUR, DAY = timedelta(minutes=1), timedelta(hours=1), timedelta(days=1)
# https://docs.aws.amazon.com/aws-backup/latest/devguide/API_BackupRule.html: without a schedule
# daily; 8 h to start and 7 days to complete where nothing is said.
_DAILY, _START, _COMPLETE = "cron(0 5 ? * * *)", 480, 10080
_DAY_ONE, _LONG = datetime(2026, 1, 1, tzinfo=UTC), 800 * DAY
"""Long enough for two runs of what runs once a year."""


def snapshot_terms(grounds: Grounds, database: Resource, promised: timedelta) -> tuple[Term, ...]:
    """The age of the newest snapshot, at worst: just before the next one is complete."""
    for plan in plans_for(grounds.seen.stage, database):
        for count, said in enumerate(rules_of(plan)):
            path = f"Properties.BackupPlan.BackupPlanRule.{count}"
            return tuple(_terms(plan, path, said, promised))
    said = f"no plan backs {database.logical_id} up"
    source = Source(Origin.TEMPLATE, said, "nowhere")
    return (Term("snapshots", None, source, Standing.ENDLESS, fix="Give it a third copy."),)


def _terms(plan: Resource, path: str, said: Said, promised: timedelta) -> Iterator[Term]:
    written = text(said.get("ScheduleExpression", _DAILY))
    every = _interval(written)
    told = f"snapshots at {written}"
    if promised < 2 * HOUR:
        # hourly is the most AWS Backup takes, and a start window the least it gives: 60 min each
        told += f"; even hourly, with an hour to start in, they miss {text(promised)}"
    schedule = in_template(plan, f"{path}.ScheduleExpression", told)
    yield Term("interval", every, schedule, Standing.COUNTED if every else Standing.OPEN)
    for name, key, default, meaning in (
        ("start window", "StartWindowMinutes", _START, "the latest that one may start"),
        ("completion", "CompletionWindowMinutes", _COMPLETE, "the longest that one may take"),
    ):
        time = (whole(said.get(key)) or default) * MINUTE
        yield Term(name, time, in_template(plan, f"{path}.{key}", meaning))


def out_of_reach(grounds: Grounds, database: Resource) -> Term:
    """Whether a vault that holds the snapshots can be emptied with the account's own rights."""
    locks = [
        (vault, mapping(vault.properties.get("LockConfiguration")))
        for plan in plans_for(grounds.seen.stage, database)
        for kept in kept_by(plan)
        if (vault := vault_of(grounds.seen.stage, kept, plan)) is not None
    ]
    for vault, lock in locks:
        if days := whole(lock.get("ChangeableForDays")):
            said = f"nobody can lift its lock {days} days after the deployment"
            return _locked(vault, "LockConfiguration.ChangeableForDays", said, NOTHING)
    for vault, lock in locks:
        if whole(lock.get("MinRetentionDays")):
            said = "its lock never becomes final: only the account tells who may lift it"
            return _locked(vault, "LockConfiguration", said, None)
    source = Source(Origin.TEMPLATE, "no vault with the snapshots is locked", "nowhere")
    return Term("lock", None, source, Standing.ENDLESS, fix="Lock the vault.")


def _locked(vault: Resource, path: str, said: str, time: timedelta | None) -> Term:
    source = in_template(vault, f"Properties.{path}", said)
    standing = Standing.OPEN if time is None else Standing.COUNTED
    return Term("lock", time, source, standing, fix="Set third_copy.lock_final_after.")


@cache
def _interval(written: str) -> timedelta | None:
    """The longest time between two runs; None for what AWS Backup would not take."""
    try:
        schedule = read(written, BACKUP)
    except Refusal:
        return None
    if isinstance(schedule, Rate):
        return schedule.every
    daily = isinstance(schedule, Cron) and schedule.every_day
    runs = list(schedule.between(_DAY_ONE, _DAY_ONE + (2 * DAY if daily else _LONG)))
    return max((after - before for before, after in pairwise(runs)), default=None)
