"""Asking PagerDuty's REST API which incidents arrived."""

import json
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import UTC, datetime
from http import HTTPStatus
from http.client import HTTPException
from typing import cast
from urllib.parse import urlencode
from urllib.request import HTTPHandler, HTTPSHandler, OpenerDirector, Request

ATTEMPTS = 3
PATIENCE = 10.0
"""Seconds for one attempt."""
LONGEST_WAIT = 20.0
"""Seconds between two attempts, whatever `ratelimit-reset` asks for."""
LARGEST_ANSWER = 2 * 1024 * 1024
"""Bytes: a hundred incidents take a fraction of it."""
LARGEST_PAGE = 100
"""Incidents (PagerDuty, "Pagination")."""
STATUSES = ("triggered", "acknowledged", "resolved")


class NotAnsweredError(Exception):
    """PagerDuty gave no answer that can be used; the text says why and holds no token."""


@dataclass(frozen=True, slots=True)
class Incident:
    """What the page test needs of an incident."""

    id: str
    title: str
    key: str
    created_at: datetime


@dataclass(frozen=True, slots=True)
class PagerDuty:
    """The REST API at a base URL. `sleep` waits so many seconds between two attempts."""

    url: str
    token: str = field(repr=False)
    sleep: Callable[[float], None]

    def incidents_since(self, since: datetime) -> tuple[Incident, ...]:
        """Incidents created at or after `since`; raises NotAnsweredError."""
        request = self._request(since)
        because = ""
        for attempt in range(ATTEMPTS):
            status, wait, raw = _attempt(request)
            if status == HTTPStatus.OK:
                return _read(raw)
            because = f"PagerDuty answered {status}" if status else "PagerDuty did not answer"
            if status and status != HTTPStatus.TOO_MANY_REQUESTS and status < 500:
                break  # asking again would be answered the same
            if attempt + 1 < ATTEMPTS:
                self.sleep(min(wait or 2.0**attempt, LONGEST_WAIT))
        raise NotAnsweredError(because)

    def _request(self, since: datetime) -> Request:
        asked = [("since", since.astimezone(UTC).isoformat()), ("limit", str(LARGEST_PAGE))]
        query = urlencode([*asked, *(("statuses[]", status) for status in STATUSES)])
        headers = {
            "Authorization": f"Token token={self.token}",
            "Accept": "application/vnd.pagerduty+json;version=2",
        }
        return Request(f"{self.url}/incidents?{query}", headers=headers)


def _attempt(request: Request) -> tuple[int, float, bytes]:
    """Status (0 without an answer), seconds to wait as the answer asks, and the answer."""
    opener = OpenerDirector()  # follows no redirect: it would carry the token along
    opener.add_handler(HTTPHandler())
    opener.add_handler(HTTPSHandler())
    try:
        with opener.open(request, timeout=PATIENCE) as response:
            reset = str(response.headers.get("ratelimit-reset", ""))
            wait = float(reset) if reset.isdecimal() else 0.0
            return int(response.status), wait, cast(bytes, response.read(LARGEST_ANSWER))
    except (OSError, HTTPException):
        return 0, 0.0, b""


def read_token(secret: str) -> str | None:
    """The token in a secret's JSON, or None where there is none that fits in a header."""
    try:
        token = _object(json.loads(secret)).get("token")
    except (TypeError, ValueError, RecursionError):
        return None
    if isinstance(token, str) and token.isascii() and token.isprintable():
        return token or None
    return None


def _read(raw: bytes) -> tuple[Incident, ...]:
    try:
        answer = _object(json.loads(raw))
        incidents, more = answer.get("incidents"), answer.get("more")
        if not isinstance(incidents, list) or not isinstance(more, bool):
            raise TypeError("no list of incidents")
        found = tuple(_incident(_object(data)) for data in cast(list[object], incidents))
    except (TypeError, ValueError, RecursionError) as error:
        raise NotAnsweredError("PagerDuty's answer cannot be read") from error
    if more:
        raise NotAnsweredError(f"PagerDuty has more than {LARGEST_PAGE} incidents")
    return found


def _incident(data: dict[str, object]) -> Incident:
    match [data.get(name) for name in ("id", "title", "incident_key", "created_at")]:
        case [str(id_), str(title), (str() | None) as key, str(created)]:
            created_at = datetime.fromisoformat(created)
            if created_at.tzinfo is None:
                raise ValueError("created_at has no time zone")
            return Incident(id_, title, key or "", created_at)
        case _:
            raise ValueError("an incident without id, title or created_at")


def _object(data: object) -> dict[str, object]:
    if not isinstance(data, dict):
        raise TypeError("no JSON object")
    return cast(dict[str, object], data)
