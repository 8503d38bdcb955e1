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


def rolled_back(environment: Environment, commit: str) -> tuple[str, str]:
    """The words for a rollback: title and text."""
    steps = environment.handbook.change.rollback
    again = f"A guard tripped while the deployment was watched; {commit[:12]} is deployed again."
    title = f":rewind: {environment.name} was rolled back"
    return title, f"{again} Next: {steps.verify}. {steps.review}."
