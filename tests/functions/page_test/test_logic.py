"""The page test against a REST API over HTTP: it arrived, it did not, it could not be asked."""

import json
import sys
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime, timedelta
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

import pytest

sys.path.insert(0, str(Path(__file__).parents[3] / "functions" / "page_test"))

from logic import TRIES, AskingFailedError, Verdict, ask, find_incident

NOW = datetime(2026, 11, 23, 10, 5, tzinfo=UTC)
ALARM = "filmops-prod-page-test"
LOOK_BACK = timedelta(minutes=10)


def incident(title: str = f'ALARM: "{ALARM}"', minutes_ago: int = 4) -> dict[str, str]:
    return {"title": title, "created_at": (NOW - timedelta(minutes=minutes_ago)).isoformat()}


class Seen:
    def __init__(self) -> None:
        self.tokens: list[str] = []


@contextmanager
def answering(*answers: tuple[int, str]) -> Iterator[tuple[str, Seen]]:
    left, seen = list(answers), Seen()

    class Handler(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            seen.tokens.append(self.headers["Authorization"])
            status, body = left.pop(0)
            self.send_response(status)
            self.end_headers()
            self.wfile.write(body.encode())

        def log_message(self, format: str, *args: object) -> None:
            pass

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    thread = threading.Thread(target=server.serve_forever, args=(0.01,))
    thread.start()
    try:
        yield f"http://127.0.0.1:{server.server_port}", seen
    finally:
        server.shutdown()
        server.server_close()
        thread.join()


def asked(*answers: tuple[int, str]) -> tuple[Verdict, Seen]:
    with answering(*answers) as (api, seen):
        return ask("t0ken", ALARM, NOW, LOOK_BACK, api=api, sleep=lambda _: None), seen


def body(*incidents: dict[str, str]) -> str:
    return json.dumps({"incidents": incidents})


def test_an_incident_of_the_alarm_since_the_raise_arrived() -> None:
    verdict, seen = asked((200, body(incident())))
    assert verdict.arrived
    assert seen.tokens == ["Token token=t0ken"]


@pytest.mark.parametrize(
    "incidents",
    [[], [incident(title="another alarm")], [incident(minutes_ago=11)]],
    ids=["none", "of another alarm", "of the week before"],
)
def test_any_other_incident_did_not_arrive(incidents: list[dict[str, str]]) -> None:
    verdict, _ = asked((200, body(*incidents)))
    assert not verdict.arrived
    assert verdict.because.startswith(f"no incident of {ALARM}")


def test_a_throttled_answer_is_asked_for_again() -> None:
    verdict, seen = asked((429, ""), (200, body(incident())))
    assert verdict.arrived
    assert len(seen.tokens) == 2


def test_a_server_that_stays_ill_counts_as_not_arrived() -> None:
    verdict, seen = asked(*[(500, "")] * TRIES)
    assert (verdict.arrived, len(seen.tokens)) == (False, TRIES)
    assert verdict.because == "PagerDuty could not be asked: HTTP 500"


def test_a_refused_token_is_not_tried_again_and_not_shown() -> None:
    verdict, seen = asked((401, ""))
    assert (verdict.arrived, len(seen.tokens)) == (False, 1)
    assert "401" in verdict.because
    assert "t0ken" not in verdict.because


@pytest.mark.parametrize("answer", ["<html>", "[]", '{"incidents": 3}', '{"incidents": [{}]}'])
def test_a_malformed_answer_counts_as_not_arrived(answer: str) -> None:
    verdict, _ = asked((200, answer))
    assert not verdict.arrived
    assert verdict.because.startswith("PagerDuty could not be asked: wanted")


def test_nobody_listening_counts_as_not_arrived() -> None:
    with answering() as (api, _):
        pass
    verdict = ask("t0ken", ALARM, NOW, LOOK_BACK, api=api, sleep=lambda _: None)
    assert not verdict.arrived


def test_an_incident_without_a_time_is_malformed() -> None:
    with pytest.raises(AskingFailedError):
        find_incident([{"title": ALARM}], ALARM, NOW)
