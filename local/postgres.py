"""A real PostgreSQL of our own: started on a free port of this machine, ended by its own pid."""

import os
import pwd
import shutil
import socket
import subprocess
import time
from collections.abc import Generator, Sequence
from contextlib import closing, contextmanager
from dataclasses import dataclass
from grp import getgrall
from pathlib import Path
from typing import Any, cast

import pg8000.native  # pyright: ignore[reportMissingTypeStubs]

HOST = "127.0.0.1"
SUPERUSER, PASSWORD = "studio", "only on this machine"
STARTS_WITHIN = 60.0
"""Seconds."""
_OPTIONS = {
    "listen_addresses": HOST,
    "unix_socket_directories": "",
    "fsync": "off",
    "autovacuum": "off",
    "shared_buffers": "128kB",  # sixteen pages: what was spoiled on disk is read from disk
}


class PostgresError(Exception):
    """It could not be started."""


def programs() -> Path | None:
    """The newest PostgreSQL installed here: Debian keeps its programs out of the PATH.

    The variable POSTGRES_PROGRAMS names the folder of another one.
    """
    if chosen := os.environ.get("POSTGRES_PROGRAMS"):
        return Path(chosen)
    found = sorted(Path("/usr/lib/postgresql").glob("*/bin/initdb"), key=_major)
    if found:
        return found[-1].parent
    on_path = shutil.which("initdb")
    return Path(on_path).parent if on_path else None


def _major(initdb: Path) -> int:
    return int(initdb.parts[-3])


@dataclass(frozen=True)
class Postgres:
    """A running server; `data` is where its files lie, `log` what it wrote."""

    port: int
    data: Path
    log: Path

    def login(self, database: str) -> dict[str, object]:
        """How its owner comes into a database, as our functions are told it."""
        who = {"user": SUPERUSER, "password": PASSWORD}
        return {"host": HOST, "port": self.port, "database": database, **who}

    def run(self, database: str, *statements: str) -> list[list[object]]:
        """Run statements as their owner; the rows of the last."""
        with closing(
            pg8000.native.Connection(
                SUPERUSER,
                host=HOST,
                port=self.port,
                database=database,
                password=PASSWORD,
                timeout=30,
            )
        ) as session:
            rows: list[list[object]] = []
            for statement in statements:
                rows = cast(Any, session).run(statement) or []
            return rows


@contextmanager
def running(
    programs: Path, folder: Path, *, sealed: bool = False, trusts: Sequence[str] = ()
) -> Generator[Postgres]:
    """A server in `folder`, as a user that is not root: PostgreSQL refuses root.

    `sealed`: it speaks TLS too, under a certificate of its own (`folder`/certificate.pem), which
    needs openssl. Users it `trusts` come in with any password, as with a token nobody checks.
    """
    user = _not_root()
    data, log, secret = folder / "data", folder / "log", folder / "password"
    secret.write_text(PASSWORD)
    if user:
        for path in (folder, secret):
            shutil.chown(path, user, user)
    made = subprocess.run(
        [
            *(programs / "initdb", "--pgdata", data, "--username", SUPERUSER),
            *("--auth", "scram-sha-256", "--pwfile", secret, "--encoding", "UTF8"),
            *("--data-checksums", "--no-sync", "--locale", "C"),
        ],
        capture_output=True,
        text=True,
        timeout=120,
        check=False,
        user=user,
        group=user,
    )
    if made.returncode:
        raise PostgresError(made.stderr)
    port = _free_port()
    options = [f"--{name}={value}" for name, value in _OPTIONS.items()]
    options += _sealed(folder, user) if sealed else []
    _trust(data, trusts)
    with log.open("w") as written:
        server = subprocess.Popen(
            [programs / "postgres", "-D", data, "-p", str(port), *options],
            stdout=written,
            stderr=written,
            user=user,
            group=user,
        )
    try:
        found = Postgres(port, data, log)
        _wait(found, server)
        yield found
    finally:
        server.send_signal(2)  # SIGINT: PostgreSQL's fast shutdown
        try:
            server.wait(timeout=20)
        except subprocess.TimeoutExpired:
            server.kill()
            server.wait(timeout=20)


def _sealed(folder: Path, user: str | None) -> list[str]:
    """A certificate for this machine, good for a day, and how the server is told of it."""
    key, certificate = folder / "key.pem", folder / "certificate.pem"
    made = subprocess.run(
        [
            *("openssl", "req", "-x509", "-newkey", "rsa:2048", "-nodes", "-days", "1"),
            *("-subj", "/CN=lab", "-addext", f"subjectAltName=IP:{HOST}"),
            *("-keyout", str(key), "-out", str(certificate)),
        ],
        capture_output=True,
        text=True,
        timeout=60,
        check=False,
    )
    if made.returncode:
        raise PostgresError(made.stderr)
    key.chmod(0o600)
    if user:
        shutil.chown(key, user, user)
    return ["--ssl=on", f"--ssl_key_file={key}", f"--ssl_cert_file={certificate}"]


def _trust(data: Path, users: Sequence[str]) -> None:
    """The first line that fits decides."""
    rules = data / "pg_hba.conf"
    lines = [f"host all {user} {HOST}/32 trust\n" for user in users]
    rules.write_text("".join(lines) + rules.read_text())


def _not_root() -> str | None:
    """Debian's own user for it, or anybody; None where we are not root."""
    if os.getuid():
        return None
    known = {entry.pw_name for entry in pwd.getpwall()} & {entry.gr_name for entry in getgrall()}
    return next(name for name in ("postgres", "nobody", "daemon") if name in known)


def _free_port() -> int:
    with closing(socket.socket()) as found:
        found.bind((HOST, 0))
        return int(found.getsockname()[1])


def _wait(server: Postgres, process: "subprocess.Popen[bytes]") -> None:
    until = time.monotonic() + STARTS_WITHIN
    while time.monotonic() < until:
        if process.poll() is not None:
            raise PostgresError(server.log.read_text())
        try:
            server.run("postgres", "SELECT 1")
        except (pg8000.native.InterfaceError, pg8000.native.DatabaseError, OSError):
            time.sleep(0.1)
        else:
            return
    raise PostgresError(server.log.read_text())
