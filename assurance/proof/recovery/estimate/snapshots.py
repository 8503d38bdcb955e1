"""How old a snapshot of AWS Backup can be: why the third copy carries no recovery point of an hour."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import timedelta

from assurance.assembly import Json, Resource
from assurance.assembly.values import mapping
from assurance.estimate import NOTHING, Origin, Source, Standing, Term
from assurance.proof.recovery.backup_plans import Said, kept_by, plans_for, rules_of, vault_of
from assurance.proof.recovery.estimate.grounds import Grounds, in_template
from assurance.proof.recovery.figures import whole
from promises import text

MINUTE, HOUR, DAY = timedelta(minutes=1), timedelta(hours=1), timedelta(days=1)
# https://docs.aws.amazon.com/aws-backup/latest/devguide/API_BackupRule.html: without a schedule
# daily; 8 h to start and 7 days to complete where nothing is said.
_DAILY, _START, _COMPLETE = "cron(0 5 ? * * *)", 480, 10080
_CRON = re.compile(r"cron\(\d+ (?P<hour>\S+) [*?] \* [*?] \*\)")
_RATE = re.compile(r"rate\((?P<count>\d+) (?P<unit>hour|day)s?\)")


def snapshot_terms(grounds: Grounds, database: Resource) -> tuple[Term, ...]:
    """The age of the newest snapshot, at worst: just before the next one is complete."""
    for plan in plans_for(grounds.seen.stage, database):
        for count, said in enumerate(rules_of(plan)):
            path = f"Properties.BackupPlan.BackupPlanRule.{count}"
            return tuple(_terms(plan, path, said, grounds.handbook.recovery.rpo))
    said = f"no plan backs {database.logical_id} up"
    source = Source(Origin.TEMPLATE, said, "nowhere")
    return (Term("snapshots", None, source, Standing.ENDLESS, fix="Give it a third copy."),)


def _terms(plan: Resource, path: str, said: Said, rpo: timedelta) -> Iterator[Term]:
    written = str(said.get("ScheduleExpression", _DAILY))
    every = _interval(written)
    # hourly is the most AWS Backup takes, and a start window the least it gives: 60 min each
    told = f"snapshots at {written}; even hourly, with an hour to start in, they miss {text(rpo)}"
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


def _interval(written: Json) -> timedelta | None:
    """The time between two runs, where it is the same every day."""
    if found := _RATE.fullmatch(text(written)):
        return int(found["count"]) * (HOUR if found["unit"] == "hour" else DAY)
    found = _CRON.fullmatch(text(written))
    if found is None:
        return None
    hour = found["hour"]
    if hour == "*":
        return HOUR
    step = hour.partition("/")[2]
    if step.isdecimal() and int(step) and not 24 % int(step):
        return int(step) * HOUR
    return DAY if hour.isdecimal() else None
