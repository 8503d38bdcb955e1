"""What a runbook that restores must pass, whom it must ask, and what it may never do."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from assurance.assembly.values import dig
from assurance.proof.paging import roles
from assurance.proof.recovery.documents import Step, documents_of
from assurance.proof.recovery.figures import is_true, whole
from assurance.proof.recovery.rules.promised import DAY
from assurance.proof.recovery.seen import Seen
from assurance.proof.rule import Finding, at, rule

RECOVERY = "Disaster Recovery"
RESTORE, PROMOTE = "rds:RestoreDBInstanceToPointInTime", "rds:PromoteReadReplica"
MODIFY = "rds:ModifyDBInstance"
UNDOABLE = (PROMOTE, "s3:PutBucketReplication", "s3:DeleteBucketReplication")
GROUPS = ("DBParameterGroupName", "VpcSecurityGroupIds")
DESTROYS = ("rds:DeleteDBInstance", "rds:DeleteDBInstanceAutomatedBackup")


@rule(
    "recovery.runbooks.protected",
    RECOVERY,
    "what a runbook restores or promotes is kept and guarded like production",
    "steps that restore or promote",
)
def protected(seen: Seen) -> Iterator[Finding]:
    """AWS defaults to one day, no protection, the VPC's own group and no TLS."""
    fix = (
        f"Pass BackupRetentionPeriod {_days(seen)}, DeletionProtection true, DBSubnetGroupName, "
        "DBParameterGroupName and VpcSecurityGroupIds; after a promotion by ModifyDBInstance."
    )
    for _, steps in documents_of(seen.stage):
        for step in steps:
            if step.calls == RESTORE:
                needed = ("DBSubnetGroupName", *GROUPS)
                yield Finding(at(step.document, step.path), _unsafe(seen, step, needed), fix)
            elif step.calls == PROMOTE:
                yield Finding(at(step.document, step.path), _unguarded(seen, step, steps), fix)


def _days(seen: Seen) -> int:
    return seen.handbook.recovery.backups.database.retention // DAY


def _unsafe(seen: Seen, step: Step, needed: Sequence[str]) -> str:
    return "; ".join((*_forgets(seen, step), *_open(step, needed)))


def _forgets(seen: Seen, step: Step) -> Iterator[str]:
    days = whole(step.inputs.get("BackupRetentionPeriod"))
    if days is None or days < _days(seen):
        yield f"{step.name} keeps backups {days or 'as long as AWS likes, not'} {_days(seen)} days"


def _open(step: Step, needed: Sequence[str]) -> Iterator[str]:
    if not is_true(step.inputs.get("DeletionProtection")):
        yield f"{step.name} leaves deletion protection off"
    for group in needed:
        if not step.inputs.get(group):
            yield f"{step.name} leaves {group} to AWS"


def _unguarded(seen: Seen, promotion: Step, steps: Sequence[Step]) -> str:
    later = [one for one in steps[promotion.place + 1 :] if one.calls == MODIFY]
    if not later:
        return f"{promotion.name}: nothing protects the database afterwards"
    return "; ".join((*_forgets(seen, promotion), *_open(later[0], GROUPS)))


@rule(
    "recovery.runbooks.approved",
    RECOVERY,
    "nobody fails over, promotes or fails back alone",
    "steps that cannot be undone",
)
def approved(seen: Seen) -> Iterator[Finding]:
    """An approval by somebody stands before each of them, in the same document."""
    for _, steps in documents_of(seen.stage):
        for step in steps:
            far = step.calls == RESTORE and "SourceDBInstanceAutomatedBackupsArn" in step.inputs
            if step.calls in UNDOABLE or far:
                asked = any(_asks(one) for one in steps[: step.place])
                fault = "" if asked else f"{step.name} asks nobody"
                fix = "Put an aws:approve step with Approvers and a NotificationArn before it."
                yield Finding(at(step.document, step.path), fault, fix)


def _asks(step: Step) -> bool:
    given = step.inputs
    is_approval = step.said.get("action") == "aws:approve"
    return is_approval and bool(given.get("Approvers")) and bool(given.get("NotificationArn"))


@rule(
    "recovery.runbooks.rights",
    RECOVERY,
    "a runbook has a role of its own, which cannot delete a database",
    "runbooks",
)
def rights(seen: Seen) -> Iterator[Finding]:
    """Without one it would run with the rights of whoever starts it."""
    users: dict[str, str] = {}
    for document, _ in documents_of(seen.stage):
        role = seen.stage.resource(dig(dict(document.properties), "Content", "assumeRole"))
        fault = ""
        if role is None or not roles.trusts(role, "ssm.amazonaws.com"):
            fault = f"{document.logical_id} has no role that ssm.amazonaws.com may assume"
        elif first := users.get(role.path):
            fault = f"{document.logical_id} shares its role with {first}"
        else:
            users[role.path] = document.logical_id
            destroys = [
                action
                for action in DESTROYS
                for one in seen.databases
                if roles.may(seen.stage, role, action, *one.arns)
            ]
            fault = f"{role.logical_id} may {destroys[0]}" if destroys else ""
        fix = "Give the document an assumeRole of its own with the actions of its steps only."
        yield Finding(at(document), fault, fix)


RULES = (protected, approved, rights)
