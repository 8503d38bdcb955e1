"""The runbooks instead of production: restore, promote, and the way back."""

from aws_cdk import aws_kms as kms

from filmops.automation import rights
from filmops.automation.approver import Approver
from filmops.automation.copiers import BatchRole, WayBackRole
from filmops.automation.fail_back_media import WayBack, fail_back_media
from filmops.automation.promote_replica import promote_replica
from filmops.automation.restore_in_recovery import restore_in_recovery
from filmops.automation.runbook import Runbook
from filmops.replica import bucket_arn
from stacks.adopted import media_bucket
from stacks.shelf import NAMED, Shelf, hands, jobs, runs_jobs


def recovery_runbooks(shelf: Shelf, media_key: kms.Key) -> None:
    """Every runbook that works in the recovery Region, and who approves it."""
    stack, names, target = shelf.stack, shelf.names, shelf.target
    Approver(stack, "Approver", names=names)
    asks = rights.asks(shelf.approval, shelf.asking_key)
    Runbook(
        stack,
        "RestoreInRecovery",
        document=restore_in_recovery(names.of("restore-in-recovery"), target, shelf.approval),
        may=[*rights.restores(stack, target), *asks],
        wildcards=rights.restored_wildcards(stack, target),
        reason=NAMED,
    )
    Runbook(
        stack,
        "PromoteReplica",
        document=promote_replica(names.of("promote-replica"), target, shelf.approval),
        may=[*rights.promotes(stack, target), *asks],
        wildcards=[rights.instances(stack, target)],
        reason=NAMED,
    )
    _fail_back_media(shelf, media_key)


def _fail_back_media(shelf: Shelf, key: kms.Key) -> None:
    stack, names, region = shelf.stack, shelf.names, shelf.environment.primary_region
    replica = media_bucket(shelf.environment, names, stack.region)
    original = media_bucket(shelf.environment, names, region)
    batch = BatchRole(stack, "ReplicatingBack", bucket=replica)
    copier = WayBackRole(
        stack,
        "WayBack",
        replica=replica,
        original=original,
        key=key,
        alias=names.of("media"),
        region=region,
    )
    way = WayBack(stack.account, replica, original, region, copier.role_arn, batch.role_arn)
    Runbook(
        stack,
        "FailBackMedia",
        document=fail_back_media(names.of("fail-back-media"), way, shelf.approval),
        may=[
            *runs_jobs(stack, replica, batch),
            rights.allow(["s3:PutReplicationConfiguration"], [bucket_arn(replica)]),
            hands(copier, "s3.amazonaws.com"),
            *rights.asks(shelf.approval, shelf.asking_key),
        ],
        wildcards=[jobs(stack)],
        reason=NAMED,
    )
