"""Sends HTTP requests to the outside in the background: tries again, then gives up on a queue."""

import http.client
import threading
import time
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from urllib.parse import urlsplit

from local.journal import Journal, Kind

SHORTEST_TIMEOUT = 2.0
"""Seconds: a stand-in on a busy machine is slower than a compressed clock allows for."""


@dataclass(frozen=True, slots=True)
class Shipment:
    """One message on its way."""

    sender: str
    """The ARN of the subscription or API destination."""
    method: str
    url: str
    headers: Mapping[str, str]
    body: str
    timeout: float
    """Seconds the receiver has for its answer."""
    delays: tuple[float, ...]
    """Seconds before each further try."""
    tries_again: Callable[[int], bool]
    """Whether an HTTP status may pass."""
    give_up: Callable[[str, int], bool]
    """Puts the message on its dead-letter queue, told why and after how many tries; False when
    there is none."""

    def send(self, timeout: float) -> int:
        """One try: the HTTP status. Raises OSError when no answer came."""
        url = urlsplit(self.url)
        secure = url.scheme == "https"
        kind = http.client.HTTPSConnection if secure else http.client.HTTPConnection
        connection = kind(url.hostname or "", url.port, timeout=timeout)
        target = f"{url.path or '/'}?{url.query}" if url.query else url.path or "/"
        try:
            connection.request(self.method, target, self.body.encode(), dict(self.headers))
            return connection.getresponse().status
        except http.client.HTTPException as error:
            raise ConnectionError(str(error) or type(error).__name__) from error
        finally:
            connection.close()


@dataclass(frozen=True, slots=True)
class Courier:
    """Carries shipments, on a clock that runs `speed` times as fast as the wall's."""

    journal: Journal
    speed: float

    def carry(self, shipment: Shipment) -> None:
        """Return at once; the delivery goes on by itself."""
        threading.Thread(target=self._deliver, args=(shipment,), daemon=True).start()

    def wait(self, seconds: float) -> None:
        """Let that much of the emulator's time pass."""
        time.sleep(seconds / self.speed)

    def _deliver(self, shipment: Shipment) -> None:
        host = urlsplit(shipment.url).hostname or ""
        why, tries = "", 0
        for delay in (0.0, *shipment.delays):
            self.wait(delay)
            tries += 1
            try:
                status = shipment.send(max(SHORTEST_TIMEOUT, shipment.timeout / self.speed))
            except OSError as error:
                why, again = f"{host}: {error}", True
            else:
                why, again = f"{host}: HTTP {status}", shipment.tries_again(status)
                if status < http.client.MULTIPLE_CHOICES:
                    self.journal.write(Kind.DELIVERED, shipment.sender, why, tries)
                    return
            self.journal.write(Kind.FAILED, shipment.sender, why, tries)
            if not again:
                break
        kept = shipment.give_up(why, tries)
        self.journal.write(Kind.DEAD_LETTER if kept else Kind.LOST, shipment.sender, why, tries)
