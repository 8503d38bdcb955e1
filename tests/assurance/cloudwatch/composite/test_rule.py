"""The grammar of rules. User guide, "Combining alarms"."""

import pytest

from assurance.cloudwatch import AlarmError
from assurance.cloudwatch.composite import parse_rule
from assurance.cloudwatch.composite.rule import PRECEDENCE, ROUNDING

ARN = "arn:aws:cloudwatch:us-east-1:111122223333:alarm:api-errors"


@pytest.mark.parametrize(
    ("rule", "children"),
    [
        ("ALARM(a)", ("a",)),
        ('ALARM("a b") AND OK(c)', ("a b", "c")),
        (f"INSUFFICIENT_DATA({ARN})", (ARN,)),
        (r'ALARM("say \"hi\"")', ('say "hi"',)),
        ("TRUE", ()),
        ("FALSE", ()),
        ("(ALARM(a) OR ALARM(b)) AND NOT OK(c)", ("a", "b", "c")),
        ("NOT (ALARM(a))", ("a",)),
        ("AT_LEAST(2, ALARM, (a, b, c))", ("a", "b", "c")),
        ('AT_LEAST(50%, NOT OK, (a, "b, c"))', ("a", "b, c")),
        ("  ALARM ( a )\n OR\tALARM(b) ", ("a", "b")),
        ("ALARM(TRUE) OR ALARM(AND) OR ALARM(50%)", ("TRUE", "AND", "50%")),
        ("ALARM(ANDROID) OR ALARM(OK)", ("ANDROID", "OK")),
        ("ALARM(a) OR OK(a)", ("a",)),
    ],
)
def test_a_rule_that_follows_the_grammar(rule: str, children: tuple[str, ...]) -> None:
    assert parse_rule(rule).children == children


@pytest.mark.parametrize(
    ("rule", "message"),
    [
        ("", "column 1: wanted a condition such as ALARM(name), got the end"),
        ("ALARM(a", "column 8: wanted"),
        ("ALARM()", "column 7: wanted the name of an alarm, got )"),
        ("ALARM(a) ALARM(b)", "column 10: wanted AND, OR or the end, got ALARM(b)"),
        ("ALARM(a) and ALARM(b)", "column 10: wanted AND, OR or the end, got and"),
        ("alarm(a)", "column 1: wanted a condition"),
        ("ALARM(a b)", "column 9: wanted"),
        ("AT_LEAST(x, ALARM, (a))", "column 10: wanted"),
        ("AT_LEAST(2, ALARM, a)", "column 20: wanted"),
        ("NOT", "got the end"),
        ("TRUE AND", "got the end"),
    ],
)
def test_a_mistake_is_told_with_its_place(rule: str, message: str) -> None:
    with pytest.raises(AlarmError) as error:
        parse_rule(rule)
    assert message in str(error.value)


@pytest.mark.parametrize(
    ("rule", "others"),
    [
        ("ALARM(a) AND ALARM(b) OR ALARM(c)", []),
        ("ALARM(a) OR ALARM(b) AND ALARM(c)", [PRECEDENCE]),
        ("ALARM(a) OR (ALARM(b) AND ALARM(c))", []),
        ("AT_LEAST(50%, ALARM, (a, b))", []),
        ("AT_LEAST(50%, ALARM, (a, b, c))", [ROUNDING]),
    ],
)
def test_what_aws_leaves_open_is_another_reading(rule: str, others: list[str]) -> None:
    assert [reading.why for reading in parse_rule(rule).readings[1:]] == others


def test_no_nesting_is_too_deep() -> None:
    deep = "(" * 4000 + "NOT " * 4000 + "TRUE" + ")" * 4000
    assert parse_rule(deep).children == ()
