"""One embedded AWS for all tests of local/."""

import threading
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

import pytest

from local.cloud import EmbeddedAws
from tests.local.helpers import ACCOUNT, HOST, SPEED, Receiver, Request, Stacks


@pytest.fixture(scope="session")
def receiver() -> Iterator[Receiver]:
    kept = Receiver()

    class Handler(BaseHTTPRequestHandler):
        def do_POST(self) -> None:
            body = self.rfile.read(int(self.headers["Content-Length"])).decode()
            status = kept.take(Request(self.path, dict(self.headers), body))
            self.send_response(status)
            self.send_header("Content-Length", "0")
            self.end_headers()

        def log_message(self, format: str, *args: object) -> None:
            del format, args

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    kept.port = server.server_port
    threading.Thread(target=server.serve_forever, daemon=True).start()
    yield kept
    server.shutdown()
    server.server_close()


@pytest.fixture(scope="session")
def aws(receiver: Receiver, tmp_path_factory: pytest.TempPathFactory) -> Iterator[EmbeddedAws]:
    directory: Path = tmp_path_factory.mktemp("local")
    outside = {HOST: f"http://127.0.0.1:{receiver.port}"}
    with EmbeddedAws(account=ACCOUNT, outside=outside, speed=SPEED, directory=directory) as cloud:
        yield cloud


@pytest.fixture(scope="session")
def stacks(aws: EmbeddedAws) -> Stacks:
    return Stacks(aws)
