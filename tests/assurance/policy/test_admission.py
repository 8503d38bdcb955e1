"""Whether a policy admits a publisher: pairs that differ in exactly the thing tested."""

from typing import Any

import pytest

from assurance.assembly import Json
from assurance.policy import Answer, Request, Role, Service, admit, admit_role

ACCOUNT = "111122223333"
ALARM = f"arn:aws:cloudwatch:us-east-1:{ACCOUNT}:alarm:api-errors"
TOPIC = f"arn:aws:sns:us-east-1:{ACCOUNT}:p1"
ROLE = f"arn:aws:iam::{ACCOUNT}:role/beat"
Statement = dict[str, Any]

PUBLISH = Request(
    Service("cloudwatch.amazonaws.com"),
    "sns:Publish",
    (TOPIC,),
    {"aws:SourceAccount": (ACCOUNT,), "aws:SourceArn": (ALARM,)},
)
ALLOW: Statement = {
    "Effect": "Allow",
    "Principal": {"Service": "cloudwatch.amazonaws.com"},
    "Action": "sns:Publish",
    "Resource": TOPIC,
}


def policy(*statements: Statement) -> dict[str, Any]:
    return {"Version": "2012-10-17", "Statement": list(statements)}


def answer(*statements: Statement, request: Request = PUBLISH) -> Answer:
    return admit(policy(*statements), request).answer


def test_a_plain_grant_admits() -> None:
    assert answer(ALLOW) is Answer.ADMITTED


@pytest.mark.parametrize(
    "part",
    [
        {"Principal": {"Service": "events.amazonaws.com"}},
        {"Principal": {"AWS": f"arn:aws:iam::{ACCOUNT}:root"}},
        {"Action": "sns:Subscribe"},
        {"Resource": f"{TOPIC}2"},
        {"Effect": "Deny"},
    ],
)
def test_a_grant_that_is_about_something_else_does_not_admit(part: Statement) -> None:
    assert answer({**ALLOW, **part}) is Answer.REFUSED


@pytest.mark.parametrize(
    "part",
    [
        {"Principal": "*"},
        {"Principal": {"AWS": "*"}},
        {"Principal": {"Service": ["events.amazonaws.com", "cloudwatch.amazonaws.com"]}},
        {"Action": ["sns:Subscribe", "SNS:Pub*"]},
        {"Resource": "*"},
        {"Resource": f"arn:aws:sns:*:{ACCOUNT}:p?"},
    ],
)
def test_wildcards_lists_and_the_case_of_actions_are_read(part: Statement) -> None:
    assert answer({**ALLOW, **part}) is Answer.ADMITTED


@pytest.mark.parametrize(
    ("element", "admitted", "refused"),
    [
        ("Principal", {"Service": "events.amazonaws.com"}, {"Service": "cloudwatch.amazonaws.com"}),
        ("Action", "sns:Subscribe", "sns:*"),
        ("Resource", f"{TOPIC}2", TOPIC),
    ],
)
def test_a_not_element_means_everything_but(
    element: str, admitted: object, refused: object
) -> None:
    rest = {key: value for key, value in ALLOW.items() if key != element}
    assert answer({**rest, f"Not{element}": admitted}) is Answer.ADMITTED
    assert answer({**rest, f"Not{element}": refused}) is Answer.REFUSED


@pytest.mark.parametrize(
    ("operator", "key", "holds", "fails"),
    [
        ("StringEquals", "aws:SourceAccount", ACCOUNT, "999999999999"),
        ("StringEquals", "AWS:sourceaccount", [ACCOUNT, "999999999999"], ["999999999999"]),
        ("StringNotEquals", "aws:SourceAccount", "999999999999", ACCOUNT),
        ("StringEqualsIgnoreCase", "aws:SourceArn", ALARM.upper(), TOPIC),
        ("StringLike", "aws:SourceArn", "arn:aws:cloudwatch:*", "arn:aws:events:*"),
        (
            "ArnLike",
            "aws:SourceArn",
            f"arn:aws:cloudwatch:*:{ACCOUNT}:alarm:*",
            "arn:aws:cloudwatch:*:9:alarm:*",
        ),
        ("ArnEquals", "aws:SourceArn", ALARM, f"{ALARM}2"),
        ("ArnNotLike", "aws:SourceArn", "arn:aws:cloudwatch:*:9:alarm:*", ALARM),
        ("Bool", "aws:SecureTransport", "true", "false"),
        ("Bool", "aws:PrincipalIsAWSService", True, False),
        ("Null", "aws:PrincipalOrgID", "true", "false"),
        ("StringEqualsIfExists", "aws:SourceAccount", ACCOUNT, "999999999999"),
        ("ForAnyValue:StringEquals", "aws:SourceAccount", [ACCOUNT], ["999999999999"]),
    ],
)
def test_a_condition_admits_only_while_it_holds(
    operator: str, key: str, holds: object, fails: object
) -> None:
    assert answer({**ALLOW, "Condition": {operator: {key: holds}}}) is Answer.ADMITTED
    assert answer({**ALLOW, "Condition": {operator: {key: fails}}}) is Answer.REFUSED


def test_a_key_that_a_service_never_carries_fails_plainly_and_passes_if_exists() -> None:
    organisation = {"aws:PrincipalOrgID": "o-1"}
    assert answer({**ALLOW, "Condition": {"StringEquals": organisation}}) is Answer.REFUSED
    assert answer({**ALLOW, "Condition": {"StringEqualsIfExists": organisation}}) is Answer.ADMITTED


def test_every_condition_of_a_statement_has_to_hold() -> None:
    both = {
        "StringEquals": {"aws:SourceAccount": ACCOUNT},
        "ArnLike": {"aws:SourceArn": "arn:aws:events:*:*:rule/*"},
    }
    assert answer({**ALLOW, "Condition": both}) is Answer.REFUSED


DENY: Statement = {"Effect": "Deny", "Principal": "*", "Action": "sns:*", "Resource": "*"}


def test_a_deny_beats_every_grant() -> None:
    assert answer(ALLOW, DENY) is Answer.REFUSED


def test_a_deny_of_what_the_request_is_not_lets_it_pass() -> None:
    without_tls = {"Bool": {"aws:SecureTransport": "false"}}
    assert answer(ALLOW, {**DENY, "Condition": without_tls}) is Answer.ADMITTED


def test_a_deny_that_may_apply_counts() -> None:
    somewhere = {"StringEquals": {"aws:SourceOrgID": "o-1"}}
    admission = admit(policy(ALLOW, {**DENY, "Condition": somewhere}), PUBLISH)
    assert admission.answer is Answer.REFUSED
    assert "may deny" in admission.because


@pytest.mark.parametrize(
    "broken",
    [
        {**ALLOW, "Effect": "Perhaps"},
        {**ALLOW, "Condition": {"DateGreaterThan": {"aws:SourceAccount": ACCOUNT}}},
        {**ALLOW, "Condition": "${Fn::If([])}"},
        {**ALLOW, "Principal": "cloudwatch.amazonaws.com"},
        {**ALLOW, "Principals": {"Service": "cloudwatch.amazonaws.com"}},
        {key: value for key, value in ALLOW.items() if key != "Principal"},
        {key: value for key, value in ALLOW.items() if key != "Resource"},
    ],
)
def test_what_cannot_be_read_is_never_a_grant(broken: Statement) -> None:
    admission = admit(policy(broken), PUBLISH)
    assert admission.answer is Answer.UNREADABLE
    assert admission.because


@pytest.mark.parametrize("document", [None, "${Fn::If([])}", [], {"Version": "2012-10-17"}])
def test_what_is_no_policy_is_unreadable(document: Json) -> None:
    assert admit(document, PUBLISH).answer is Answer.UNREADABLE


def test_equal_references_are_the_same_resource_and_different_ones_are_not() -> None:
    asked = Request(PUBLISH.principal, "sns:Publish", ("${paging.P1}",), PUBLISH.given)
    assert answer({**ALLOW, "Resource": "${paging.P1}"}, request=asked) is Answer.ADMITTED
    assert answer({**ALLOW, "Resource": "${paging.P2}"}, request=asked) is Answer.REFUSED


def test_an_arn_with_an_unknown_name_fits_a_pattern_around_it_and_no_literal() -> None:
    source = {"aws:SourceArn": (f"arn:aws:cloudwatch:us-east-1:{ACCOUNT}:alarm:${{app.A}}",)}
    asked = Request(PUBLISH.principal, "sns:Publish", (TOPIC,), source)
    for wanted, said in (("alarm:*", Answer.ADMITTED), ("alarm:api", Answer.REFUSED)):
        condition = {
            "ArnLike": {"aws:SourceArn": f"arn:aws:cloudwatch:us-east-1:{ACCOUNT}:{wanted}"}
        }
        assert answer({**ALLOW, "Condition": condition}, request=asked) is said


def test_the_refusal_names_the_condition_that_fails() -> None:
    fenced = {**ALLOW, "Sid": "Alarms", "Condition": {"StringEquals": {"aws:SourceAccount": "9"}}}
    because = admit(policy(fenced), PUBLISH).because
    assert (
        because
        == "Alarms lets cloudwatch.amazonaws.com sns:Publish only if StringEquals aws:SourceAccount 9"
    )


BEAT = Request(Role((ROLE,), ACCOUNT), "sns:Publish", (TOPIC,))
MAY: Statement = {"Effect": "Allow", "Action": "sns:Publish", "Resource": TOPIC}
ROOT: Statement = {**MAY, "Principal": {"AWS": f"arn:aws:iam::{ACCOUNT}:root"}}


@pytest.mark.parametrize(
    ("of_resource", "of_role", "delegated", "said"),
    [
        ([], [MAY], False, Answer.ADMITTED),
        ([], [], False, Answer.REFUSED),
        ([{**MAY, "Principal": {"AWS": ROLE}}], [], False, Answer.ADMITTED),
        ([{**DENY, "Principal": {"AWS": ROLE}}], [MAY], False, Answer.REFUSED),
        ([{**MAY, "Principal": {"AWS": ROLE}}], [{**MAY, "Effect": "Deny"}], False, Answer.REFUSED),
        ([ROOT], [MAY], True, Answer.ADMITTED),
        ([{**ROOT, "Principal": {"AWS": "999999999999"}}], [MAY], True, Answer.REFUSED),
        (
            [],
            [{**MAY, "Condition": {"DateLessThan": {"aws:CurrentTime": "2027-01-01"}}}],
            False,
            Answer.UNREADABLE,
        ),
    ],
)
def test_a_role_passes_by_its_own_policies_or_by_name(
    of_resource: list[Statement], of_role: list[Statement], delegated: bool, said: Answer
) -> None:
    admission = admit_role(policy(*of_resource), [policy(*of_role)], BEAT, delegated=delegated)
    assert admission.answer is said
