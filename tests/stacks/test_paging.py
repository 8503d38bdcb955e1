"""What the paging stacks say, in sentences; whether pages arrive is proven in tests/assurance."""

import json
import re
from collections.abc import Iterator, Mapping
from typing import Any

import pytest

from environments import load_environment

Template = dict[str, Any]
BOTH = pytest.mark.parametrize("stack", ["prod-Paging", "prod-RecoveryPaging"])


def of_type(template: Template, kind: str) -> Iterator[dict[str, Any]]:
    for resource in template["Resources"].values():
        if resource["Type"] == kind:
            yield resource["Properties"]


@BOTH
def test_each_severity_has_a_topic_of_its_own(
    templates: Mapping[str, Template], stack: str
) -> None:
    names = {topic["TopicName"] for topic in of_type(templates[stack], "AWS::SNS::Topic")}
    assert {f"filmops-prod-p{level}" for level in (1, 2, 3, 4)} <= names


@BOTH
def test_every_topic_is_sealed_with_the_regions_own_key(
    templates: Mapping[str, Template], stack: str
) -> None:
    keys = {
        json.dumps(topic.get("KmsMasterKeyId"))
        for topic in of_type(templates[stack], "AWS::SNS::Topic")
    }
    assert len(keys) == 1
    assert "PathKey" in keys.pop()


@BOTH
def test_the_retries_of_a_page_last_at_most_an_hour(
    templates: Mapping[str, Template], stack: str
) -> None:
    policies = [
        subscription["DeliveryPolicy"]["healthyRetryPolicy"]
        for subscription in of_type(templates[stack], "AWS::SNS::Subscription")
        if subscription["Protocol"] == "https"
    ]
    assert len(policies) == 4  # P1, P2, page test, heartbeat
    for policy in policies:
        at_once, early = policy["numNoDelayRetries"], policy["numMinDelayRetries"]
        slow = policy["numRetries"] - at_once - early
        assert policy["numRetries"] > 3
        assert early * policy["minDelayTarget"] + slow * policy["maxDelayTarget"] <= 3600


@BOTH
def test_the_secrets_of_an_environment_are_references(
    templates: Mapping[str, Template], stack: str
) -> None:
    for subscription in of_type(templates[stack], "AWS::SNS::Subscription"):
        if subscription["Protocol"] in ("https", "sms"):
            assert "{{resolve:secretsmanager:filmops/prod/" in subscription["Endpoint"]
    for connection in of_type(templates[stack], "AWS::Events::Connection"):
        fields = connection["AuthParameters"]["InvocationHttpParameters"]["BodyParameters"]
        assert [(field["Key"], field["IsValueSecret"]) for field in fields] == [
            ("routing_key", True)
        ]
        assert fields[0]["Value"].startswith("{{resolve:secretsmanager:filmops/prod/")


@pytest.mark.parametrize("environment", ["prod", "staging"])
def test_every_page_of_an_event_leads_to_a_board_that_exists(
    templates: Mapping[str, Template], environment: str
) -> None:
    here = [one for name, one in templates.items() if name.startswith(f"{environment}-")]
    boards = {
        str(board["DashboardName"])
        for template in here
        for board in of_type(template, "AWS::CloudWatch::Dashboard")
    }
    bodies = [
        target["InputTransformer"]["InputTemplate"]
        for template in here
        for rule in of_type(template, "AWS::Events::Rule")
        for target in rule["Targets"]
        if "event_action" in target.get("InputTransformer", {}).get("InputTemplate", "")
    ]
    assert len(bodies) == 20  # ten events in each Region
    found = {re.findall(r"#dashboards/dashboard/([\w-]+)", body)[0] for body in bodies}
    assert found <= boards


@BOTH
def test_every_alarm_that_speaks_tells_the_same_topics_when_it_ends(
    templates: Mapping[str, Template], stack: str
) -> None:
    kinds = ("AWS::CloudWatch::Alarm", "AWS::CloudWatch::CompositeAlarm")
    alarms = [alarm for kind in kinds for alarm in of_type(templates[stack], kind)]
    speaking = [alarm for alarm in alarms if alarm.get("AlarmActions")]
    region = "us-west-2" if "Recovery" in stack else "us-east-1"
    assert {alarm["AlarmName"] for alarm in speaking} == {
        f"filmops-prod-page-test-{region}",
        f"filmops-prod-page-test-missed-{region}",
        f"filmops-prod-paging-degraded-{region}",
        *(["filmops-prod-incident-updates-silent-us-east-1"] if region == "us-east-1" else []),
    }
    assert all(alarm["OKActions"] == alarm["AlarmActions"] for alarm in speaking)


@BOTH
def test_the_composite_has_an_order_after_each_of_its_parts(
    templates: Mapping[str, Template], stack: str
) -> None:
    resources = templates[stack]["Resources"]
    composite = next(
        one for one in resources.values() if one["Type"] == "AWS::CloudWatch::CompositeAlarm"
    )
    named = {resources[part]["Properties"]["AlarmName"] for part in composite["DependsOn"]}
    rule = composite["Properties"]["AlarmRule"]
    assert named == {
        term.removeprefix('ALARM("').removesuffix('")') for term in rule[1:-1].split(" OR ")
    }


def test_one_slack_configuration_lists_the_topics_of_both_regions(
    templates: Mapping[str, Template],
) -> None:
    there = of_type(templates["prod-RecoveryPaging"], "AWS::Chatbot::SlackChannelConfiguration")
    assert not list(there)
    (here,) = of_type(templates["prod-Paging"], "AWS::Chatbot::SlackChannelConfiguration")
    text = json.dumps(here["SnsTopicArns"])
    for region in ("us-east-1", "us-west-2"):
        for level in ("p1", "p2", "p3"):
            assert f":sns:{region}:111122223333:filmops-prod-{level}" in text


@BOTH
def test_the_page_test_comes_on_its_day_and_is_verified_after_its_time(
    templates: Mapping[str, Template], stack: str
) -> None:
    promised = load_environment("prod").handbook.on_call.page_test
    calls = {
        schedule["Target"]["Input"]: schedule["ScheduleExpression"]
        for schedule in of_type(templates[stack], "AWS::Scheduler::Schedule")
    }
    minutes = promised.moment.at.hour * 60 + promised.moment.at.minute
    later = minutes + promised.arrives_within.total_seconds() / 60
    assert calls['{"step": "raise"}'] == f"cron({minutes % 60} {minutes // 60} ? * MON *)"
    assert calls['{"step": "verify"}'] == f"cron({later % 60:.0f} {later // 60:.0f} ? * MON *)"


@BOTH
def test_no_role_may_write_to_everything(templates: Mapping[str, Template], stack: str) -> None:
    kinds = ("AWS::IAM::Policy", "AWS::IAM::ManagedPolicy")
    wide = {
        action
        for kind in kinds
        for policy in of_type(templates[stack], kind)
        for statement in policy["PolicyDocument"]["Statement"]
        if statement["Resource"] == "*"
        for action in (
            [statement["Action"]] if isinstance(statement["Action"], str) else statement["Action"]
        )
    }
    unable = {"xray:PutTraceSegments", "xray:PutTelemetryRecords", "cloudwatch:PutMetricData"}
    reads = {action for action in wide if action.split(":")[1].startswith(("Describe", "Get"))}
    assert wide - reads == unable  # those know no resource; the metric's namespace is fenced


def test_development_pages_nobody(templates: Mapping[str, Template]) -> None:
    subscriptions = list(of_type(templates["dev-Paging"], "AWS::SNS::Subscription"))
    assert {subscription["Protocol"] for subscription in subscriptions} == {"email"}


@BOTH
def test_an_alarm_links_to_the_board_of_its_own_region(
    templates: Mapping[str, Template], stack: str
) -> None:
    region = "us-west-2" if "Recovery" in stack else "us-east-1"
    (board,) = of_type(templates[stack], "AWS::CloudWatch::Dashboard")
    link = (
        f"Dashboard: https://{region}.console.aws.amazon.com/cloudwatch/home?region={region}"
        f"#dashboards/dashboard/{board['DashboardName']} "
    )
    for alarm in of_type(templates[stack], "AWS::CloudWatch::Alarm"):
        assert link in alarm["AlarmDescription"]
