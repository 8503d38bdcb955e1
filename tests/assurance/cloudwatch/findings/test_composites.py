"""What is wrong with composite alarms before any state. API reference, PutCompositeAlarm."""

from dataclasses import replace

import pytest

from assurance.cloudwatch import Account, Actions, CompositeAlarm, Kind, MuteRule, findings
from tests.assurance.cloudwatch.composite.lab import composite
from tests.assurance.cloudwatch.lab import alarm


def found(*composites: CompositeAlarm) -> list[tuple[Kind, str]]:
    parts = (alarm(name="a"), alarm(name="b"), alarm(name="c"))
    return [(one.kind, one.text) for one in findings(Account((*parts, *composites)))]


@pytest.mark.parametrize("rule", ["ALARM(a)", "AT_LEAST(2, ALARM, (a, b, c))", "NOT OK(a)"])
def test_a_good_composite_has_no_findings(rule: str) -> None:
    assert found(composite(rule)) == []


@pytest.mark.parametrize(
    "rule",
    ["ALARM(a) AND OK(a)", "FALSE", "ALARM(a) AND NOT ALARM(a)", "AT_LEAST(3, ALARM, (a, b))"],
)
def test_a_contradiction_never_fires(rule: str) -> None:
    assert Kind.NEVER_FIRES in [kind for kind, _ in found(composite(rule))]


@pytest.mark.parametrize("rule", ["TRUE", "ALARM(a) OR OK(a) OR INSUFFICIENT_DATA(a)"])
def test_a_tautology_never_clears(rule: str) -> None:
    assert [kind for kind, _ in found(composite(rule))] == [Kind.NEVER_CLEARS]


def test_a_composite_is_never_without_data_once_it_is_evaluated() -> None:
    two = composite("INSUFFICIENT_DATA(whole)", "two")
    assert found(composite("ALARM(a)"), two) == [
        (Kind.NEVER_FIRES, "no combination of states fulfils its rule")
    ]


@pytest.mark.parametrize(
    ("one", "text"),
    [
        (composite("AT_LEAST(3, ALARM, (a, b))"), "AT_LEAST asks for 3 of 2 alarms"),
        (composite("ALARM(whole)"), "leads back to itself"),
        (composite("ALARM(a)" + " " * 10_240), "at most 10240 characters"),
        (
            composite(" OR ".join(f"ALARM(x{n})" for n in range(101))),
            "at most 100 alarms, this one 101",
        ),
        (composite(" OR ".join(["OK(a)", "TRUE"] * 251)), "at most 500 elements, this one 502"),
        (
            replace(composite("ALARM(a)"), actions=Actions(alarm=("arn:aws:automate:x:ec2:stop",))),
            "no EC2 or Auto Scaling action",
        ),
    ],
)
def test_an_illegal_setting_is_told(one: CompositeAlarm, text: str) -> None:
    assert any(kind is Kind.ILLEGAL and text in said for kind, said in found(one))


def test_what_aws_leaves_open_is_advice() -> None:
    [(kind, text)] = found(composite("ALARM(a) OR ALARM(b) AND ALARM(c)"))
    assert kind is Kind.ADVICE
    assert "precedence" in text


def test_a_child_that_is_not_there_is_told() -> None:
    [(kind, text)] = found(composite("ALARM(zebra)"))
    assert kind is Kind.ADVICE
    assert "zebra is not among the alarms" in text


def test_a_mute_rule_with_a_bad_schedule_is_told() -> None:
    rule = MuteRule(name="calm", expression="cron(1 2)", duration="PT1H")
    [one] = findings(Account((), (rule,)))
    assert (one.alarm, one.kind) == ("calm", Kind.ILLEGAL)


def test_an_alarm_in_more_than_150_composites_is_told() -> None:
    many = [composite("ALARM(a)", f"above-{n}") for n in range(151)]
    said = [text for kind, text in found(*many) if kind is Kind.ILLEGAL]
    assert said == ["an alarm may be in the rules of at most 150 composites, this one is in 151"]
    assert found(*many[:150]) == []


def test_a_mute_rule_beyond_its_limits_is_told() -> None:
    """CloudFormation, AWS::CloudWatch::AlarmMuteRule."""
    names = tuple(f"a{n}" for n in range(101))
    good = MuteRule(
        name="calm", expression="at(2026-11-08T02:00)", duration="PT4H", alarms=names[:100]
    )
    assert findings(Account((), (good,))) == ()
    [one] = findings(Account((), (replace(good, alarms=names),)))
    assert (one.kind, one.text) == (
        Kind.ILLEGAL,
        "a mute rule names at most 100 alarms, this one 101",
    )
    [two] = findings(Account((), (replace(good, name="c" * 256),)))
    assert "1 to 255 characters" in two.text
