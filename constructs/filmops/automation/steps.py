"""The few actions our runbooks are made of."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import timedelta

from filmops.automation.document import Output, Step

ANSWER = timedelta(hours=1)
"""How long a request for approval waits. A recovery of four hours cannot wait for the default, 7 days."""


@dataclass(frozen=True, slots=True)
class Approval:
    """Who may approve (an IAM role's ARN), and the topic that tells them."""

    approver: str
    topic: str


def call(
    name: str,
    service: str,
    api: str,
    *,
    says: str,
    outputs: Sequence[Output] = (),
    follow: str | None = None,
    ends: bool = False,
    **inputs: object,
) -> Step:
    """One call of an AWS API; `inputs` are the request's members."""
    return Step(
        name,
        "aws:executeAwsApi",
        {"Service": service, "Api": api, **inputs},
        description=says,
        outputs=outputs,
        follow=follow,
        ends=ends,
    )


def wait(
    name: str,
    service: str,
    api: str,
    *,
    says: str,
    selector: str,
    until: Sequence[str],
    at_most: timedelta,
    **inputs: object,
) -> Step:
    """Ask again and again until a property of the answer has one of the values."""
    asked = {"Service": service, "Api": api, "PropertySelector": selector}
    return Step(
        name,
        "aws:waitForAwsResourceProperty",
        {**asked, "DesiredValues": list(until), **inputs},
        description=says,
        at_most=at_most,
    )


def check(
    name: str,
    service: str,
    api: str,
    *,
    says: str,
    selector: str,
    wanted: Sequence[str],
    **inputs: object,
) -> Step:
    """Fail unless a property of the answer has one of the values."""
    asked = {"Service": service, "Api": api, "PropertySelector": selector}
    return Step(
        name,
        "aws:assertAwsResourceProperty",
        {**asked, "DesiredValues": list(wanted), **inputs},
        description=says,
    )


def approve(name: str, approval: Approval, message: str) -> Step:
    """Wait for somebody to approve; nobody's answer is a refusal."""
    return Step(
        name,
        "aws:approve",
        {
            "NotificationArn": approval.topic,
            "Message": message,
            "MinRequiredApprovals": 1,
            "Approvers": [approval.approver],
        },
        at_most=ANSWER,
    )


def pause(name: str, says: str, minutes: int) -> Step:
    """Wait: RDS still says available for a while after it was told to change something."""
    return Step(name, "aws:sleep", {"Duration": f"PT{minutes}M"}, description=says)


def branch(name: str, parameter: str, equals: Mapping[str, str], otherwise: str) -> Step:
    """Go on at another step where the parameter has one of the values."""
    choices = [
        {"NextStep": step, "Variable": f"{{{{ {parameter} }}}}", "StringEquals": value}
        for value, step in equals.items()
    ]
    return Step(name, "aws:branch", {"Choices": choices, "Default": otherwise})
