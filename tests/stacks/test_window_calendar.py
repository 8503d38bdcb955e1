"""What stands around a window in every environment, in sentences."""

import json
from collections.abc import Iterator, Mapping
from typing import Any

import pytest

from promises import load_handbook

Resources = Mapping[str, dict[str, Any]]
ENVIRONMENTS = ["dev", "staging", "prod"]
FUNCTIONS = ("notices", "unmute", "gate", "watch")


@pytest.fixture(params=ENVIRONMENTS)
def environment(request: pytest.FixtureRequest) -> str:
    return str(request.param)


@pytest.fixture
def resources(templates: Mapping[str, dict[str, Any]], environment: str) -> Resources:
    return templates[f"{environment}-Maintenance"]["Resources"]


def of(resources: Resources, kind: str) -> Iterator[dict[str, Any]]:
    return (one["Properties"] for one in resources.values() if one["Type"] == kind)


def function(resources: Resources, name: str) -> dict[str, Any]:
    found = of(resources, "AWS::Lambda::Function")
    return next(one for one in found if one["FunctionName"].endswith(f"-maintenance-{name}"))


def rights(resources: Resources, name: str) -> Iterator[dict[str, Any]]:
    """Every statement of the function's own policies."""
    [role] = function(resources, name)["Role"]["Fn::GetAtt"][:1]
    for policy in of(resources, "AWS::IAM::Policy"):
        if {"Ref": role} in policy["Roles"]:
            yield from policy["PolicyDocument"]["Statement"]


def actions(resources: Resources, name: str) -> set[str]:
    found = [one["Action"] for one in rights(resources, name)]
    return {one for said in found for one in ([said] if isinstance(said, str) else said)}


def muted(resources: Resources) -> list[dict[str, Any]]:
    values = of(resources, "AWS::SSM::Parameter")
    return json.loads(next(one["Value"] for one in values if one["Name"].endswith("/muted")))


def test_no_function_writes_to_everything(resources: Resources) -> None:
    for name in FUNCTIONS:
        wide = [one["Action"] for one in rights(resources, name) if one["Resource"] == "*"]
        known = (["xray:PutTelemetryRecords", "xray:PutTraceSegments"], "cloudwatch:DescribeAlarms")
        assert [one for one in wide if one not in known] == [], name


def test_only_the_sender_mutes_and_only_the_lifter_unmutes(resources: Resources) -> None:
    may = {name: actions(resources, name) for name in FUNCTIONS}
    assert [name for name in FUNCTIONS if "cloudwatch:PutAlarmMuteRule" in may[name]] == ["notices"]
    deleting = [name for name in FUNCTIONS if "cloudwatch:DeleteAlarmMuteRule" in may[name]]
    assert deleting == ["unmute"]


def test_the_watch_changes_nothing(resources: Resources) -> None:
    assert actions(resources, "watch") == {
        "dynamodb:GetItem",
        "dynamodb:Query",
        "kms:Decrypt",
        "kms:GenerateDataKey",
        "lambda:InvokeFunction",
        "logs:CreateLogStream",
        "logs:PutLogEvents",
        "rds:DescribePendingMaintenanceActions",
        "sqs:SendMessage",
        "xray:PutTelemetryRecords",
        "xray:PutTraceSegments",
    }


def test_the_sender_may_mute_what_is_listed_and_nothing_else(resources: Resources) -> None:
    listed = {name for reason in muted(resources) for name in reason["alarms"]}
    [right] = [
        one
        for one in rights(resources, "notices")
        if one["Action"] == "cloudwatch:PutAlarmMuteRule"
    ]
    named = {json.dumps(one).rpartition(":")[2].strip('"]} ') for one in right["Resource"]}
    assert len(listed) >= 2
    assert {one for one in named if not one.endswith("window-*")} == listed


def test_every_muted_alarm_is_there_and_no_p1(
    templates: Mapping[str, dict[str, Any]], resources: Resources, environment: str
) -> None:
    severities = {
        one["Properties"]["AlarmName"]: tag["Value"]
        for name, template in templates.items()
        if name.startswith(f"{environment}-")
        for one in template["Resources"].values()
        if one["Type"] in ("AWS::CloudWatch::Alarm", "AWS::CloudWatch::CompositeAlarm")
        for tag in one["Properties"].get("Tags", [])
    }
    for reason in muted(resources):
        assert reason["because"]
        assert {severities[name] for name in reason["alarms"]} <= {"P2", "P3"}


def test_the_calendar_is_the_same_for_all_of_them(resources: Resources) -> None:
    kept = load_handbook().maintenance
    told = {
        one["Environment"]["Variables"]["CALENDAR"]
        for one in of(resources, "AWS::Lambda::Function")
        if "CALENDAR" in one["Environment"]["Variables"]
    }
    [calendar] = [json.loads(one) for one in told]
    assert calendar["days"] == [str(day) for day in kept.days]
    assert calendar["ahead_seconds"] == [604800, 86400, 3600]
    assert calendar["length_seconds"] == 4 * 3600


def test_nobody_holds_the_windows_of_a_new_environment(resources: Resources) -> None:
    [hold] = [one for one in of(resources, "AWS::SSM::Parameter") if one["Name"].endswith("/hold")]
    assert hold["Value"] == "no"
    gate = function(resources, "gate")["Environment"]["Variables"]
    assert gate["HOLD"] == {"Ref": next(k for k, v in resources.items() if v["Properties"] is hold)}


def test_the_records_survive_whatever_is_deployed(resources: Resources) -> None:
    [table] = [one for one in resources.values() if one["Type"] == "AWS::DynamoDB::Table"]
    properties = table["Properties"]
    assert properties["DeletionProtectionEnabled"] is True
    assert properties["PointInTimeRecoverySpecification"] == {"PointInTimeRecoveryEnabled": True}
    assert (table["DeletionPolicy"], table["UpdateReplacePolicy"]) == ("Retain", "Retain")


def test_incidents_of_both_regions_keep_a_window_shut(resources: Resources) -> None:
    topics = json.dumps(function(resources, "gate")["Environment"]["Variables"]["INCIDENT_TOPICS"])
    assert topics.count("us-east-1") == topics.count("us-west-2") == 2
    assert "-p1" in topics
    assert "-p3" not in topics


def test_a_day_ahead_the_reminder_is_written_for_its_date(resources: Resources) -> None:
    ahead = json.dumps(function(resources, "notices")["Environment"]["Variables"]["AHEAD"])
    assert '\\"seconds\\": 86400' in ahead
    handed = [one for one in rights(resources, "notices") if one["Action"] == "iam:PassRole"]
    assert [one["Condition"] for one in handed] == [
        {"StringEquals": {"iam:PassedToService": "scheduler.amazonaws.com"}}
    ]


def test_announcements_go_to_slack_and_email_and_to_nobodys_pager(
    templates: Mapping[str, dict[str, Any]], environment: str
) -> None:
    paging = templates[f"{environment}-Paging"]["Resources"]
    topic = next(
        name
        for name, one in paging.items()
        if one["Properties"].get("TopicName", "").endswith("-announcements")
    )
    told = [
        one for one in of(paging, "AWS::SNS::Subscription") if one["TopicArn"] == {"Ref": topic}
    ]
    assert {one["Protocol"] for one in told} == {"email"}
    [slack] = of(paging, "AWS::Chatbot::SlackChannelConfiguration")
    assert any("-announcements" in json.dumps(arn) for arn in slack["SnsTopicArns"])
    elsewhere = templates[f"{environment}-RecoveryPaging"]["Resources"]
    names = [one.get("TopicName", "") for one in of(elsewhere, "AWS::SNS::Topic")]
    assert not [name for name in names if name.endswith("-announcements")]
