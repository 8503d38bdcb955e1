"""Telling the status page, by a webhook whose address is a secret."""

import json
import time
from collections.abc import Callable
from dataclasses import dataclass, field
from http import HTTPStatus
from http.client import HTTPException
from typing import TYPE_CHECKING, cast
from urllib.parse import urlsplit
from urllib.request import HTTPHandler, HTTPSHandler, OpenerDirector, Request

import boto3

from .calls import PATIENT

if TYPE_CHECKING:  # the stubs are not in the Lambda runtime
    from mypy_boto3_secretsmanager import SecretsManagerClient

ATTEMPTS = 4
PATIENCE = 10.0
"""Seconds for one attempt."""
LONGEST_WAIT = 20.0
"""Seconds between two attempts, whatever `retry-after` asks for."""
LOOPBACK = "127.0.0.1"
_AGAIN = frozenset({HTTPStatus.REQUEST_TIMEOUT, HTTPStatus.TOO_MANY_REQUESTS})


class NotTakenError(Exception):
    """The status page did not take what it was told; the text holds no address."""


@dataclass(frozen=True, slots=True)
class StatusPage:
    """A webhook. `sleep` waits so many seconds between two attempts."""

    url: str = field(repr=False)
    sleep: Callable[[float], None]

    def tell(self, key: str, update: dict[str, str]) -> int:
        """Post an update and say how many attempts it took; raises NotTakenError.

        `key` is the same for the same update, so that a page that knows it shows it once.
        """
        request = Request(
            self.url,
            data=json.dumps(update).encode(),
            headers={"Content-Type": "application/json", "Idempotency-Key": key},
            method="POST",
        )
        because = ""
        for attempt in range(1, ATTEMPTS + 1):
            status, wait = _attempt(request)
            if 200 <= status < 300:
                return attempt
            because = f"answered {status}" if status else "did not answer"
            if status and status not in _AGAIN and status < 500:
                break  # asking again would be answered the same
            if attempt < ATTEMPTS:
                self.sleep(min(wait or 2.0 ** (attempt - 1), LONGEST_WAIT))
        raise NotTakenError(f"the status page {because}")


def status_page_of(secret: str) -> Callable[[], StatusPage] | None:
    """How to reach it, by the name of its secret; None where there is none.

    The address is read when it is used, so that a new one holds at once.
    """
    if not secret:
        return None
    # boto3-stubs leaves the clients of services we did not install unknown.
    secrets: SecretsManagerClient = boto3.client("secretsmanager", config=PATIENT)  # pyright: ignore[reportUnknownMemberType]

    def page() -> StatusPage:
        answer = secrets.get_secret_value(SecretId=secret)
        return StatusPage(read_address(answer["SecretString"]), time.sleep)

    return page


def read_address(secret: str) -> str:
    """The field `url` of a secret's JSON; raises NotTakenError where there is none to be used.

    In the clear it goes to a stand-in on this machine only.
    """
    try:
        url = cast("dict[str, object]", json.loads(secret))["url"]
        parts = urlsplit(str(url))
    except (KeyError, TypeError, ValueError, RecursionError):
        raise NotTakenError("the secret of the status page has no url") from None
    if not parts.hostname or (parts.scheme != "https" and parts.hostname != LOOPBACK):
        raise NotTakenError("the secret of the status page holds no https address")
    return str(url)


def _attempt(request: Request) -> tuple[int, float]:
    """Status (0 without an answer), and the seconds to wait as the answer asks."""
    opener = OpenerDirector()  # follows no redirect: it would carry the update to another host
    opener.add_handler(HTTPHandler())
    opener.add_handler(HTTPSHandler())
    try:
        with opener.open(request, timeout=PATIENCE) as response:
            asked = str(response.headers.get("retry-after", ""))
            return int(response.status), float(asked) if asked.isdecimal() else 0.0
    except (OSError, HTTPException):
        return 0, 0.0
