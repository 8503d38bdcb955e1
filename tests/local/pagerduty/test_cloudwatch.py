import json
from datetime import UTC, datetime

import pytest

from local.pagerduty.account import Service, Urgency
from local.pagerduty.behaviours import (
    MESSAGE_NOT_JSON,
    STATES_DISAGREE,
    SUBJECT_PREFIX,
    Behaviour,
)
from local.pagerduty.cloudwatch import interpret
from local.pagerduty.events import Dropped, Event, Integration, Resolved, Triggered, Way
from local.pagerduty.sns import Notification

AT = datetime(2026, 11, 23, 3, 0, tzinfo=UTC)
P1 = Integration(Service("P1", "Studio P1", "P1", Urgency.HIGH), Way.CLOUDWATCH)
ARN = "arn:aws:cloudwatch:us-east-1:111122223333:alarm:api"


def interpreted(subject: str, message: object) -> Event:
    text = message if isinstance(message, str) else json.dumps(message)
    return interpret(P1, Notification("arn:aws:sns:us-east-1:1:P1", subject, text), AT)


def test_alarm_opens_with_the_subject_as_its_title_and_the_alarm_as_its_key() -> None:
    message = {"NewStateValue": "ALARM", "AlarmArn": ARN, "AlarmDescription": "The API is down."}
    assert interpreted("ALARM: api", message) == Triggered(
        AT, P1, ARN, "ALARM: api", "critical", "The API is down."
    )


def test_ok_resolves_the_same_key() -> None:
    event = interpreted("OK: api", {"NewStateValue": "OK", "AlarmArn": ARN})
    assert event == Resolved(AT, P1, ARN)


def test_insufficient_data_opens() -> None:
    message = {"NewStateValue": "INSUFFICIENT_DATA", "AlarmArn": ARN}
    assert isinstance(interpreted("INSUFFICIENT_DATA: api", message), Triggered)


def test_the_smallest_message_seen_to_work_opens() -> None:
    event = interpreted("ALARM: whatever", {"NewStateValue": "ALARM", "foo": "bar"})
    assert isinstance(event, Triggered)
    assert event.dedup_key == "whatever"


ALARM = {"NewStateValue": "ALARM", "AlarmArn": ARN}


@pytest.mark.parametrize(
    ("subject", "message", "because"),
    [
        ("", ALARM, SUBJECT_PREFIX),
        ("Amazon S3 Notification", ALARM, SUBJECT_PREFIX),
        ("ALARM:api", ALARM, SUBJECT_PREFIX),
        ("alarm: api", ALARM, SUBJECT_PREFIX),
        ("FINDING: api", {"NewStateValue": "FINDING"}, SUBJECT_PREFIX),
        ("OK: api", ALARM, STATES_DISAGREE),
        ("ALARM: api", {"AlarmArn": ARN}, STATES_DISAGREE),
        ("ALARM: api", {"NewStateValue": ["ALARM"]}, STATES_DISAGREE),
        ("ALARM: api", "The API is down", MESSAGE_NOT_JSON),
        ("ALARM: api", '{"NewStateValue": "ALARM",}', MESSAGE_NOT_JSON),
        ("ALARM: api", '{"NewStateValue": "ALARM", "Threshold": NaN}', MESSAGE_NOT_JSON),
        ("ALARM: api", '["ALARM"]', MESSAGE_NOT_JSON),
        ("ALARM: api", "[" * 100_000, MESSAGE_NOT_JSON),
    ],
)
def test_what_does_not_fit_is_dropped_with_its_reason(
    subject: str, message: object, because: Behaviour
) -> None:
    event = interpreted(subject, message)
    assert isinstance(event, Dropped)
    assert event.because == because
