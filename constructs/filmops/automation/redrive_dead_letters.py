"""Jobs that were given up, moved back into their queue."""

from collections.abc import Sequence
from datetime import timedelta

from filmops.automation.document import Document, Output, Parameter
from filmops.automation.steps import call, wait

PER_SECOND = 5
"""Slow enough to cancel before the workers are flooded, and to see whether jobs come back."""


def redrive_dead_letters(name: str, queues: str, letters: Sequence[str]) -> Document:
    """Only the dead-letter queues named; `queues` is how the ARNs of queues begin."""
    arn = f"{queues}{{{{ Queue }}}}"
    return Document(
        name=name,
        description=(
            "Jobs lie in a dead-letter queue and their cause is repaired: moves them back into the "
            f"queue they came from, {PER_SECOND} a second. A job that comes back is broken itself: leave it."
        ),
        parameters=(Parameter("Queue", "The dead-letter queue", None, allowed=letters),),
        steps=(
            call(
                "move",
                "sqs",
                "StartMessageMoveTask",
                says="Begins to move the messages",
                outputs=(Output("Task", "$.TaskHandle"),),
                SourceArn=arn,
                MaxNumberOfMessagesPerSecond=PER_SECOND,
            ),
            wait(
                "waitMoved",
                "sqs",
                "ListMessageMoveTasks",
                says="Waits until every message is moved",
                selector="$.Results[0].Status",
                until=["COMPLETED", "FAILED", "CANCELLED"],
                at_most=timedelta(hours=2),
                SourceArn=arn,
                MaxResults=1,
            ),
            call(
                "count",
                "sqs",
                "ListMessageMoveTasks",
                says="Counts what was moved",
                outputs=(
                    Output("Status", "$.Results[0].Status"),
                    Output("Moved", "$.Results[0].ApproximateNumberOfMessagesMoved", "Integer"),
                ),
                ends=True,
                SourceArn=arn,
                MaxResults=1,
            ),
        ),
        outputs=("count.Status", "count.Moved"),
    )
