"""The stand-in as one object: start it, page it, look at it, close it."""

from collections.abc import Callable, Mapping
from datetime import UTC, datetime
from threading import Thread
from types import TracebackType
from typing import Self

from local.pagerduty.account import Account, Service
from local.pagerduty.configuration import Configuration
from local.pagerduty.desk import Desk
from local.pagerduty.incidents import State
from local.pagerduty.switch import Mode
from local.pagerduty.web import WebServer
from local.watcher import Watcher


class StandInPagerDuty:
    """A context manager that serves an account on 127.0.0.1, by default on a free port.

    `hosts` maps host names of SubscribeURLs to base URLs; without it only this machine is called.
    """

    def __init__(
        self,
        account: Account | None = None,
        *,
        port: int = 0,
        hosts: Mapping[str, str] | None = None,
        clock: Callable[[], datetime] = lambda: datetime.now(UTC),
    ) -> None:
        self.account = account or Account.with_new_keys()
        self._desk = Desk(self.account, clock, hosts or {})
        self._server = WebServer(port, self._desk.respond)
        self._thread = Thread(target=self._server.serve_forever, args=(0.05,), name="pagerduty")

    def __enter__(self) -> Self:
        self._thread.start()
        return self

    def __exit__(
        self,
        _type: type[BaseException] | None,
        _error: BaseException | None,
        _traceback: TracebackType | None,
    ) -> None:
        self._desk.switch.turn(Mode.UP)  # lets go of what hangs
        self._server.shutdown()
        self._server.server_close()
        self._thread.join()
        self._desk.confirmer.close()

    @property
    def url(self) -> str:
        """Its page, and the base URL of its REST API."""
        return self._server.url

    @property
    def events_url(self) -> str:
        """Where an Events API v2 event is posted."""
        return f"{self.url}/v2/enqueue"

    def integration_url(self, service: Service) -> str:
        """Where an SNS topic is subscribed to page a service. It holds the service's key."""
        return f"{self.url}/integration/{service.integration_key}/enqueue"

    def heartbeat_url(self, name: str) -> str:
        """Where a heartbeat of this name is posted."""
        return f"{self.url}/heartbeat/{name}"

    @property
    def state(self) -> State:
        """Everything remembered up to now."""
        return self._desk.store.state

    @property
    def configuration(self) -> Configuration:
        """What is set up in the account over REST."""
        return self._desk.configuration

    @property
    def watcher(self) -> Watcher:
        """The heartbeats."""
        return self._desk.watcher

    def switch(self, mode: Mode, for_requests: int | None = None) -> None:
        """Make it ill, or well again."""
        self._desk.switch.turn(mode, for_requests)

    def wait_until(self, holds: Callable[[State], bool], *, seconds: float) -> State:
        """The first state for which `holds`; raises TimeoutError after `seconds`."""
        return self._desk.store.wait_until(holds, seconds)
