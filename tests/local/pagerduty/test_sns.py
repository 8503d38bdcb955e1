import json
from collections.abc import Callable

import pytest

from local.pagerduty.sns import (
    Notification,
    SubscriptionConfirmation,
    callable_url,
    read_envelope,
)

HOSTS = {"sns.us-east-1.amazonaws.com": "http://127.0.0.1:4566"}


def test_a_notification_is_read(envelope: Callable[..., bytes]) -> None:
    read = read_envelope("Notification", envelope("ALARM", Subject="ALARM: x", Message="{}"))
    assert read == Notification("arn:aws:sns:us-east-1:111122223333:P1", "ALARM: x", "{}")


def test_a_confirmation_is_read_and_its_token_never_shown(
    confirmation: Callable[[str], bytes],
) -> None:
    read = read_envelope("SubscriptionConfirmation", confirmation("http://127.0.0.1:1"))
    assert isinstance(read, SubscriptionConfirmation)
    assert read.token == "2336412f37"
    assert read.token not in repr(read)


def test_a_header_that_names_another_type_is_no_envelope(envelope: Callable[..., bytes]) -> None:
    assert read_envelope("Notification", envelope("ALARM")) is not None
    assert read_envelope("SubscriptionConfirmation", envelope("ALARM")) is None


@pytest.mark.parametrize(
    "body",
    [
        b"",
        b"\xff\xfe",
        b"ALARM",
        b"[]",
        json.dumps({"NewStateValue": "ALARM"}).encode(),
        json.dumps({"Type": "Notification", "Message": "{}"}).encode(),
        json.dumps({"Type": "Notification", "TopicArn": "arn", "Message": {}}).encode(),
        json.dumps({"Type": "SubscriptionConfirmation", "TopicArn": "arn"}).encode(),
        json.dumps({"Type": "UnsubscribeConfirmation", "TopicArn": "arn"}).encode(),
    ],
)
def test_anything_else_is_no_envelope(body: bytes) -> None:
    assert read_envelope(None, body) is None


@pytest.mark.parametrize(
    ("url", "called"),
    [
        ("http://localhost:4566/?Token=t", "http://localhost:4566/?Token=t"),
        ("http://127.0.0.9/?Token=t", "http://127.0.0.9/?Token=t"),
        ("http://[::1]:4566/", "http://[::1]:4566/"),
        (
            "https://sns.us-east-1.amazonaws.com/?Token=t",
            "http://127.0.0.1:4566/?Token=t",
        ),
    ],
)
def test_a_subscribe_url_on_this_machine_or_a_mapped_host_may_be_called(
    url: str, called: str
) -> None:
    assert callable_url(url, HOSTS) == called


@pytest.mark.parametrize(
    "url",
    [
        "https://sns.eu-west-1.amazonaws.com/?Token=t",
        "http://localhost.example.com/",
        "http://127.0.0.1@example.com/",
        "http://10.0.0.1/",
        "http://127.0.0.1:99999/",
        "http://[::1/",
        "file:///etc/passwd",
        "//localhost/",
        "",
    ],
)
def test_a_subscribe_url_anywhere_else_may_not(url: str) -> None:
    assert callable_url(url, HOSTS) is None
