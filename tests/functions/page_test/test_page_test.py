"""The page test beside a stand-in PagerDuty over HTTP, with AWS stubbed."""

import json
from collections.abc import Iterator
from contextlib import ExitStack
from dataclasses import dataclass, replace
from datetime import UTC, datetime, timedelta
from urllib.request import urlopen

import boto3
import pytest
from botocore.stub import Stubber
from mypy_boto3_cloudwatch import CloudWatchClient
from mypy_boto3_secretsmanager import SecretsManagerClient

from functions.page_test import handler
from functions.page_test.environment import Environment
from functions.page_test.handler import PageTest
from functions.page_test.logic import Arrived, Metric, NotArrived, Verdict, told
from local.pagerduty import Mode, StandInPagerDuty

NOW = datetime(2026, 11, 23, 9, 10, tzinfo=UTC)
FIRED = NOW - timedelta(minutes=9)
ALARM = "filmops-prod-page-test-us-east-1"
WINDOW = timedelta(minutes=15)
NOT_ARRIVED = (Metric("PageTestArrived", 0),)


@dataclass
class Rehearsal:
    """A page test, what AWS will answer it, the PagerDuty it asks, and how long it slept."""

    page_test: PageTest
    cloudwatch: Stubber
    secrets: Stubber
    pagerduty: StandInPagerDuty
    time: list[datetime]
    slept: list[float]

    def page(self, alarm: str, at: datetime) -> None:
        """Let CloudWatch's notification reach PagerDuty at a time."""
        self.time[0] = at
        message = json.dumps({"NewStateValue": "ALARM", "AlarmName": alarm})
        envelope = {
            "Type": "Notification",
            "TopicArn": "arn:aws:sns:us-east-1:111122223333:PageTest",
            "Subject": f'ALARM: "{alarm}" in US East (N. Virginia)',
            "Message": message,
        }
        service = self.pagerduty.account.services[2]
        url = self.pagerduty.integration_url(service)
        with urlopen(url, json.dumps(envelope).encode(), timeout=5) as answer:
            assert answer.status == 202
        self.time[0] = NOW

    def fired(self, *changes: tuple[str, datetime]) -> None:
        """Let the alarm's history hold these changes."""
        items = [
            {"AlarmName": ALARM, "Timestamp": at, "HistorySummary": f"Alarm updated from {change}"}
            for change, at in changes
        ]
        expected = {
            "AlarmName": ALARM,
            "HistoryItemType": "StateUpdate",
            "StartDate": NOW - WINDOW,
            "EndDate": NOW,
            "ScanBy": "TimestampAscending",
        }
        self.cloudwatch.add_response(
            "describe_alarm_history", {"AlarmHistoryItems": items}, expected
        )

    def holds_secret(self, text: str | None = None) -> None:
        """Let the secret be this text; the right token in its field by default."""
        right = json.dumps({"token": self.pagerduty.account.api_token})
        answer = {"SecretString": right if text is None else text}
        self.secrets.add_response("get_secret_value", answer, {"SecretId": "filmops/token"})

    def verified(self, *published: Metric) -> Verdict:
        """The verdict; exactly these metrics have to be published with it."""
        data = [{"MetricName": m.name, "Value": m.value, "Unit": m.unit} for m in published]
        expected = {"Namespace": "FilmOps/Paging", "MetricData": data}
        self.cloudwatch.add_response("put_metric_data", {}, expected)
        verdict = self.page_test.verify()
        self.cloudwatch.assert_no_pending_responses()
        self.secrets.assert_no_pending_responses()
        return verdict


@pytest.fixture
def rehearsal() -> Iterator[Rehearsal]:
    time, slept = [NOW], list[float]()
    session = boto3.Session("none", "none", region_name="us-east-1")
    # boto3-stubs leaves the clients of services we did not install unknown.
    cloudwatch: CloudWatchClient = session.client("cloudwatch")  # pyright: ignore[reportUnknownMemberType]
    secrets: SecretsManagerClient = session.client("secretsmanager")  # pyright: ignore[reportUnknownMemberType]
    with ExitStack() as running:
        pagerduty = running.enter_context(StandInPagerDuty(clock=lambda: time[0]))
        environment = Environment(
            "FilmOps/Paging", ALARM, WINDOW, "filmops/token", pagerduty_api=pagerduty.url
        )
        page_test = PageTest(environment, cloudwatch, secrets, lambda: NOW, slept.append)
        stubs = [running.enter_context(Stubber(client)) for client in (cloudwatch, secrets)]
        yield Rehearsal(page_test, stubs[0], stubs[1], pagerduty, time, slept)


def test_the_raise_step_publishes_the_metric_that_fires_the_alarm(rehearsal: Rehearsal) -> None:
    data = [{"MetricName": "PageTestRequested", "Value": 1, "Unit": "Count"}]
    expected = {"Namespace": "FilmOps/Paging", "MetricData": data}
    rehearsal.cloudwatch.add_response("put_metric_data", {}, expected)
    rehearsal.page_test.raise_alarm()
    rehearsal.cloudwatch.assert_no_pending_responses()


def test_a_page_that_came_is_published_with_the_seconds_it_took(rehearsal: Rehearsal) -> None:
    rehearsal.page(ALARM, FIRED + timedelta(seconds=7))
    rehearsal.fired(("OK to ALARM", FIRED), ("ALARM to OK", FIRED + timedelta(minutes=2)))
    rehearsal.holds_secret()
    verdict = rehearsal.verified(
        Metric("PageTestArrived", 1), Metric("PageTestSeconds", 7, "Seconds")
    )
    assert verdict == Arrived("Q0000000000001", timedelta(seconds=7))


def test_a_page_that_did_not_come_is_published_as_zero(rehearsal: Rehearsal) -> None:
    rehearsal.fired(("OK to ALARM", FIRED))
    rehearsal.holds_secret()
    assert rehearsal.verified(*NOT_ARRIVED) == NotArrived(
        f"{ALARM} fired at 09:01:00 UTC, and PagerDuty has no incident for it"
    )


def test_another_alarms_page_does_not_count(rehearsal: Rehearsal) -> None:
    rehearsal.page("filmops-prod-api-errors", FIRED)
    rehearsal.fired(("OK to ALARM", FIRED))
    rehearsal.holds_secret()
    assert isinstance(rehearsal.verified(*NOT_ARRIVED), NotArrived)


def test_last_weeks_page_that_was_never_resolved_does_not_count(rehearsal: Rehearsal) -> None:
    rehearsal.page(ALARM, FIRED - timedelta(days=7))
    rehearsal.page(ALARM, FIRED + timedelta(seconds=7))
    rehearsal.fired(("OK to ALARM", FIRED))
    rehearsal.holds_secret()
    assert isinstance(rehearsal.verified(*NOT_ARRIVED), NotArrived)


def test_an_alarm_that_never_fired_is_named_as_the_reason(rehearsal: Rehearsal) -> None:
    rehearsal.fired(("INSUFFICIENT_DATA to OK", FIRED))
    assert rehearsal.verified(*NOT_ARRIVED) == NotArrived(
        f"{ALARM} has not fired since 08:55:00 UTC"
    )


def test_a_refused_token_counts_as_not_arrived_and_is_not_told(rehearsal: Rehearsal) -> None:
    rehearsal.page(ALARM, FIRED)
    rehearsal.fired(("OK to ALARM", FIRED))
    rehearsal.holds_secret('{"token": "an-old-token"}')
    verdict = rehearsal.verified(*NOT_ARRIVED)
    assert verdict == NotArrived("PagerDuty answered 401")
    assert rehearsal.slept == []
    assert "an-old-token" not in told(verdict)


@pytest.mark.parametrize(
    "secret",
    ["a-bare-token", "[]", "{}", '{"token": ""}', '{"token": 7}', '{"token": "a\\nb"}'],
)
def test_a_secret_without_a_token_counts_as_not_arrived(rehearsal: Rehearsal, secret: str) -> None:
    rehearsal.fired(("OK to ALARM", FIRED))
    rehearsal.holds_secret(secret)
    assert rehearsal.verified(*NOT_ARRIVED) == NotArrived(
        "secret filmops/token: wanted JSON with a field token"
    )


def test_a_secret_that_may_not_be_read_counts_as_not_arrived(rehearsal: Rehearsal) -> None:
    rehearsal.fired(("OK to ALARM", FIRED))
    rehearsal.secrets.add_client_error("get_secret_value", "AccessDeniedException")
    assert rehearsal.verified(*NOT_ARRIVED) == NotArrived("GetSecretValue: AccessDeniedException")


def test_a_pagerduty_that_fails_is_asked_three_times_and_counts_as_not_arrived(
    rehearsal: Rehearsal,
) -> None:
    rehearsal.pagerduty.switch(Mode.FAIL)
    rehearsal.fired(("OK to ALARM", FIRED))
    rehearsal.holds_secret()
    assert rehearsal.verified(*NOT_ARRIVED) == NotArrived("PagerDuty answered 500")
    assert rehearsal.slept == [1.0, 2.0]


def test_a_pagerduty_that_is_throttled_once_is_asked_again_when_it_says(
    rehearsal: Rehearsal,
) -> None:
    rehearsal.page(ALARM, FIRED)
    rehearsal.pagerduty.switch(Mode.THROTTLE, 1)
    rehearsal.fired(("OK to ALARM", FIRED))
    rehearsal.holds_secret()
    verdict = rehearsal.verified(
        Metric("PageTestArrived", 1), Metric("PageTestSeconds", 0, "Seconds")
    )
    assert isinstance(verdict, Arrived)
    assert rehearsal.slept == [1.0]


def test_a_pagerduty_nobody_reaches_counts_as_not_arrived(rehearsal: Rehearsal) -> None:
    nowhere = replace(rehearsal.page_test.environment, pagerduty_api="http://127.0.0.1:1")
    rehearsal.page_test = replace(rehearsal.page_test, environment=nowhere)
    rehearsal.fired(("OK to ALARM", FIRED))
    rehearsal.holds_secret()
    assert rehearsal.verified(*NOT_ARRIVED) == NotArrived("PagerDuty did not answer")


def test_a_verdict_that_cannot_be_published_is_an_error_of_the_function(
    rehearsal: Rehearsal,
) -> None:
    rehearsal.fired()
    rehearsal.cloudwatch.add_client_error("put_metric_data", "AccessDenied")
    with pytest.raises(Exception, match="AccessDenied"):
        rehearsal.page_test.verify()


def test_the_handler_does_the_step_of_its_event_and_prints_one_line(
    rehearsal: Rehearsal, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr(handler, "page_test", lambda: rehearsal.page_test)
    rehearsal.fired()
    rehearsal.cloudwatch.add_response("put_metric_data", {})
    handler.handle({"step": "verify"}, None)
    line = capsys.readouterr().out
    assert json.loads(line) == {
        "page_test": "verify",
        "arrived": False,
        "because": f"{ALARM} has not fired since 08:55:00 UTC",
    }
    assert line.count("\n") == 1


def test_the_handler_refuses_an_event_without_a_step() -> None:
    with pytest.raises(ValueError, match=r"wanted .*raise.* or .*verify"):
        handler.handle({}, None)
