"""The world outside the embedded AWS: a few stand-ins on loopback, and nothing else.

A host with a stand-in is dialled there, in plain HTTP, with the Host header the real one would get.
Every other connection, look-up or datagram is refused and written to the journal. The refusal is an
audit hook, so no library in the process can go round it; functions get the same through guard/.
"""

import http.client
import ipaddress
import json
import os
import socket
import sys
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Self, cast
from urllib.parse import urlsplit

from local.journal import Journal, Kind

ENVIRONMENT = "LOCAL_AWS_OUTSIDE"
"""The variable by which the processes of functions learn the routes of the emulator."""

LOOKUPS = ("socket.getaddrinfo", "socket.gethostbyname")
CONNECTIONS = ("socket.connect", "socket.sendto", "socket.sendmsg")


class RefusedError(ConnectionRefusedError):
    """Something tried to reach a host that has no stand-in."""


@dataclass(frozen=True, slots=True)
class StandIn:
    """Where a host of the real world is played."""

    host: str
    port: int

    @classmethod
    def parse(cls, text: str) -> tuple[str, Self]:
        """`events.pagerduty.com=http://127.0.0.1:8080` -> the host and its stand-in.

        Raises ValueError, in one line, when the text is not of that form or leaves loopback.
        """
        host, _, url = text.partition("=")
        parts = urlsplit(url)
        if not host or parts.scheme != "http" or not parts.hostname or not parts.port:
            raise ValueError(f"outside: wanted HOST=http://127.0.0.1:PORT, got {text}")
        if not is_loopback(parts.hostname):
            raise ValueError(f"outside: {host}: wanted a loopback address, got {parts.hostname}")
        return host.lower(), cls(parts.hostname, parts.port)


def is_loopback(host: str) -> bool:
    """Whether an address or name stays on this machine."""
    try:
        return ipaddress.ip_address(host).is_loopback
    except ValueError:
        return host in ("", "localhost")


@dataclass(frozen=True, slots=True)
class Outside:
    """The routes of one process to its stand-ins, and the journal of what was refused."""

    routes: Mapping[str, StandIn]
    journal: Journal

    def install(self) -> None:
        """From now on, in this process: routed hosts go to their stand-ins, the rest nowhere."""
        _dial_stand_ins(self.routes)
        sys.addaudithook(self._audit)

    def export(self) -> None:
        """Tell the processes this one starts, which must install the same."""
        routes = {host: [stand_in.host, stand_in.port] for host, stand_in in self.routes.items()}
        settings = {"routes": routes, "journal": str(self.journal.path)}
        os.environ[ENVIRONMENT] = json.dumps(settings)

    def _audit(self, event: str, arguments: tuple[object, ...]) -> None:
        if event in LOOKUPS:
            where = arguments[0]
        elif event in CONNECTIONS:
            where = arguments[1]
            if isinstance(where, tuple):
                where = cast("tuple[object, ...]", where)[0]
            # an address of another family (a path: docker's socket) leaves just as well
        else:
            return
        host = where.decode() if isinstance(where, bytes) else str(where or "")
        if is_loopback(host):
            return
        self.journal.write(Kind.REFUSED, host, event)
        raise RefusedError(f"{host}: the embedded AWS reaches only its stand-ins")


def _dial_stand_ins(routes: Mapping[str, StandIn]) -> None:
    secure, plain = http.client.HTTPSConnection.connect, http.client.HTTPConnection.connect

    def dial(connection: http.client.HTTPConnection, stand_in: StandIn) -> None:
        address = (stand_in.host, stand_in.port)
        connection.sock = socket.create_connection(address, connection.timeout)

    def connect_secure(self: http.client.HTTPSConnection) -> None:
        stand_in = routes.get(self.host.lower())
        dial(self, stand_in) if stand_in else secure(self)

    def connect_plain(self: http.client.HTTPConnection) -> None:
        stand_in = routes.get(self.host.lower())
        dial(self, stand_in) if stand_in else plain(self)

    http.client.HTTPSConnection.connect = connect_secure
    http.client.HTTPConnection.connect = connect_plain
