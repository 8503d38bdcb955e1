"""To say in Slack what happened to a deployment.

The topic is that of the mildest severity Slack shows. AWS shows what it did not write itself in
its own form: https://docs.aws.amazon.com/chatbot/latest/adminguide/custom-notifs.html
"""

import json
from typing import Protocol

from delivery.course import Course, Step
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


def publish(sns: Topics, environment: Environment, title: str, text: str) -> None:
    """Show a message in the environment's channel."""
    content = {"textType": "client-markdown", "title": title, "description": text}
    message = {"version": "1.0", "source": "custom", "content": content}
    sns.publish(TopicArn=topic(environment), Message=json.dumps(message))


def words(environment: Environment, course: Course) -> tuple[str, str]:
    """What is said of a deployment that did not end well: title and text."""
    name, head = environment.name, course.head[:12]
    steps = environment.handbook.change.rollback
    by_hand = f"`make rollback ENV={name}`"
    match course.step:
        case Step.SHIPPING:
            title = f":x: {name}: the deployment of {head} FAILED"
            text = "CloudFormation takes back the stack that failed; those before it have changed. "
            text += f"Mend and deploy again, or {by_hand}."
        case Step.SHIPPED:
            title = f":warning: {name}: {head} is deployed, and was not watched to a verdict"
            text = f"Nothing was rolled back. Look, then `make watch ENV={name}` or {by_hand}."
        case Step.TRIPPED:
            title = f":rotating_light: {name}: a guard tripped, {head} was NOT rolled back"
            text = f"Next: {by_hand}."
        case Step.GOING_BACK:
            title = f":rotating_light: {name}: the ROLLBACK FAILED"
            text = f"{_why(course)}; {_failed(course)}. Go on by hand: {by_hand}."
        case Step.BACK:
            title = f":rewind: {name} was rolled back"
            text = f"{_why(course)}; {course.back[:12]} is deployed again. "
            text += "main still has the change: revert it, or the next merge deploys it again. "
            text += f"Next: {steps.verify}. {steps.review}."
        case Step.GOOD:
            title = f":white_check_mark: {name}: {head} is deployed"
            text = "No guard tripped while it was watched."
    return title, text


def _why(course: Course) -> str:
    if course.by_guard:
        return f"A guard tripped while {course.head[:12]} was watched"
    return "It was asked for by hand"


def _failed(course: Course) -> str:
    if course.back:
        return f"{course.back[:12]} could not be deployed again"
    return "no commit is known that it could go back to"
