"""Rules about alarms: whom they tell, where, and in which words."""

from typing import Any

import pytest

from assurance.verdict import Verdict
from tests.assurance.lab import ACCOUNT, ELSEWHERE
from tests.assurance.proof.changes import (
    Change,
    Proven,
    added,
    assert_broken,
    both,
    case,
    changed,
    drop,
    put,
    tells,
)
from tests.assurance.proof.paging_path import whole
from tests.assurance.proof.parts import may, resource, role

P1 = ("P1Policy", "PolicyDocument", "Statement")
TARGET = ("GuardDutyRule", "Targets", 0)
FOREIGN = f"arn:aws:sns:{ELSEWHERE}:{ACCOUNT}:p1"
STRANGE = "arn:aws:sns:us-east-1:999999999999:p1"


@pytest.mark.parametrize(
    ("named", "one"),
    [
        case("actions switched off", "P1Alarm", put(False, "P1Alarm", "ActionsEnabled")),
        case(
            "no alarm action",
            "P1Alarm",
            both(drop("P1Alarm", "AlarmActions"), drop("P1Alarm", "OKActions")),
        ),
        case("no OK action", "P1Alarm", drop("P1Alarm", "OKActions")),
        case("others hear the OK", "P1Alarm", put([{"Ref": "P2"}], "P1Alarm", "OKActions")),
        case(
            "silence pages", "P1Alarm", put([{"Ref": "P1"}], "P1Alarm", "InsufficientDataActions")
        ),
    ],
)
def test_every_alarm_tells_the_same_people_that_it_broke_and_that_it_ended(
    proven: Proven, named: str, one: Change
) -> None:
    assert_broken(proven(changed(one)), "paging.actions", named)


@pytest.mark.parametrize(
    ("named", "one"),
    [
        case("another Region's topic", "P1Alarm", tells("P1Alarm", FOREIGN)),
        case("another account's topic", "P1Alarm", tells("P1Alarm", STRANGE)),
        case(
            "an export read from another Region",
            "P1Alarm",
            both(
                added("Reader", resource("Custom::CrossRegionExportReader")),
                tells("P1Alarm", {"Fn::GetAtt": ["Reader", "topic"]}),
            ),
        ),
    ],
)
def test_no_alarm_acts_outside_its_region_and_account(
    proven: Proven, named: str, one: Change
) -> None:
    assert_broken(proven(changed(one)), "paging.regions", named)


@pytest.mark.parametrize(
    ("named", "one"),
    [
        case("nobody listens", "p3", put([], "Slack", "SnsTopicArns")),
    ],
)
def test_every_alarm_reaches_a_person(proven: Proven, named: str, one: Change) -> None:
    assert_broken(proven(changed(one)), "paging.reaches", named)


@pytest.mark.parametrize(
    ("named", "one"),
    [
        case("no severity", "P1Alarm", drop("P1Alarm", "Tags")),
        case("no such severity", "P1Alarm", put("P5", "P1Alarm", "Tags", 0, "Value")),
        case(
            "another response time",
            "15 min",
            put(
                "P1: respond within 4 h. Dashboard: https://a Runbook: https://b",
                "P1Alarm",
                "AlarmDescription",
            ),
        ),
        case(
            "no runbook",
            "runbook",
            put("P1: 15 min. Dashboard: https://a", "P1Alarm", "AlarmDescription"),
        ),
        case(
            "no dashboard",
            "dashboard",
            put("P1: 15 min. Runbook: https://a", "P1Alarm", "AlarmDescription"),
        ),
    ],
)
def test_every_alarm_says_how_urgent_it_is_and_where_to_look(
    proven: Proven, named: str, one: Change
) -> None:
    assert_broken(proven(changed(one)), "paging.descriptions", named)


def linked(to: str) -> Change:
    said = f"P1: respond within 15 min. Dashboard: https://a Runbook: https://a/docs/{to}"
    return put(said, "P1Alarm", "AlarmDescription")


def test_a_runbook_that_is_written_is_found(proven: Proven) -> None:
    proof = proven(changed(linked("runbooks.md#api-down")))["paging.runbooks"]
    assert proof.verdict is Verdict.KEPT


@pytest.mark.parametrize(
    ("named", "one"),
    [
        case("another section", "has no section api-downn", linked("runbooks.md#api-downn")),
        case("no section", "names no section", linked("runbooks.md")),
        case("another page", "does not exist", linked("runbook.md#api-down")),
    ],
)
def test_a_runbook_that_is_not_written_is_named(proven: Proven, named: str, one: Change) -> None:
    assert_broken(proven(changed(one)), "paging.runbooks", named)


@pytest.mark.parametrize(
    ("named", "one"),
    [
        case("an event rule publishes", "GuardDutyRule", put({"Ref": "P1"}, *TARGET, "Arn")),
        case(
            "a bucket publishes",
            "Bucket",
            added(
                "Bucket",
                resource(
                    "AWS::S3::Bucket",
                    NotificationConfiguration={"TopicConfigurations": [{"Topic": {"Ref": "P1"}}]},
                ),
            ),
        ),
        case(
            "a backup vault publishes",
            "Vault",
            added(
                "Vault",
                resource("AWS::Backup::BackupVault", Notifications={"SNSTopicArn": {"Ref": "P1"}}),
            ),
        ),
        case(
            "a function's role may publish",
            "Writer",
            added("Writer", role("lambda", may("sns:Publish", "*"))),
        ),
    ],
)
def test_nothing_but_alarms_publishes_to_pagerduty_s_alarm_integration(
    proven: Proven, named: str, one: Change
) -> None:
    assert_broken(proven(changed(one)), "paging.pagerduty_is_for_alarms", named)


@pytest.mark.parametrize(
    ("named", "one"),
    [
        case("an unknown child", "nobody", put('ALARM("nobody")', "Degraded", "AlarmRule")),
        case("a rule that is no rule", "Degraded", put("ALARM(", "Degraded", "AlarmRule")),
        case(
            "a circle",
            "Degraded",
            both(put("twin", "Degraded", "AlarmName"), put("ALARM(twin)", "Degraded", "AlarmRule")),
        ),
        case(
            "a suppressor without periods",
            "Degraded",
            put({"Ref": "P3Alarm"}, "Degraded", "ActionsSuppressor"),
        ),
    ],
)
def test_a_composite_listens_to_known_alarms_and_can_be_evaluated(
    proven: Proven, named: str, one: Change
) -> None:
    assert_broken(proven(changed(one)), "paging.composites", named)


def by_name(resources: dict[str, Any]) -> None:
    """The composite names one of its parts as text, which is no reference."""
    resources["LostPages"]["Properties"]["AlarmName"] = "lost-pages"
    rule = resources["Degraded"]["Properties"]["AlarmRule"]
    rule["Fn::Sub"] = rule["Fn::Sub"].replace("${LostPages.Arn}", "lost-pages")


def after_it(resources: dict[str, Any]) -> None:
    resources["Degraded"]["DependsOn"] = ["LostPages"]


def test_a_composite_that_refers_to_its_parts_comes_after_them(proven: Proven) -> None:
    assert proven(whole())["paging.composite_order"].verdict is Verdict.KEPT


def test_a_composite_that_names_a_part_as_text_has_to_be_told_to_wait(proven: Proven) -> None:
    assert_broken(proven(changed(by_name)), "paging.composite_order", "LostPages")


def test_a_composite_that_is_told_to_wait_for_what_it_names_is_accepted(proven: Proven) -> None:
    kept = proven(changed(by_name, after_it))["paging.composite_order"]
    assert kept.verdict is Verdict.KEPT
