"""To say in Slack what happened to a deployment.

The topic is that of the mildest severity Slack shows. AWS shows what it did not write itself in
its own form: https://docs.aws.amazon.com/chatbot/latest/adminguide/custom-notifs.html
"""

import json
from typing import Protocol

from environments import Environment
from promises import Channel, Level


class Topics(Protocol):
    """The one call of SNS's client that is made here."""

    def publish(self, *, TopicArn: str, Message: str) -> object:  # noqa: N803 (boto3's own names)
        """Publish a message."""
        ...


def topic(environment: Environment) -> str:
    """The ARN of what nobody is woken for and Slack shows."""
    severities = environment.handbook.severities
    level = [one for one in Level if Channel.SLACK in severities[one].channels][-1]
    place = f"{environment.primary_region}:{environment.account}"
    return f"arn:aws:sns:{place}:{environment.prefix}-{level.lower()}"


def tell(sns: Topics, environment: Environment, title: str, text: str) -> None:
    """Show a message in the environment's channel."""
    content = {"textType": "client-markdown", "title": title, "description": text}
    message = {"version": "1.0", "source": "custom", "content": content}
    sns.publish(TopicArn=topic(environment), Message=json.dumps(message))


def rolled_back(environment: Environment, back: str, left: str | None) -> tuple[str, str]:
    """The words for a rollback to a commit: title and text.

    `left` is the commit whose watch a guard ended; None where none did, and somebody asked for it.
    """
    steps = environment.handbook.change.rollback
    why = f"A guard tripped while {left[:12]} was watched" if left else "It was asked for by hand"
    title = f":rewind: {environment.name} was rolled back"
    return title, f"{why}; {back[:12]} is deployed again. Next: {steps.verify}. {steps.review}."
