"""What is asked of the account, on the embedded AWS; and which topics Slack shows, by the templates."""

import json
from pathlib import Path

import pytest

from assurance.assembly import Stage, read_assembly
from environments import load_environment
from local.cloud import EmbeddedAws
from local.cycle import seeing
from local.cycle.outcome import CycleError
from local.cycle.seeing import Account, listen, topics_of_slack
from tests.local.helpers import REGION

DEV = load_environment("dev")


@pytest.fixture
def account(aws: EmbeddedAws) -> Account:
    return Account(aws, DEV)


@pytest.fixture
def stage(synthesized: Path) -> Stage:
    return next(one for one in read_assembly(synthesized).stages if one.name == DEV.name)


def test_slack_shows_the_mildest_severity_but_not_that_of_the_other_region(stage: Stage) -> None:
    topics = topics_of_slack(stage, REGION)
    assert f"arn:aws:sns:{REGION}:{DEV.account}:filmops-dev-p3" in topics
    assert all(f":{REGION}:" in topic for topic in topics)


def test_what_people_write_is_heard_and_alarms_are_not(
    account: Account, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(seeing, "PATIENCE", 2.0)
    sns = account.aws.client("sns", REGION)
    topic = sns.create_topic(Name="shown")["TopicArn"]
    channel = listen(account, [topic])
    content = {"textType": "client-markdown", "title": "rolled back", "description": "to a1"}
    for message in (
        {"AlarmName": "one"},
        {"version": "1.0", "source": "custom", "content": content},
    ):
        sns.publish(TopicArn=topic, Message=json.dumps(message))
    assert str(channel.heard()) == "rolled back. to a1"
    with pytest.raises(CycleError, match="wanted a message for Slack"):
        channel.heard()


def test_a_channel_that_shows_nothing_is_told(account: Account) -> None:
    with pytest.raises(CycleError, match=f"wanted topics that Slack shows in {REGION}, got none"):
        listen(account, [])


def test_the_deployed_commit_is_nothing_before_there_is_one(account: Account) -> None:
    assert account.deployed() == ""
    ssm = account.aws.client("ssm", REGION)
    ssm.put_parameter(Name="/filmops-dev/deployed", Value="a1", Type="String")
    assert account.deployed() == "a1"
    ssm.delete_parameter(Name="/filmops-dev/deployed")


def test_an_alarm_that_is_not_there_is_told(account: Account) -> None:
    with pytest.raises(CycleError, match="wanted one alarm filmops-dev-nothing, got 0"):
        account.threshold("nothing")
