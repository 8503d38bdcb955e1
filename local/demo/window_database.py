"""The database of the demo's window: a real PostgreSQL with dead rows and old jobs, or none.

RDS's certificate authorities give way to the server's own certificate, and its tokens are believed:
everything else of the functions is as deployed. Without PostgreSQL and openssl on this machine the
database's steps answer that they were skipped.
"""

import io
import json
import shutil
import tempfile
import zipfile
from collections.abc import Callable, Generator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from local.cloud import EmbeddedAws
from local.postgres import HOST, PASSWORD, SUPERUSER, Postgres, programs, running

STEPS, INSIDE = ("roles", "care", "archive"), ("roles_inside", "care", "archive_inside")
"""The functions that the workflow calls for the database, and those that reach it."""
MAINTENANCE = "filmops_maintenance"
"""The role that comes in by a token of IAM."""
_SKIPS = """
def handle(event, context):
    return {"outcome": "done", "because": "skipped: no PostgreSQL on this machine", "figures": {}}
"""
DATABASE = "aifilmstudio"
SCHEMA = (
    "CREATE TABLE users (id bigserial PRIMARY KEY, created_at timestamptz DEFAULT now())",
    "CREATE TABLE projects (id bigserial PRIMARY KEY, created_at timestamptz DEFAULT now())",
    (
        "CREATE TABLE jobs (id bigserial PRIMARY KEY, status text, note text, completed_at timestamptz,"
        " created_at timestamptz DEFAULT now())"
    ),
    (
        "CREATE TABLE assets (id bigserial PRIMARY KEY, job_id bigint REFERENCES jobs,"
        " created_at timestamptz DEFAULT now())"
    ),
    (
        "INSERT INTO jobs (status, note, completed_at) SELECT 'completed', repeat('x', 200),"
        " now() - (n % 200) * interval '1 day' FROM generate_series(1, 20000) AS n"
    ),
    "CREATE INDEX jobs_by_note ON jobs (note, id)",
    "UPDATE jobs SET note = note || 'y'",
    "DELETE FROM jobs WHERE id % 3 > 0",
    "ANALYZE",
)
"""The platform's tables as far as the work concerns them: of each row one is dead, of three two."""

Change = Callable[[str, Mapping[str, str] | None], None]


@dataclass(frozen=True, slots=True)
class Deployed:
    """The functions of one environment: whose names begin with `prefix`, and how to change one."""

    aws: EmbeddedAws
    region: str
    prefix: str
    change: Change

    def named(self, step: str) -> str:
        """The full name of a function."""
        return f"{self.prefix}-maintenance-{step.replace('_', '-')}"

    @property
    def functions(self) -> Any:  # noqa: ANN401 (the client of an optional stub)
        """Lambda."""
        return self.aws.client("lambda", self.region)


@dataclass(frozen=True, slots=True)
class WindowDatabase:
    """What the database's functions work on, in a sentence."""

    said: str


@contextmanager
def database_of(deployed: Deployed, assets: Callable[[str], Path]) -> Generator[WindowDatabase]:
    """A server for as long as the block lasts, and the functions led to it.

    `assets` is the folder that a function was deployed from.
    """
    found = programs()
    if found is None or shutil.which("openssl") is None:
        for step in STEPS:
            _recode(
                deployed, step, {"maintenance/__init__.py": "", f"maintenance/{step}.py": _SKIPS}
            )
        yield WindowDatabase("No PostgreSQL on this machine: the database's steps are skipped")
        return
    with (
        tempfile.TemporaryDirectory() as folder,
        running(found, Path(folder), sealed=True, trusts=[MAINTENANCE]) as server,
    ):
        server.run("postgres", f"CREATE DATABASE {DATABASE}")
        server.run(DATABASE, *SCHEMA)
        _lead(deployed, server, assets, (Path(folder) / "certificate.pem").read_text())
        yield WindowDatabase(
            "A real PostgreSQL: of 40,000 rows of jobs six in seven are dead, and half of the rest is old"
        )


def _lead(
    deployed: Deployed, server: Postgres, assets: Callable[[str], Path], certificate: str
) -> None:
    """Every function of the database to this server, trusting its certificate."""
    login = json.dumps({"username": SUPERUSER, "password": PASSWORD})
    secret = deployed.aws.client("secretsmanager", deployed.region).create_secret(
        Name=f"{deployed.prefix}/demo/owner", SecretString=login
    )["ARN"]
    door = {"HOST": HOST, "PORT": str(server.port), "DATABASE": DATABASE}
    members = {
        # PostgreSQL before 17 knows no pg_maintain: the owner takes its place.
        "MAINTENANCE_MEMBER_OF": "pg_maintain" if _has_maintain(server) else SUPERUSER,
        "READ_ONLY_MEMBER_OF": "pg_read_all_data",
    }
    told: dict[str, Mapping[str, str]] = {
        "roles": {**door, "SECRET": secret},
        "roles_inside": members,
        "care": door,
        "archive_inside": door,
    }
    for step, variables in told.items():
        deployed.change(deployed.named(step), variables)
    for step in INSIDE:
        files = _files(assets(deployed.named(step)))
        _recode(deployed, step, {**files, "maintenance/authorities.pem": certificate})


def _has_maintain(server: Postgres) -> bool:
    return bool(server.run("postgres", "SELECT FROM pg_roles WHERE rolname = 'pg_maintain'"))


def _files(folder: Path) -> dict[str, str | bytes]:
    return {
        str(file.relative_to(folder)): file.read_bytes()
        for file in folder.rglob("*")
        if file.is_file()
    }


def _recode(deployed: Deployed, step: str, files: Mapping[str, str | bytes]) -> None:
    """Give a function other code."""
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in files.items():
            archive.writestr(name, content)
    deployed.functions.update_function_code(
        FunctionName=deployed.named(step), ZipFile=packed.getvalue()
    )
