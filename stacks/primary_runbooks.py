"""The runbooks beside production: what was destroyed, what failed, what was given up."""

from aws_cdk import ArnFormat

from filmops.automation import rights
from filmops.automation.copiers import BatchRole
from filmops.automation.redrive_dead_letters import redrive_dead_letters
from filmops.automation.replicate_failed_media import replicate_failed_media
from filmops.automation.restore_beside import restore_beside
from filmops.automation.runbook import Runbook
from filmops.replica import bucket_arn
from stacks.adopted import media_bucket
from stacks.platform import name_of
from stacks.shelf import NAMED, Shelf, jobs, runs_jobs


def primary_runbooks(shelf: Shelf) -> None:
    """Every runbook that works in the primary Region; none touches what is there."""
    Runbook(
        shelf.stack,
        "RestoreBeside",
        document=restore_beside(shelf.names.of("restore-beside"), shelf.target),
        may=rights.restores(shelf.stack, shelf.target),
        wildcards=rights.restored_wildcards(shelf.stack, shelf.target),
        reason=NAMED,
    )
    _replicate_failed_media(shelf)
    _redrive_dead_letters(shelf)


def _replicate_failed_media(shelf: Shelf) -> None:
    stack = shelf.stack
    bucket = media_bucket(shelf.environment, shelf.names, stack.region)
    batch = BatchRole(stack, "Replicating", bucket=bucket)
    Runbook(
        stack,
        "ReplicateFailedMedia",
        document=replicate_failed_media(
            shelf.names.of("replicate-failed-media"),
            account=stack.account,
            bucket=bucket_arn(bucket),
            role=batch.role_arn,
        ),
        may=runs_jobs(stack, bucket, batch),
        wildcards=[jobs(stack)],
        reason=NAMED,
    )


def _redrive_dead_letters(shelf: Shelf) -> None:
    stack = shelf.stack
    given_up = {
        name_of(stack, queue.dead_letters): name_of(stack, queue.name)
        for queue in shelf.environment.platform.queues.values()
        if queue.dead_letters
    }
    if not given_up:
        return

    def arn(name: str) -> str:
        return stack.format_arn(service="sqs", resource=name, arn_format=ArnFormat.NO_RESOURCE_NAME)

    moves = ("StartMessageMoveTask", "ListMessageMoveTasks", "ReceiveMessage", "DeleteMessage")
    takes = [f"sqs:{action}" for action in (*moves, "GetQueueAttributes")]
    Runbook(
        stack,
        "RedriveDeadLetters",
        document=redrive_dead_letters(
            shelf.names.of("redrive-dead-letters"), arn(""), list(given_up)
        ),
        may=[
            rights.allow(takes, [arn(letters) for letters in given_up]),
            rights.allow(["sqs:SendMessage"], [arn(queue) for queue in given_up.values()]),
        ],
    )
