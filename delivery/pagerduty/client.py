"""PagerDuty's REST API: one request, tried again where that is safe, and lists page by page."""

import json
import time
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from http import HTTPStatus
from typing import cast
from urllib.parse import urlencode, urlsplit

import urllib3
from urllib3.exceptions import HTTPError

API = "https://api.pagerduty.com"
ATTEMPTS = 5
PATIENCE = 20.0
"""Seconds for one attempt."""
LONGEST_WAIT = 60.0
"""Seconds between two attempts, whatever `ratelimit-reset` asks for."""
PAGE = 100
"""Records a page: the most PagerDuty gives (its page "Pagination")."""

Json = dict[str, object]


class PagerDutyError(Exception):
    """PagerDuty gave no answer that can be used; the text says to what, and holds no token.

    `status` is the HTTP status of what it did answer, 0 where that is not the point.
    """

    def __init__(self, text: str, status: int = 0) -> None:
        super().__init__(text)
        self.status = status


@dataclass(frozen=True, slots=True)
class Client:
    """The API at a base URL; `sleep` waits so many seconds between two attempts.

    Raises ValueError for an address at which the token would travel in the clear.
    """

    token: str = field(repr=False)
    url: str = API
    sleep: Callable[[float], None] = time.sleep
    # No redirect is followed: it would carry the token along.
    _pool: urllib3.PoolManager = field(
        default_factory=lambda: urllib3.PoolManager(retries=False), repr=False
    )

    def __post_init__(self) -> None:
        parts = urlsplit(self.url)
        if parts.scheme != "https" and parts.hostname != "127.0.0.1":
            raise ValueError(f"--api: wanted an https URL, got {self.url}")

    def get(self, path: str, **query: str) -> Json:
        """One object."""
        return self._ask("GET", path, query)

    def list(self, name: str, **query: str) -> Iterator[Json]:
        """Every object of a collection, by its name in the API: `services`."""
        offset, more = 0, True
        while more:
            paging = {"limit": str(PAGE), "offset": str(offset)}
            answer = self._ask("GET", f"/{name}", {**query, **paging})
            found = answer.get(name)
            if not isinstance(found, list):
                raise PagerDutyError(f"GET /{name}: wanted a list of {name}, got something else")
            yield from cast("list[Json]", found)
            more, offset = answer.get("more") is True, offset + PAGE

    def post(self, path: str, body: Json) -> Json:
        """Create something."""
        return self._ask("POST", path, {}, body)

    def put(self, path: str, body: Json) -> Json:
        """Change something."""
        return self._ask("PUT", path, {}, body)

    def _ask(
        self, method: str, path: str, query: Mapping[str, str], body: Json | None = None
    ) -> Json:
        because, status = "", 0
        for attempt in range(ATTEMPTS):
            status, wait, answer = self._attempt(method, path, query, body)
            if HTTPStatus.OK <= status < HTTPStatus.MULTIPLE_CHOICES:
                return answer
            because = _because(status, answer)
            if not _worth_repeating(method, status):
                break
            if attempt + 1 < ATTEMPTS:
                self.sleep(min(wait or 2.0**attempt, LONGEST_WAIT))
        raise PagerDutyError(f"{method} {path}: {because}", status)

    def _attempt(
        self, method: str, path: str, query: Mapping[str, str], body: Json | None
    ) -> tuple[int, float, Json]:
        """Status (0 without an answer), seconds to wait as the answer asks, and the answer."""
        url = f"{self.url}{path}" + (f"?{urlencode(query)}" if query else "")
        headers = {
            "Authorization": f"Token token={self.token}",
            "Accept": "application/vnd.pagerduty+json;version=2",
            "Content-Type": "application/json",
        }
        sent = None if body is None else json.dumps(body).encode()
        try:
            response = self._pool.request(
                method, url, body=sent, headers=headers, timeout=PATIENCE, redirect=False
            )
        except HTTPError:
            return 0, 0.0, {}
        reset = response.headers.get("ratelimit-reset", "")
        return response.status, float(reset) if reset.isdecimal() else 0.0, _read(response.data)


def _worth_repeating(method: str, status: int) -> bool:
    """A throttled request was not done. One that failed may have been: creating twice makes two."""
    if status == HTTPStatus.TOO_MANY_REQUESTS:
        return True
    return method != "POST" and (status == 0 or status >= HTTPStatus.INTERNAL_SERVER_ERROR)


def _read(raw: bytes) -> Json:
    try:
        answer: object = json.loads(raw) if raw else {}
    except (ValueError, RecursionError):
        return {}
    return cast("Json", answer) if isinstance(answer, dict) else {}


_HINTS = {
    HTTPStatus.UNAUTHORIZED: "the token is not valid",
    HTTPStatus.FORBIDDEN: "the token may not do this: applying needs one that may write",
}


def _because(status: int, answer: Json) -> str:
    if not status:
        return "PagerDuty did not answer"
    error = answer.get("error")
    said = cast("Json", error) if isinstance(error, dict) else {}
    errors = said.get("errors")
    details = cast("list[object]", errors) if isinstance(errors, list) else []
    words = [said.get("message"), *details, _HINTS.get(HTTPStatus(status))]
    return ": ".join([f"PagerDuty answered {status}", *(str(word) for word in words if word)])
