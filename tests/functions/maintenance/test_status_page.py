"""The status page's webhook: stubborn where it helps, and never with its address in a message."""

import json
from collections.abc import Iterator
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from threading import Thread

import pytest

from functions.maintenance.status_page import NotTakenError, StatusPage, read_address


@dataclass
class Hook:
    """A status page that answers as it is told, with 200 once it has nothing left to say."""

    answers: list[tuple[int, str]] = field(default_factory=list[tuple[int, str]])
    got: list[tuple[str, dict[str, str]]] = field(default_factory=list[tuple[str, dict[str, str]]])
    waits: list[float] = field(default_factory=list[float])
    port: int = 0

    @property
    def page(self) -> StatusPage:
        return StatusPage(f"http://127.0.0.1:{self.port}/hook", self.waits.append)


@pytest.fixture
def hook() -> Iterator[Hook]:
    kept = Hook()

    class Handler(BaseHTTPRequestHandler):
        def do_POST(self) -> None:
            body = self.rfile.read(int(self.headers["Content-Length"]))
            kept.got.append((self.headers["Idempotency-Key"], json.loads(body)))
            status, wait = kept.answers.pop(0) if kept.answers else (200, "")
            self.send_response(status)
            if wait:
                self.send_header("Retry-After", wait)
            self.send_header("Content-Length", "0")
            self.end_headers()

        def log_message(self, format: str, *args: object) -> None:
            del format, args

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    kept.port = server.server_port
    thread = Thread(target=server.serve_forever, kwargs={"poll_interval": 0.01}, daemon=True)
    thread.start()
    yield kept
    server.shutdown()
    server.server_close()
    thread.join()


def test_it_is_told_once(hook: Hook) -> None:
    assert hook.page.tell("key", {"state": "scheduled"}) == 1
    assert hook.got == [("key", {"state": "scheduled"})]


@pytest.mark.parametrize("status", [500, 502, 503, 429, 408])
def test_what_may_pass_is_tried_again_after_longer_and_longer(hook: Hook, status: int) -> None:
    hook.answers = 3 * [(status, "")]
    assert hook.page.tell("key", {}) == 4
    assert hook.waits == [1, 2, 4]
    assert {key for key, _ in hook.got} == {"key"}


def test_it_waits_as_it_is_asked_but_not_for_ever(hook: Hook) -> None:
    hook.answers = [(429, "7"), (503, "3600"), (503, "tomorrow")]
    hook.page.tell("key", {})
    assert hook.waits == [7, 20, 4]


def test_it_gives_up_after_four(hook: Hook) -> None:
    hook.answers = 9 * [(503, "")]
    with pytest.raises(NotTakenError, match=r"^the status page answered 503$"):
        hook.page.tell("key", {})
    assert len(hook.got) == 4


@pytest.mark.parametrize("status", [400, 401, 404, 301])
def test_what_is_refused_is_not_asked_again_nor_sent_elsewhere(hook: Hook, status: int) -> None:
    hook.answers = 4 * [(status, "")]
    with pytest.raises(NotTakenError, match=f"answered {status}"):
        hook.page.tell("key", {})
    assert len(hook.got) == 1


def test_nobody_there_is_said_without_the_address() -> None:
    with pytest.raises(NotTakenError) as raised:
        StatusPage("http://127.0.0.1:1/secret-path", lambda _: None).tell("key", {})
    assert str(raised.value) == "the status page did not answer"
    assert "secret-path" not in repr(StatusPage("http://127.0.0.1:1/secret-path", lambda _: None))


@pytest.mark.parametrize(
    "secret", ['{"url": "https://x.example/h"}', '{"url": "http://127.0.0.1:9/h"}']
)
def test_an_address_is_read(secret: str) -> None:
    assert read_address(secret) == json.loads(secret)["url"]


@pytest.mark.parametrize(
    "secret",
    ["", "{}", "[]", '{"url": "http://x.example"}', '{"url": 7}', '{"url": "file:///etc/x"}'],
)
def test_what_is_no_address_is_refused_unshown(secret: str) -> None:
    with pytest.raises(NotTakenError, match="the secret of the status page") as raised:
        read_address(secret)
    assert "example" not in str(raised.value)
