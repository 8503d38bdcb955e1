"""A stand-in that runs, a clock that only moves when told, and what SNS would send."""

import json
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from http.client import HTTPConnection
from typing import Any
from urllib.parse import urlsplit

import pytest

from local.pagerduty import Account, StandInPagerDuty

TOPIC = "arn:aws:sns:us-east-1:111122223333:P1"


@dataclass
class Clock:
    """A clock that stands still."""

    now: datetime = datetime(2026, 11, 23, 3, 0, tzinfo=UTC)

    def __call__(self) -> datetime:
        return self.now

    def move(self, span: timedelta) -> None:
        self.now += span


@pytest.fixture
def clock() -> Clock:
    return Clock()


@pytest.fixture
def let_pass(clock: Clock) -> Callable[[timedelta], None]:
    return clock.move


@pytest.fixture
def account() -> Account:
    return Account.with_new_keys()


@pytest.fixture
def pagerduty(account: Account, clock: Clock) -> Iterator[StandInPagerDuty]:
    with StandInPagerDuty(account, clock=clock) as running:
        yield running


@pytest.fixture
def envelope() -> Callable[..., bytes]:
    """Builds what SNS posts when a CloudWatch alarm named `name` changes to `state`."""

    def build(state: str, name: str = "api-errors", **changes: object) -> bytes:
        alarm = {
            "AlarmName": name,
            "AlarmDescription": "The API answers with errors.",
            "NewStateValue": state,
            "AlarmArn": f"arn:aws:cloudwatch:us-east-1:111122223333:alarm:{name}",
        }
        return json.dumps(
            {
                "Type": "Notification",
                "MessageId": "c2228c71-f550-5e3d-b92c-d7dada9f6d76",
                "TopicArn": TOPIC,
                "Subject": f'{state}: "{name}" in US East (N. Virginia)',
                "Message": json.dumps(alarm),
                "Timestamp": "2026-11-23T03:00:00.000Z",
                **changes,
            }
        ).encode()

    return build


@pytest.fixture
def confirmation() -> Callable[[str], bytes]:
    """Builds what SNS posts after a subscription; its SubscribeURL is at `base`."""

    def build(base: str) -> bytes:
        return json.dumps(
            {
                "Type": "SubscriptionConfirmation",
                "TopicArn": TOPIC,
                "Token": "2336412f37",
                "SubscribeURL": f"{base}/?Action=ConfirmSubscription&TopicArn={TOPIC}"
                "&Token=2336412f37",
            }
        ).encode()

    return build


@pytest.fixture
def send() -> Callable[..., tuple[int, Any]]:
    """Sends a request and returns status and body, the body parsed when it is JSON."""

    def request(
        url: str,
        body: bytes | None = None,
        headers: Mapping[str, str] | None = None,
    ) -> tuple[int, Any]:
        parts = urlsplit(url)
        connection = HTTPConnection(parts.netloc, timeout=10)
        try:
            target = f"{parts.path or '/'}?{parts.query}"
            method = "GET" if body is None else "POST"
            connection.request(method, target, body, dict(headers or {}))
            response = connection.getresponse()
            raw = response.read()
            is_json = "json" in response.headers.get("Content-Type", "")
            return response.status, json.loads(raw) if is_json else raw.decode()
        finally:
            connection.close()

    return request
