"""Putting a message on an SQS queue from inside the emulator."""

from collections.abc import Mapping

from local import hooks


def put(queue_arn: str, body: str, attributes: Mapping[str, str], source_arn: str) -> bool:
    """Put it there on behalf of a source; False when there is no such queue."""
    _, _, _, region, account, _ = queue_arn.split(":")
    with hooks.SCOPE.get()(account, region):
        if hooks.QUEUE.get()(queue_arn) is None:
            return False
        typed = {
            name: {"DataType": "String", "StringValue": text} for name, text in attributes.items()
        }
        # as SNS delivers a raw message: the body as it is, the attributes as SQS's own
        hooks.TO_QUEUE.get()(
            queue_arn, body, True, body, message_attributes=typed, topic_arn=source_arn
        )
    return True
