"""What the client makes of answers the stand-in never gives."""

import json
import threading
from collections.abc import Callable, Iterator
from datetime import UTC, datetime

import pytest

from functions.page_test.pagerduty import Incident, NotAnsweredError, PagerDuty, read_token
from local.pagerduty.answers import Answer, Page
from local.pagerduty.web import Request, WebServer

SINCE = datetime(2026, 11, 23, 9, 0, tzinfo=UTC)
INCIDENT = {"id": "Q1", "title": "page test", "created_at": "2026-11-23T09:01:07Z"}
Ask = Callable[[Answer | Page | None], tuple[Incident, ...]]


@pytest.fixture
def asked() -> list[Request]:
    """The requests that came."""
    return []


@pytest.fixture
def slept() -> list[float]:
    """The seconds that were waited."""
    return []


@pytest.fixture
def ask(asked: list[Request], slept: list[float]) -> Iterator[Ask]:
    """Asks a PagerDuty that always gives the same answer."""
    answers: list[Answer | Page | None] = []

    def respond(request: Request) -> Answer | Page | None:
        asked.append(request)
        return answers[0]

    def incidents(answer: Answer | Page | None) -> tuple[Incident, ...]:
        answers[:] = [answer]
        return PagerDuty(server.url, "the-token", slept.append).incidents_since(SINCE)

    server = WebServer(0, respond)
    thread = threading.Thread(target=server.serve_forever, args=(0.05,))
    thread.start()
    yield incidents
    server.shutdown()
    server.server_close()
    thread.join()


def listed(*incidents: object, more: object = False) -> Answer:
    return Answer(200, {"incidents": [*incidents], "more": more})


def test_it_asks_as_the_rest_api_wants_to_be_asked(ask: Ask, asked: list[Request]) -> None:
    ask(listed())
    (request,) = asked
    assert (request.method, request.path) == ("GET", ("incidents",))
    assert request.query == {
        "since": ["2026-11-23T09:00:00+00:00"],
        "limit": ["100"],
        "statuses[]": ["triggered", "acknowledged", "resolved"],
    }
    assert request.headers["authorization"] == "Token token=the-token"
    assert request.headers["accept"] == "application/vnd.pagerduty+json;version=2"


def test_incidents_are_read_with_and_without_a_key(ask: Ask) -> None:
    found = ask(listed(INCIDENT, INCIDENT | {"incident_key": "arn"}))
    assert [incident.key for incident in found] == ["", "arn"]
    assert found[0].created_at == datetime(2026, 11, 23, 9, 1, 7, tzinfo=UTC)


@pytest.mark.parametrize(
    "answer",
    [
        Page("<h1>Maintenance</h1>"),
        Page("[" * 100_000),
        Answer(200, {}),
        Answer(200, {"incidents": None, "more": False}),
        Answer(200, {"incidents": []}),
        listed("Q1"),
        listed(INCIDENT | {"id": 7}),
        listed(INCIDENT | {"incident_key": 7}),
        listed(INCIDENT | {"created_at": "yesterday"}),
        listed(INCIDENT | {"created_at": "2026-11-23T09:01:07"}),
    ],
)
def test_an_answer_that_cannot_be_read_is_no_answer(ask: Ask, answer: Answer | Page) -> None:
    with pytest.raises(NotAnsweredError, match="cannot be read"):
        ask(answer)


def test_a_list_that_goes_on_is_no_answer(ask: Ask) -> None:
    with pytest.raises(NotAnsweredError, match="more than 100 incidents"):
        ask(listed(INCIDENT, more=True))


def test_a_redirect_is_not_followed_and_the_token_goes_nowhere(
    ask: Ask, asked: list[Request]
) -> None:
    with pytest.raises(NotAnsweredError, match="answered 302"):
        ask(Answer(302, {}, {"Location": "http://127.0.0.1:1/"}))
    assert len(asked) == 1


def test_a_connection_that_breaks_is_tried_again_and_no_answer_in_the_end(
    ask: Ask, asked: list[Request]
) -> None:
    with pytest.raises(NotAnsweredError, match="did not answer"):
        ask(None)
    assert len(asked) == 3


@pytest.mark.parametrize(
    ("reset", "waits"), [("7", 7.0), ("3600", 20.0), ("soon", 1.0), ("-1", 1.0)]
)
def test_a_throttled_request_waits_as_long_as_it_is_told_within_bounds(
    ask: Ask, slept: list[float], reset: str, waits: float
) -> None:
    with pytest.raises(NotAnsweredError, match="answered 429"):
        ask(Answer(429, {}, {"ratelimit-reset": reset}))
    assert slept[0] == waits
    assert len(slept) == 2


def test_the_token_is_not_printed_with_the_client() -> None:
    assert "the-token" not in repr(PagerDuty("https://api.pagerduty.com", "the-token", print))


def test_a_token_is_read_from_its_field() -> None:
    assert read_token(json.dumps({"token": "t", "note": "read-only"})) == "t"
    assert read_token(json.dumps({"api_token": "t"})) is None
