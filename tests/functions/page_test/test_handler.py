"""The function's steps on stubbed AWS clients."""

import json
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import boto3
import pytest
from botocore.stub import ANY, Stubber

sys.path.insert(0, str(Path(__file__).parents[3] / "functions" / "page_test"))

import handler as page_test
from logic import Verdict

SETTINGS = {
    "METRIC_NAMESPACE": "FilmOps/Paging",
    "ALARM_NAME": "filmops-prod-page-test",
    "TOKEN_SECRET": "filmops/prod/pagerduty/api",
    "LOOK_BACK_SECONDS": "600",
}


@pytest.fixture
def aws(monkeypatch: pytest.MonkeyPatch) -> Iterator[dict[str, Stubber]]:
    for name, value in SETTINGS.items():
        monkeypatch.setenv(name, value)
    session = boto3.Session("none", "none", region_name="us-east-1")
    clients: dict[str, Any] = {
        name: session.client(name)  # pyright: ignore
        for name in ("cloudwatch", "secretsmanager")
    }
    monkeypatch.setattr(page_test.boto3, "client", clients.__getitem__)
    stubs = {name: Stubber(client) for name, client in clients.items()}
    for stub in stubs.values():
        stub.activate()
    yield stubs
    for stub in stubs.values():
        stub.assert_no_pending_responses()


def publishes(aws: dict[str, Stubber], name: str, value: float) -> None:
    data = [{"MetricName": name, "Value": value}]
    wanted = {"Namespace": "FilmOps/Paging", "MetricData": data}
    aws["cloudwatch"].add_response("put_metric_data", {}, wanted)


def test_raise_publishes_what_the_test_alarm_looks_at(aws: dict[str, Stubber]) -> None:
    publishes(aws, "PageTestRequested", 1)
    assert page_test.handler({"step": "raise"}, None) == {"raised": "filmops-prod-page-test"}


@pytest.mark.parametrize("arrived", [True, False])
def test_verify_publishes_whether_the_page_arrived(
    aws: dict[str, Stubber], monkeypatch: pytest.MonkeyPatch, arrived: bool
) -> None:
    secret = {"SecretString": json.dumps({"token": "t0ken"})}
    aws["secretsmanager"].add_response("get_secret_value", secret, {"SecretId": ANY})
    publishes(aws, "PageTestArrived", float(arrived))

    def answer(token: str, *_: object, **__: object) -> Verdict:
        assert token == "t0ken"
        return Verdict(arrived, "because")

    monkeypatch.setattr(page_test, "ask", answer)
    assert page_test.handler({"step": "verify"}, None)["arrived"] is arrived


def test_a_token_that_cannot_be_read_counts_as_not_arrived(
    aws: dict[str, Stubber], capsys: pytest.CaptureFixture[str]
) -> None:
    aws["secretsmanager"].add_client_error("get_secret_value", "AccessDeniedException")
    publishes(aws, "PageTestArrived", 0)
    assert page_test.handler({"step": "verify"}, None)["arrived"] is False
    assert json.loads(capsys.readouterr().out)["because"].startswith("no token")


def test_any_other_step_is_refused(aws: dict[str, Stubber]) -> None:
    assert aws
    with pytest.raises(ValueError, match="wanted raise or verify, got: dance"):
        page_test.handler({"step": "dance"}, None)


def test_a_missing_setting_is_named(
    aws: dict[str, Stubber], monkeypatch: pytest.MonkeyPatch
) -> None:
    assert aws
    monkeypatch.delenv("ALARM_NAME")
    with pytest.raises(KeyError, match="ALARM_NAME"):
        page_test.handler({"step": "raise"}, None)
