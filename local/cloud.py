"""The embedded AWS as a context manager: started on a free port, always ended by its own id."""

import json
import os
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Iterator, Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path
from types import TracebackType
from typing import Any, Self
from urllib.error import HTTPError, URLError
from urllib.parse import urlencode
from urllib.request import ProxyHandler, Request, build_opener

from local.clients import SECRET, Clients
from local.journal import Entry, Journal, Kind

ROOT = Path(__file__).parents[1]
START_WITHIN = 30.0
"""Seconds. It takes about two; a busy machine gets its time."""
END_WITHIN = 5.0
"""Seconds between asking it to end and ending it."""


class CloudError(Exception):
    """The embedded AWS did not start, or refused a request of ours; one line."""


@dataclass(frozen=True, slots=True)
class RecordedResource:
    """A resource that deployed on paper only: its service is not there."""

    region: str
    type: str
    stack: str
    logical_id: str
    physical_id: str


class EmbeddedAws:
    """An AWS account on 127.0.0.1, for as long as the `with` block lasts."""

    def __init__(
        self,
        *,
        account: str = "000000000000",
        regions: Sequence[str] = ("us-east-1", "us-west-2"),
        outside: Mapping[str, str] | None = None,
        speed: float = 60.0,
        directory: Path = ROOT / "build" / "local",
    ) -> None:
        """`outside`: host of the real world -> http://127.0.0.1:PORT of its stand-in.

        `speed`: how many times faster than the wall retries and workflows wait. `directory` keeps the log and the
        journal after the end. The first of `regions` is the default one.
        """
        self.account = account
        self.regions = tuple(regions)
        self._outside = dict(outside or {})
        self._speed = speed
        self._directory = directory.resolve()
        port = _free_port()
        self._port = port
        self.endpoint = f"http://127.0.0.1:{port}"
        self.client = Clients(self.endpoint, account)
        self.log = self._directory / f"emulator-{port}.log"
        self.journal = Journal(self._directory / f"journal-{port}.jsonl")
        self._process: subprocess.Popen[bytes] | None = None

    def __enter__(self) -> Self:
        """Start it and wait until it answers. Raises CloudError when it does not."""
        self._directory.mkdir(parents=True, exist_ok=True)
        self.journal.path.unlink(missing_ok=True)
        routes = [f"--outside={host}={url}" for host, url in self._outside.items()]
        command = [
            *(sys.executable, "-m", "local.emulator", "--leash"),
            *("--port", str(self._port), "--account", self.account),
            *("--speed", str(self._speed), "--journal", str(self.journal.path)),
            *routes,
        ]
        with self.log.open("wb") as log:
            self._process = subprocess.Popen(
                command,
                cwd=ROOT,
                stdin=subprocess.PIPE,
                stdout=log,
                stderr=subprocess.STDOUT,
                start_new_session=True,  # one group with its functions, apart from the terminal's
            )
        try:
            self._await_health(self._process)
        except BaseException:
            self._end()
            raise
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        """End it, whatever happened."""
        self._end()

    @property
    def pid(self) -> int:
        """The process that runs it."""
        assert self._process, "not started"
        return self._process.pid

    def environ(self) -> dict[str, str]:
        """A copy of this process's environment in which every SDK and the CDK CLI talk to it."""
        inherited = {name: text for name, text in os.environ.items() if not name.startswith("AWS_")}
        return {
            **inherited,
            "AWS_ENDPOINT_URL": self.endpoint,
            "AWS_ACCESS_KEY_ID": self.account,
            "AWS_SECRET_ACCESS_KEY": SECRET,
            "AWS_REGION": self.regions[0],
            "AWS_DEFAULT_REGION": self.regions[0],
            "AWS_EC2_METADATA_DISABLED": "true",
            "AWS_CONFIG_FILE": os.devnull,
            "AWS_SHARED_CREDENTIALS_FILE": os.devnull,
            # the CLI caches which account a key belongs to, also across emulators
            "CDK_HOME": str(self._directory / f"cdk-home-{self._port}"),
            "CDK_DISABLE_CLI_TELEMETRY": "1",
            "CDK_DEFAULT_ACCOUNT": self.account,
            "CDK_DEFAULT_REGION": self.regions[0],
        }

    def call(self, service: str, region: str, operation: str, **request: object) -> dict[str, Any]:
        """A boto3 operation of a service the type stubs do not cover; its answer."""
        return getattr(self.client(service, region), operation)(**request)

    def recorded(self) -> tuple[RecordedResource, ...]:
        """What is recorded, not run, in this account."""
        found = self._request("GET", "/_local/recorded")
        names = RecordedResource.__slots__
        return tuple(
            RecordedResource(**{name: one[name] for name in names})
            for one in found
            if one["account"] == self.account
        )

    def run_schedule(self, name: str, region: str, group: str = "default") -> None:
        """Fire a schedule now. Raises CloudError when there is none of that name."""
        query = urlencode({"account": self.account, "region": region, "name": name, "group": group})
        self._request("POST", f"/_local/schedules/run?{query}")

    def service_event(
        self, region: str, source: str, detail_type: str, detail: Mapping[str, object]
    ) -> None:
        """Put an event of an AWS service (`aws.guardduty`) on the default bus.

        PutEvents refuses such a source to everybody but AWS.
        """
        said = {"source": source, "detail_type": detail_type, "detail": json.dumps(detail)}
        query = urlencode({"account": self.account, "region": region, **said})
        self._request("POST", f"/_local/events/put?{query}")

    def entries(self, *kinds: Kind) -> Iterator[Entry]:
        """What the journal has of these kinds: deliveries, refusals, notices, ..."""
        return self.journal.read(*kinds)

    def _request(self, method: str, path: str) -> list[dict[str, str]]:
        # no proxy: it would answer for a port it cannot know
        opener = build_opener(ProxyHandler({}))
        try:
            with opener.open(Request(self.endpoint + path, method=method), timeout=10) as answer:
                return json.load(answer)
        except HTTPError as error:
            raise CloudError(f"{path}: {error.read().decode()}") from error
        except (URLError, OSError) as error:
            raise CloudError(f"{self.endpoint}{path}: {error}") from error

    def _await_health(self, process: subprocess.Popen[bytes]) -> None:
        until = time.monotonic() + START_WITHIN
        while time.monotonic() < until:
            if process.poll() is not None:
                lines = self.log.read_text().strip().splitlines() or ["nothing said"]
                raise CloudError(lines[-1])
            try:
                self._request("GET", "/_ministack/health")
            except CloudError:
                time.sleep(0.05)
            else:
                return
        raise CloudError(f"{self.endpoint}: no answer in {START_WITHIN:.0f} s, see {self.log}")

    def _end(self) -> None:
        if self._process is None:
            return
        if self._process.stdin:
            self._process.stdin.close()
        try:
            self._process.wait(END_WITHIN)
        except subprocess.TimeoutExpired:
            self._process.kill()
            self._process.wait()
        with suppress(ProcessLookupError):
            # functions of the emulator that outlived it: they are in the group it led
            os.killpg(self._process.pid, signal.SIGKILL)


def _free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])
