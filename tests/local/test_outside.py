"""Nothing leaves the machine: neither from the emulator nor from the functions it runs."""

import json

import pytest

from local.cloud import EmbeddedAws
from local.journal import Kind
from local.outside import StandIn
from tests.local.helpers import ACCOUNT, HOST, REGION, Receiver, Stacks, eventually

CODE = """
import urllib.request

def handler(event, context):
    try:
        urllib.request.urlopen(event["url"], data=b"{}", timeout=5).close()
    except OSError as error:
        return str(error)
    return "reached"
"""


def test_a_host_without_a_stand_in_is_refused_and_told(aws: EmbeddedAws) -> None:
    sns = aws.client("sns", REGION)
    topic = sns.create_topic(Name="away")["TopicArn"]
    host = "hooks.example.com"
    sns.subscribe(TopicArn=topic, Protocol="https", Endpoint=f"https://{host}/x")
    eventually(lambda: host in [one.subject for one in aws.entries(Kind.REFUSED)])
    sns.delete_topic(TopicArn=topic)


@pytest.fixture(scope="module")
def function(stacks: Stacks) -> str:
    properties = {
        "Code": {"ZipFile": CODE},
        "Handler": "index.handler",
        "Role": f"arn:aws:iam::{ACCOUNT}:role/function",
        "Runtime": "python3.13",
        "Timeout": 20,
    }
    stack = stacks.create({"F": {"Type": "AWS::Lambda::Function", "Properties": properties}})
    return stacks.physical_ids(stack)["F"]


def invoke(aws: EmbeddedAws, function: str, url: str) -> str:
    """What the function says."""
    payload = json.dumps({"url": url}).encode()
    answer = aws.client("lambda", REGION).invoke(FunctionName=function, Payload=payload)
    return json.load(answer["Payload"])


def test_a_function_reaches_a_stand_in_under_its_real_name(
    aws: EmbeddedAws, function: str, receiver: Receiver
) -> None:
    assert invoke(aws, function, f"https://{HOST}/from-a-function") == "reached"
    assert receiver.got("/from-a-function")[0].headers["Host"] == HOST


def test_a_function_reaches_no_other_host(aws: EmbeddedAws, function: str) -> None:
    said = invoke(aws, function, "https://api.example.net/")
    assert "the embedded AWS reaches only its stand-ins" in said
    assert "api.example.net" in [one.subject for one in aws.entries(Kind.REFUSED)]


def test_a_stand_in_is_a_host_and_a_loopback_url() -> None:
    parsed = StandIn.parse("Events.PagerDuty.com=http://127.0.0.1:8080")
    assert parsed == (HOST, StandIn("127.0.0.1", 8080))


@pytest.mark.parametrize(
    ("text", "complaint"),
    [
        ("events.pagerduty.com", "wanted HOST=http://127.0.0.1:PORT, got events.pagerduty.com"),
        ("a=https://127.0.0.1:1", "wanted HOST=http://127.0.0.1:PORT"),
        ("a=http://127.0.0.1", "wanted HOST=http://127.0.0.1:PORT"),
        ("a=http://192.0.2.1:80", "a: wanted a loopback address, got 192.0.2.1"),
    ],
)
def test_anything_else_is_no_stand_in(text: str, complaint: str) -> None:
    with pytest.raises(ValueError, match=complaint):
        StandIn.parse(text)
