"""The step inside the network: connects to a restored database and reads it.

It reaches no AWS service and is given everything, the password included, by the step that calls it.
"""

import socket
import ssl
from collections.abc import Generator
from contextlib import contextmanager
from dataclasses import asdict, dataclass, field
from pathlib import Path
from typing import Any, Self, cast

import pg8000.native  # pyright: ignore[reportMissingTypeStubs]

from .run import Said
from .tables import Query, RefusedError, Rows, read

AUTHORITIES = Path(__file__).with_name("authorities.pem")
"""Amazon RDS's own root certificates (docs/decisions/0016)."""
PATIENCE = 30.0
"""Seconds for a connection."""
LONGEST = 780
"""Seconds for one statement; with the connection within the 15 minutes Lambda gives."""


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


def handle(event: Said, _context: object) -> dict[str, Any]:
    """Lambda's entry: what the database holds."""
    with connected(Door.of(event), ssl.create_default_context(cafile=AUTHORITIES)) as query:
        return asdict(read(query))


@contextmanager
def connected(door: Door, tls: ssl.SSLContext | None) -> Generator[Query]:
    """A session that cannot write. `tls` is None for a database on this machine only."""
    line = socket.create_connection((door.host, door.port), timeout=PATIENCE)
    line.settimeout(LONGEST)  # PostgreSQL gives up first, and says why
    session = cast(
        Any,  # the driver has no types
        pg8000.native.Connection(
            door.user,
            host=door.host,
            port=door.port,
            database=door.database,
            password=door.password,
            sock=line,
            ssl_context=tls,
            startup_params={
                "default_transaction_read_only": "on",
                "statement_timeout": f"{LONGEST - 10}s",
                "TimeZone": "UTC",
            },
        ),
    )

    def query(statement: str) -> Rows:
        try:
            return cast(Rows, session.run(statement))
        except pg8000.native.DatabaseError as error:
            raise RefusedError(_message(error)) from error

    try:
        yield query
    finally:
        session.close()


def _message(error: Exception) -> str:
    """PostgreSQL's own words: field M of its error, as the protocol calls it."""
    fields = error.args[0] if error.args else None
    return str(cast(Said, fields).get("M")) if isinstance(fields, dict) else str(error)
