"""The stand-in for CloudWatch's mute rules: what is put can be read, listed and taken away."""

import pytest
from botocore.exceptions import ClientError

from local.cloud import EmbeddedAws
from tests.local.helpers import REGION

ELSEWHERE = "us-west-2"


def put(aws: EmbeddedAws, name: str, *alarms: str) -> None:
    aws.client("cloudwatch", REGION).put_alarm_mute_rule(
        Name=name,
        Rule={"Schedule": {"Expression": "at(2026-12-13T02:00)", "Duration": "PT4H"}},
        MuteTargets={"AlarmNames": list(alarms)},
    )


def test_a_rule_is_kept_in_its_region_until_it_is_deleted(aws: EmbeddedAws) -> None:
    cloudwatch = aws.client("cloudwatch", REGION)
    put(aws, "kept", "slow")
    told = cloudwatch.get_alarm_mute_rule(AlarmMuteRuleName="kept")
    assert told["Rule"]["Schedule"]["Duration"] == "PT4H"
    assert told["MuteTargets"] == {"AlarmNames": ["slow"]}
    [found] = cloudwatch.list_alarm_mute_rules(AlarmName="slow")["AlarmMuteRuleSummaries"]
    assert found.get("AlarmMuteRuleArn", "").endswith(":alarm-mute-rule:kept")
    assert cloudwatch.list_alarm_mute_rules(AlarmName="fast")["AlarmMuteRuleSummaries"] == []
    elsewhere = aws.client("cloudwatch", ELSEWHERE).list_alarm_mute_rules()
    assert elsewhere["AlarmMuteRuleSummaries"] == []
    cloudwatch.delete_alarm_mute_rule(AlarmMuteRuleName="kept")
    with pytest.raises(ClientError, match="ResourceNotFoundException"):
        cloudwatch.get_alarm_mute_rule(AlarmMuteRuleName="kept")


def test_a_rule_that_is_not_there_cannot_be_deleted(aws: EmbeddedAws) -> None:
    with pytest.raises(ClientError, match="no mute rule nothing"):
        aws.client("cloudwatch", REGION).delete_alarm_mute_rule(AlarmMuteRuleName="nothing")


def test_a_rule_takes_a_hundred_alarms_and_no_more(aws: EmbeddedAws) -> None:
    put(aws, "full", *(f"alarm-{number}" for number in range(100)))
    with pytest.raises(ClientError, match="at most 100 alarms"):
        put(aws, "over", *(f"alarm-{number}" for number in range(101)))


def test_the_rest_of_cloudwatch_answers_as_before(aws: EmbeddedAws) -> None:
    assert (
        aws.client("cloudwatch", REGION).describe_alarms(AlarmNames=["nothing"])["MetricAlarms"]
        == []
    )
