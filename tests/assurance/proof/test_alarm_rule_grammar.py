"""The rule of a composite alarm: whom it names, and who speaks through it."""

import pytest

from assurance.policy.unreadable import UnreadableError
from assurance.proof.paging.alarm_rule import mentions


@pytest.mark.parametrize(
    ("rule", "speaking", "silent"),
    [
        ("ALARM(a)", ["a"], []),
        ('ALARM("a, b")', ["a, b"], []),
        (r'ALARM("say \"no\"")', ['say "no"'], []),
        ("ALARM(a) OR (ALARM(b) AND NOT ALARM(c))", ["a", "b"], ["c"]),
        ("OK(a)", [], ["a"]),
        ("NOT OK(a)", ["a"], []),
        ("NOT (ALARM(a) OR OK(b))", ["b"], ["a"]),
        ("INSUFFICIENT_DATA(a)", [], ["a"]),
        ("AT_LEAST(2, ALARM, (a, b, c))", ["a", "b", "c"], []),
        ("AT_LEAST(50%, NOT ALARM, (a, b))", [], ["a", "b"]),
        ("ALARM(${app.A.Arn}) AND TRUE", ["${app.A.Arn}"], []),
        (
            "ALARM(arn:aws:cloudwatch:us-east-1:1:alarm:a)",
            ["arn:aws:cloudwatch:us-east-1:1:alarm:a"],
            [],
        ),
        ("FALSE", [], []),
        ("  ALARM ( a )  ", ["a"], []),
    ],
)
def test_a_rule_names_its_alarms(rule: str, speaking: list[str], silent: list[str]) -> None:
    found = mentions(rule)
    assert [one.alarm for one in found if one.speaks] == speaking
    assert [one.alarm for one in found if not one.speaks] == silent


@pytest.mark.parametrize(
    "rule",
    [
        "",
        "ALARM",
        "ALARM(",
        "ALARM()",
        "ALARM(a",
        "ALARM(a) ALARM(b)",
        "ALARM(a) AND",
        "alarm(a)",
        "BROKEN(a)",
        'ALARM("a)',
        "AT_LEAST(some, ALARM, (a))",
        "AT_LEAST(1, ALARM, a)",
        "AT_LEAST(1, LOUD, (a))",
    ],
)
def test_what_does_not_follow_the_grammar_is_unreadable(rule: str) -> None:
    with pytest.raises(UnreadableError, match="alarm rule: wanted"):
        mentions(rule)
