"""A session with the database: TLS, time limits, and statements that may outlive whoever asked."""

import socket
import ssl
import struct
from collections.abc import Generator, Mapping, Sequence
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, Self, cast

import pg8000.native  # pyright: ignore[reportMissingTypeStubs]

from .work import Said

AUTHORITIES = Path(__file__).with_name("authorities.pem")
"""Amazon RDS's own root certificates (docs/decisions/0016)."""
PATIENCE = 30.0
"""Seconds for a connection, and for a statement that is given no other limit."""
FOREIGN_KEY = "23503"
"""SQLSTATE of a row that others point at."""
BUSY = ("55P03", "57014", "40P01")
"""SQLSTATE of what may work at another time: no lock in time, no end in time, a deadlock."""

Rows = Sequence[Sequence[object]]
_ASKS_FOR_TLS = struct.pack("!ii", 8, 80877103)  # SSLRequest, as the protocol numbers it
_STEADY = {
    # A value is the same text whoever asks, so that two texts of a row can be compared.
    "TimeZone": "UTC",
    "DateStyle": "ISO",
    "IntervalStyle": "iso_8601",
    "bytea_output": "hex",
    "extra_float_digits": "1",
    "search_path": "pg_catalog",
    # A session whose function is gone ends by itself, and its locks with it.
    "idle_session_timeout": "60s",
    "idle_in_transaction_session_timeout": "60s",
    "tcp_keepalives_idle": "30",
    "tcp_keepalives_interval": "10",
    "tcp_keepalives_count": "3",
}


class RefusedError(Exception):
    """PostgreSQL would not; the text is its own, `code` its SQLSTATE."""

    def __init__(self, message: str, code: str) -> None:
        super().__init__(message)
        self.code = code


class StillRunningError(Exception):
    """The statement has not ended yet. It goes on in the database; this session is of no more use."""


@dataclass(frozen=True, slots=True)
class Door:
    """Where the database answers, and to whom."""

    host: str
    port: int
    database: str
    user: str
    password: str = field(repr=False)

    @classmethod
    def of(cls, event: Said) -> Self:
        """Read a call; raises ValueError that names what is missing, and never what came."""
        texts = [event.get(name) for name in ("host", "database", "user", "password")]
        port = event.get("port")
        match [*texts, port]:
            case [str(host), str(database), str(user), str(password), int(number)]:
                return cls(host, number, database, user, password)
            case _:
                raise ValueError("wanted host, port, database, user and password")


@dataclass(frozen=True, slots=True)
class Session:
    """Runs statements one by one, each in its own transaction unless it says BEGIN."""

    _line: socket.socket
    _connection: Any  # the driver has no types

    def run(self, statement: str, within: float = PATIENCE, **values: object) -> Rows:
        """The rows of a statement; `values` fill its :names.

        Raises RefusedError, and StillRunningError when no word came `within` so many seconds.
        """
        self._line.settimeout(max(within, 0.001))
        try:
            return cast(Rows, self._connection.run(statement, **values) or [])
        except pg8000.native.DatabaseError as error:
            raise _refusal(error) from error
        except TimeoutError as error:
            raise StillRunningError(statement) from error

    def one(self, statement: str, **values: object) -> Any:  # noqa: ANN401 (a value of any type)
        """The single value of a statement that has one."""
        ((value,),) = self.run(statement, PATIENCE, **values)
        return value


@contextmanager
def session(
    door: Door, tls: ssl.SSLContext | None, settings: Mapping[str, str] | None = None
) -> Generator[Session]:
    """A session under `settings`. `tls` is None for a database on this machine only.

    It is left without a word: a statement that runs goes on, and then finds nobody there.
    """
    line = socket.create_connection((door.host, door.port), timeout=PATIENCE)
    try:
        # The driver would do this too, but hide the socket whose patience changes.
        line = _sealed(line, door.host, tls) if tls else line
        yield Session(line, _connection(door, line, settings or {}))
    finally:
        # The driver holds the socket too: closed here alone, it would stay open.
        with suppress(OSError):
            line.shutdown(socket.SHUT_RDWR)
        line.close()


def authorities() -> ssl.SSLContext:
    """TLS that trusts Amazon RDS and nobody else."""
    return ssl.create_default_context(cafile=AUTHORITIES)


def _sealed(line: socket.socket, host: str, tls: ssl.SSLContext) -> socket.socket:
    line.sendall(_ASKS_FOR_TLS)
    if line.recv(1) != b"S":
        raise ConnectionError("the database refuses TLS (SSL)")
    return tls.wrap_socket(line, server_hostname=host)


def _connection(door: Door, line: socket.socket, settings: Mapping[str, str]) -> object:
    try:
        return pg8000.native.Connection(
            door.user,
            host=door.host,
            port=door.port,
            database=door.database,
            password=door.password,
            sock=line,
            ssl_context=False,
            application_name="filmops-maintenance",
            startup_params={**_STEADY, **settings},
        )
    except pg8000.native.DatabaseError as error:
        raise _refusal(error) from None


def _refusal(error: Exception) -> RefusedError:
    """PostgreSQL's own words: fields M and C of its error, as the protocol calls them."""
    found = error.args[0] if error.args else None
    if not isinstance(found, dict):
        return RefusedError(str(error), "")
    fields = cast(Said, found)
    return RefusedError(str(fields.get("M")), str(fields.get("C")))
