"""The role for an emergency: with a second factor, bounded, and never taken unheard."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import timedelta

from assurance.assembly import Json, Resource
from assurance.assembly.values import dig, items, mapping, text
from assurance.policy import Request, Role, admit_role
from assurance.policy.simulation import ADMINISTRATOR, Simulated
from assurance.proof.access.never import NEVER
from assurance.proof.access.seen import Access
from assurance.proof.paging.event_pages import EventPage, event_pages
from assurance.proof.paging.event_pattern import matches
from assurance.proof.rule import Finding, at, rule

SECTION = "Getting Started"
WITH_READS = "ENABLED_WITH_ALL_CLOUDTRAIL_MANAGEMENT_EVENTS"
"""CloudTrail counts AssumeRole as reading: an ordinary rule hears nothing of it
(EventBridge user guide, eb-service-event-cloudtrail-management)."""
LONGEST = timedelta(hours=1)
_TAKES_OFF = ("iam:DeleteRolePolicy", "iam:DetachRolePolicy")
_CALLER: Json = {
    "Statement": [{"Effect": "Allow", "Action": "sts:AssumeRole", "Resource": "*"}],
}


@rule(
    "access.second_factor",
    SECTION,
    "nobody becomes administrator without a second factor, or for longer than an hour",
    "administrators",
)
def second_factor(access: Access) -> Iterator[Finding]:
    """Taken by somebody whom the account lets: refused without the factor, let in with it."""
    for role in access.administrators():
        fix = (
            "Ask for aws:MultiFactorAuthPresent in the role's trust, and end a session in an hour."
        )
        yield Finding(at(role, "Properties.AssumeRolePolicyDocument"), _trust_fault(role), fix)


def _trust_fault(role: Resource) -> str:
    seconds = role.properties.get("MaxSessionDuration", LONGEST.total_seconds())
    if float(text(seconds)) > LONGEST.total_seconds():
        return f"{role.logical_id} lasts {float(text(seconds)):.0f} s"
    if _let_in(role, factor=False):
        return f"{role.logical_id} can be taken without a second factor"
    if not _let_in(role, factor=True):
        return f"{role.logical_id} cannot be taken at all"
    return ""


def _let_in(role: Resource, *, factor: bool) -> bool:
    who = Role((f"arn:aws:iam::{role.stack.account}:user/somebody",), role.stack.account)
    given = {
        "aws:MultiFactorAuthPresent": ("true",) if factor else ("false",),
        "aws:MultiFactorAuthAge": ("60",) if factor else None,
        "aws:RequestedRegion": (role.stack.region,),
    }
    request = Request(who, "sts:AssumeRole", role.arns, given)
    trust = role.properties.get("AssumeRolePolicyDocument")
    return admit_role(_about(trust), [_CALLER], request, delegated=True).admitted


def _about(trust: Json) -> Json:
    """A trust policy names no resource: it stands on the role itself."""
    stated = [mapping(one) for one in items(dig(trust, "Statement"))]
    return {"Statement": [{"Resource": "*", **one} for one in stated]}


@rule(
    "access.bounded",
    SECTION,
    f"an administrator is refused {len(NEVER)} actions that leave a door, cut the page or delete a copy",
    "administrators",
)
def bounded(access: Access) -> Iterator[Finding]:
    """What the role is denied, by its boundary or by policies that it cannot take off itself."""
    for role in access.administrators():
        who: Simulated = access.simulated(role)
        may = [action for action in NEVER if not _refused(who, action)]
        if not may and not _by_its_boundary(who):
            may = [
                f"{one} of itself" for one in _TAKES_OFF if not who.may_not(one, who.role.arns[0])
            ]
        fault = f"{role.logical_id} may {', '.join(may)}" if may else ""
        yield Finding(
            at(role), fault, "Deny it in a policy of the role, or in its permissions boundary."
        )


def _refused(who: Simulated, action: str) -> bool:
    """On everything, and on one thing by its name: a Deny of all but some refuses the first alone."""
    one = f"arn:aws:{action.partition(':')[0]}:us-east-1:{who.role.account}:some/thing"
    return who.may_not(action) and who.may_not(action, one)


def _by_its_boundary(who: Simulated) -> bool:
    """Whether the boundary alone denies it all, whatever becomes of the role's policies."""
    alone = replace(who, policies=(ADMINISTRATOR,))
    return all(_refused(alone, action) for action in NEVER)


@rule(
    "access.heard",
    SECTION,
    "taking the role of an administrator pages at once",
    "administrators and the Regions in which they can be taken",
)
def heard(access: Access) -> Iterator[Finding]:
    """In each Region whose STS may be asked, a rule that hears of it and pages."""
    pages = list(event_pages(access.stage))
    regions = dict.fromkeys(stack.region for stack in access.stage.stacks)
    for role in access.administrators():
        for region in regions if pages else ():
            hears = [one for one in pages if one.rule.stack.region == region and _hears(one, role)]
            fault = "" if hears else f"{region}: nobody hears that {role.logical_id} is taken"
            fix = f"Page on AssumeRole of the role by a rule of the Region that is {WITH_READS}."
            yield Finding(at(hears[0].rule if hears else role), fault, fix)


def _hears(page: EventPage, role: Resource) -> bool:
    arn = f"arn:aws:iam::{role.stack.account}:role/{text(role.properties.get('RoleName'))}"
    event: Json = {
        "source": "aws.sts",
        "detail-type": "AWS API Call via CloudTrail",
        "detail": {
            "eventSource": "sts.amazonaws.com",
            "eventName": "AssumeRole",
            "requestParameters": {"roleArn": arn, "roleSessionName": "night"},
        },
    }
    reads = page.rule.properties.get("State") == WITH_READS
    return reads and matches(page.rule.properties.get("EventPattern"), event)


RULES = (second_factor, bounded, heard)
