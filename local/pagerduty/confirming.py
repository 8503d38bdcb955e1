"""Confirming an SNS subscription: the one request the stand-in makes itself."""

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from http import HTTPStatus
from http.client import HTTPException
from urllib.request import HTTPHandler, HTTPSHandler, OpenerDirector

PATIENCE = 5.0
"""Seconds for one call."""
WORKERS = 2


class Confirmer:
    """Calls SubscribeURLs in the background: SNS waits for our answer before it can answer us."""

    def __init__(self) -> None:
        self._workers = ThreadPoolExecutor(WORKERS, thread_name_prefix="confirm")

    def confirm(self, url: str, then: Callable[[bool], None]) -> None:
        """Call `url`, and then `then` with whether it answered 200."""
        self._workers.submit(lambda: then(_answers_ok(url)))

    def close(self) -> None:
        """Wait for calls under way; none is made after."""
        self._workers.shutdown(cancel_futures=True)


def _answers_ok(url: str) -> bool:
    # No proxy and no redirect: both could lead off this machine.
    opener = OpenerDirector()
    opener.add_handler(HTTPHandler())
    opener.add_handler(HTTPSHandler())
    try:
        with opener.open(url, timeout=PATIENCE) as response:
            return response.status == HTTPStatus.OK
    except (OSError, HTTPException, ValueError):
        return False
