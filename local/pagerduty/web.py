"""HTTP at the edge: bounded requests in, whole answers out, nothing in between."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from urllib.parse import parse_qs, unquote, urlsplit

from local.pagerduty.answers import Answer, Page

LARGEST_BODY = 1024 * 1024
"""Bytes read of one request: above every limit of the services played."""
PATIENCE = 10.0
"""Seconds a client may leave its connection idle."""
LOOPBACK = "127.0.0.1"


@dataclass(frozen=True, slots=True)
class Request:
    """One request, read whole. Header names are in lower case."""

    method: str
    path: tuple[str, ...]
    query: Mapping[str, Sequence[str]]
    headers: Mapping[str, str]
    body: bytes


Respond = Callable[[Request], Answer | Page | None]
"""Answers a request; None closes the connection without a word."""


class WebServer(ThreadingHTTPServer):
    """Listens on this machine only. Closing it waits for requests under way."""

    daemon_threads = False

    def __init__(self, port: int, respond: Respond) -> None:
        super().__init__((LOOPBACK, port), _handler(respond))

    @property
    def url(self) -> str:
        """Its address, without a slash at the end."""
        return f"http://{LOOPBACK}:{self.server_port}"


def _handler(respond: Respond) -> type[BaseHTTPRequestHandler]:
    class Handler(BaseHTTPRequestHandler):
        timeout = PATIENCE
        server_version, sys_version = "stand-in", ""

        def do_GET(self) -> None:
            self._serve()

        def do_POST(self) -> None:
            self._serve()

        def do_PUT(self) -> None:
            self._serve()

        def _serve(self) -> None:
            try:
                request = self._read()
                answer = respond(request) if isinstance(request, Request) else request
                if answer is not None:
                    self._send(answer)
            except (TimeoutError, ConnectionError):
                pass  # the client is gone; it will see that it got no answer
            self.close_connection = True

        def _read(self) -> Request | Answer:
            length = self.headers.get("Content-Length", "0")
            if "Transfer-Encoding" in self.headers or not length.isdecimal():
                return Answer(411, {"error": "wanted a Content-Length"})
            if int(length) > LARGEST_BODY:
                return Answer(413, {"error": f"wanted at most {LARGEST_BODY} bytes"})
            parts = urlsplit(self.path)
            return Request(
                method=self.command,
                path=tuple(unquote(part) for part in parts.path.split("/") if part),
                query=parse_qs(parts.query),
                headers={name.lower(): value for name, value in self.headers.items()},
                body=self.rfile.read(int(length)),
            )

        def _send(self, answer: Answer | Page) -> None:
            self.send_response(answer.status)
            headers = {
                **answer.headers,
                "Content-Type": answer.content_type,
                "Content-Length": str(len(answer.content)),
                "Cache-Control": "no-store",
                "X-Content-Type-Options": "nosniff",
            }
            for name, value in headers.items():
                self.send_header(name, value)
            self.end_headers()
            self.wfile.write(answer.content)

        def log_message(self, format: str, *args: object) -> None:
            """Say nothing: the path of a request holds an integration key."""

    return Handler
