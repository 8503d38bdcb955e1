from collections.abc import Mapping, Sequence
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest

from local.pagerduty.account import Account
from local.pagerduty.events import Integration, Resolved, Triggered, Way
from local.pagerduty.incidents import fold
from local.pagerduty.rest import list_incidents

AT = datetime(2026, 11, 23, 3, 0, tzinfo=UTC)
ACCOUNT = Account.with_new_keys()
P1, P2, _ = (Integration(service, Way.CLOUDWATCH) for service in ACCOUNT.services)
STATE = fold(
    [
        Triggered(AT - timedelta(days=31), P1, "old", "Old", "critical"),
        Triggered(AT - timedelta(hours=2), P1, "api", "The API is down", "critical"),
        Triggered(AT - timedelta(hours=1), P2, "queue", "The queue is long", "critical"),
        Resolved(AT - timedelta(minutes=50), P2, "queue"),
    ]
)
TOKEN = f"Token token={ACCOUNT.api_token}"


def asked(query: Mapping[str, Sequence[str]], authorization: str = TOKEN) -> tuple[int, Any]:
    answer = list_incidents(ACCOUNT, STATE, authorization, query, AT)
    return answer.status, answer.body


def titles(query: Mapping[str, Sequence[str]]) -> list[str]:
    return [incident["title"] for incident in asked(query)[1]["incidents"]]


def test_an_incident_is_told_as_pagerduty_tells_it() -> None:
    incident = asked({})[1]["incidents"][1]
    service = ACCOUNT.services[1]
    assert incident | {"id": "", "last_status_change_at": ""} == {
        "id": "",
        "type": "incident",
        "summary": "[#3] The queue is long",
        "incident_number": 3,
        "title": "The queue is long",
        "status": "resolved",
        "urgency": "high",
        "incident_key": "queue",
        "created_at": "2026-11-23T02:00:00Z",
        "resolved_at": "2026-11-23T02:10:00Z",
        "last_status_change_at": "",
        "service": {"id": service.id, "type": "service_reference", "summary": service.name},
    }


@pytest.mark.parametrize(
    ("query", "found"),
    [
        ({}, ["The API is down", "The queue is long"]),
        (
            {"since": ["2026-10-01T00:00:00Z"]},
            ["Old", "The API is down", "The queue is long"],
        ),
        ({"since": ["2026-11-23T01:30:00Z"]}, ["The queue is long"]),
        ({"since": ["2026-11-23T01:30:00+00:00"]}, ["The queue is long"]),
        ({"until": ["2026-11-23T01:30:00Z"]}, ["The API is down"]),
        ({"statuses[]": ["triggered"]}, ["The API is down"]),
        ({"statuses[]": ["triggered", "resolved"]}, ["The API is down", "The queue is long"]),
        ({"service_ids[]": [P2.service.id]}, ["The queue is long"]),
        ({"service_ids[]": ["PNOBODY"]}, []),
        ({"limit": ["1"], "offset": ["1"]}, ["The queue is long"]),
    ],
)
def test_a_query_finds_what_it_asks_for(query: dict[str, list[str]], found: list[str]) -> None:
    assert titles(query) == found


def test_more_says_whether_a_page_is_the_last() -> None:
    assert asked({"limit": ["1"]})[1]["more"] is True
    assert asked({"limit": ["2"]})[1]["more"] is False


@pytest.mark.parametrize(
    "authorization",
    ["", ACCOUNT.api_token, f"Bearer {ACCOUNT.api_token}", "Token token=wrong", "Token token="],
    ids=["nothing", "bare", "as a bearer", "wrong", "empty"],
)
def test_a_request_without_a_valid_token_is_refused(authorization: str) -> None:
    status, body = asked({}, authorization)
    assert (status, body["error"]["code"]) == (401, 2006)


@pytest.mark.parametrize(
    ("query", "code"),
    [
        ({"since": ["yesterday"]}, 2004),
        ({"statuses[]": ["open"]}, 1003),
        ({"limit": ["many"]}, 2001),
        ({"limit": ["101"]}, 2001),
        ({"limit": ["100"], "offset": ["9901"]}, 2001),
        ({"offset": ["-1"]}, 2001),
    ],
)
def test_a_query_that_cannot_be_read_is_refused(query: dict[str, list[str]], code: int) -> None:
    status, body = asked(query)
    assert (status, body["error"]["code"]) == (400, code)
