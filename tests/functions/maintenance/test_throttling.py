"""AWS that throttles: how many refusals a call of ours outlasts, with botocore's own retries."""

import json
from collections.abc import Iterator
from dataclasses import dataclass
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from threading import Thread

import boto3
import pytest
from botocore.exceptions import ClientError
from mypy_boto3_dynamodb import DynamoDBClient

from functions.maintenance.calls import PATIENT
from functions.maintenance.records import Records


@dataclass
class Busy:
    """DynamoDB that refuses so many requests before it takes one."""

    refusals: int = 0
    asked: int = 0
    port: int = 0


@pytest.fixture
def busy() -> Iterator[Busy]:
    kept = Busy()

    class Handler(BaseHTTPRequestHandler):
        def do_POST(self) -> None:
            self.rfile.read(int(self.headers["Content-Length"]))
            kept.asked += 1
            refused = kept.asked <= kept.refusals
            body: dict[str, object] = (
                {"__type": "com.amazon#ThrottlingException"} if refused else {"Items": []}
            )
            told = json.dumps(body).encode()
            self.send_response(400 if refused else 200)
            self.send_header("Content-Type", "application/x-amz-json-1.0")
            self.send_header("Content-Length", str(len(told)))
            self.end_headers()
            self.wfile.write(told)

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


@pytest.fixture
def records(busy: Busy, monkeypatch: pytest.MonkeyPatch) -> Records:
    monkeypatch.setattr("botocore.endpoint.time.sleep", _at_once)
    session = boto3.Session("none", "none", region_name="us-east-1")
    # boto3-stubs leaves the clients of services we did not install unknown.
    client: DynamoDBClient = session.client(  # pyright: ignore[reportUnknownMemberType]
        "dynamodb", endpoint_url=f"http://127.0.0.1:{busy.port}", config=PATIENT
    )
    return Records(client, "records")


def _at_once(_: float) -> None:
    """A pause that nobody waits for."""


@pytest.mark.parametrize("refusals", [0, 1, 4])
def test_four_refusals_in_a_row_are_outlasted(busy: Busy, records: Records, refusals: int) -> None:
    busy.refusals = refusals
    assert records.of("2026-12-13") == {}
    assert busy.asked == refusals + 1


def test_the_fifth_is_raised_for_lambda_to_try_again(busy: Busy, records: Records) -> None:
    busy.refusals = 5
    with pytest.raises(ClientError, match="ThrottlingException"):
        records.of("2026-12-13")
    assert busy.asked == 5
