"""What a role can and cannot do: pairs that differ in exactly the thing tested."""

from typing import Any

import pytest

from assurance.policy import Answer, Role
from assurance.policy.simulation import ADMINISTRATOR, Simulated

ACCOUNT = "111122223333"
ROLE = Role((f"arn:aws:iam::{ACCOUNT}:role/lab",), ACCOUNT)
QUEUE = f"arn:aws:sqs:us-east-1:{ACCOUNT}:jobs"
READ = {"Effect": "Allow", "Action": "sqs:ReceiveMessage", "Resource": QUEUE}
DENY = {"Effect": "Deny", "Action": "sqs:*", "Resource": "*"}
ALL = {"Effect": "Allow", "Action": "*", "Resource": "*"}


def policy(*statements: dict[str, Any]) -> dict[str, Any]:
    return {"Version": "2012-10-17", "Statement": list(statements)}


def may(*statements: dict[str, Any], boundary: Any = None, **given: tuple[str, ...]) -> bool:  # noqa: ANN401
    who = Simulated(ROLE, [policy(*statements)], boundary)
    return who.may("sqs:ReceiveMessage", QUEUE, given)


def test_what_nobody_allowed_is_refused() -> None:
    assert may(READ)
    assert not may({**READ, "Action": "sqs:SendMessage"})


def test_a_deny_wins_whatever_allows() -> None:
    assert not may(READ, ALL, DENY)


@pytest.mark.parametrize(
    ("boundary", "passes"),
    [
        (policy(ALL), True),
        (policy(READ), True),
        (policy({**READ, "Action": "sqs:SendMessage"}), False),
        (policy(ALL, DENY), False),
        (policy(), False),
    ],
)
def test_a_boundary_takes_away_and_gives_nothing(boundary: dict[str, Any], passes: bool) -> None:
    assert may(READ, boundary=boundary) is passes
    assert not may(boundary=policy(ALL))


def test_a_boundary_nobody_can_read_permits_nothing() -> None:
    who = Simulated(ROLE, [policy(READ)], "arn:aws:iam::111122223333:policy/elsewhere")
    asked = who.asked("sqs:ReceiveMessage", QUEUE)
    assert asked.answer is Answer.UNREADABLE
    assert not who.may("sqs:ReceiveMessage", QUEUE)
    assert not who.may_not("sqs:ReceiveMessage", QUEUE)


@pytest.mark.parametrize(
    ("condition", "given", "passes"),
    [
        ({"NumericLessThan": {"aws:MultiFactorAuthAge": "3600"}}, {"aws:MultiFactorAuthAge": "3599"}, True),
        ({"NumericLessThan": {"aws:MultiFactorAuthAge": "3600"}}, {"aws:MultiFactorAuthAge": "3600"}, False),
        ({"NumericLessThan": {"aws:MultiFactorAuthAge": "3600"}}, {}, False),
        ({"NumericGreaterThanEquals": {"s3:max-keys": "10"}}, {"s3:max-keys": "10"}, True),
        ({"Bool": {"aws:MultiFactorAuthPresent": "true"}}, {"aws:MultiFactorAuthPresent": "true"}, True),
        ({"Bool": {"aws:MultiFactorAuthPresent": "true"}}, {"aws:MultiFactorAuthPresent": "false"}, False),
    ],
)  # fmt: skip
def test_a_condition_decides(
    condition: dict[str, Any], given: dict[str, str], passes: bool
) -> None:
    carried = {key: (value,) for key, value in given.items()}
    assert may({**READ, "Condition": condition}, **carried) is passes


def test_a_number_only_the_deployment_knows_is_neither_yes_nor_no() -> None:
    condition = {"NumericLessThan": {"aws:MultiFactorAuthAge": "${Age}"}}
    who = Simulated(ROLE, [policy({**READ, "Condition": condition})])
    assert not who.may("sqs:ReceiveMessage", QUEUE, {"aws:MultiFactorAuthAge": ("60",)})


def test_an_administrator_may_everything_until_something_is_denied() -> None:
    assert Simulated(ROLE, [ADMINISTRATOR]).may("iam:CreateUser")
    assert Simulated(ROLE, [ADMINISTRATOR], policy(ALL, DENY)).may_not("sqs:PurgeQueue")
