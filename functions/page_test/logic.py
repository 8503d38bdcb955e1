"""The page test without AWS: asking PagerDuty whether the test's incident came."""

import json
import time
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any, cast
from urllib.error import HTTPError, URLError
from urllib.parse import urlencode
from urllib.request import Request, urlopen

API = "https://api.pagerduty.com"
TIMEOUT = 10.0
"""Seconds one request may take."""
TRIES = 3
PAUSE = 2.0
"""Seconds between two tries."""


@dataclass(frozen=True, slots=True)
class Verdict:
    """Whether the test arrived, and a line for the log; `seconds` is when it opened."""

    arrived: bool
    because: str
    seconds: float | None = None


class AskingFailedError(Exception):
    """PagerDuty could not be asked; one line, without the token."""


def find_incident(incidents: object, alarm: str, since: datetime) -> Verdict:
    """The verdict from the `incidents` of a REST answer; raises AskingFailedError when malformed."""
    if not isinstance(incidents, list):
        raise AskingFailedError("wanted a list of incidents, got something else")
    for incident in cast("list[dict[str, Any]]", incidents):
        try:
            title, opened = str(incident["title"]), datetime.fromisoformat(incident["created_at"])
        except (KeyError, TypeError, ValueError):
            raise AskingFailedError("wanted incidents with title and created_at") from None
        if alarm in title and opened >= since:
            return Verdict(True, f"{alarm} is in PagerDuty", (opened - since).total_seconds())
    return Verdict(False, f"no incident of {alarm} since {since.isoformat()}")


def ask(
    token: str,
    alarm: str,
    now: datetime,
    look_back: timedelta,
    *,
    api: str = API,
    sleep: Callable[[float], None] = time.sleep,
) -> Verdict:
    """Ask PagerDuty's REST API; a failure to ask counts as not arrived, and says why."""
    since = now - look_back
    query = urlencode({"since": since.isoformat(), "until": now.isoformat(), "limit": 100})
    request = Request(
        f"{api}/incidents?{query}",
        headers={
            "Authorization": f"Token token={token}",
            "Accept": "application/vnd.pagerduty+json;version=2",
        },
    )
    try:
        answer = _fetch(request, sleep)
        if not isinstance(answer, dict):
            raise AskingFailedError("wanted a JSON object, got something else")
        return find_incident(cast("dict[str, object]", answer).get("incidents"), alarm, since)
    except AskingFailedError as error:
        return Verdict(False, f"PagerDuty could not be asked: {error}")


def _fetch(request: Request, sleep: Callable[[float], None]) -> object:
    failure = "no try"
    for attempt in range(TRIES):
        if attempt:
            sleep(PAUSE)
        try:
            with urlopen(request, timeout=TIMEOUT) as response:
                return json.load(response)
        except HTTPError as error:
            failure = f"HTTP {error.code}"
            error.close()
            if error.code != 429 and error.code < 500:
                break
        except (URLError, OSError) as error:
            failure = str(error)
        except ValueError:
            raise AskingFailedError("wanted JSON, got something else") from None
    raise AskingFailedError(failure)
