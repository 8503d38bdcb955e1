"""A film studio's database as RDS has it: its owner is no superuser, and the work comes after it."""

from collections.abc import Mapping, Sequence
from contextlib import AbstractContextManager
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta

from functions.maintenance.roles_inside import ensure
from functions.maintenance.roles_wanted import MAINTENANCE, READ_ONLY, Membership
from functions.maintenance.sessions import Door, Session, session
from functions.maintenance.windows import Calendar
from functions.maintenance.work import Call
from local.postgres import PASSWORD, Postgres
from tests.functions.drill.film_studio import SCHEMA

OWNER = "master"
JOBS = "public.jobs"
WINDOW = datetime(2026, 12, 13, 2, tzinfo=UTC)
CALENDAR = Calendar.read(
    {
        "CALENDAR": '{"days": ["2nd Sunday", "4th Sunday"], "start": "02:00", '
        '"length_seconds": 14400, "ahead_seconds": [604800]}'
    }
)
_HAS_MAINTAIN = "SELECT EXISTS (SELECT FROM pg_roles WHERE rolname = 'pg_maintain')"


@dataclass(frozen=True)
class Studio:
    """One database of the server."""

    server: Postgres
    name: str

    @classmethod
    def built(cls, server: Postgres, name: str) -> "Studio":
        """With the platform's tables, a completion on each job, and nobody but the owner in it."""
        found = cls(server, name)
        for statement in _owner():
            server.run("postgres", statement)
        server.run("postgres", f"CREATE DATABASE {name} OWNER {OWNER}")
        found.run(
            # RDS lets its owner do this; elsewhere the extension is a superuser's.
            "CREATE SCHEMA extensions",
            "CREATE EXTENSION pgstattuple SCHEMA extensions",
            f"GRANT USAGE ON SCHEMA extensions TO {OWNER}",
            f"ALTER SCHEMA public OWNER TO {OWNER}",
        )
        found.run(
            f"SET ROLE {OWNER}",
            *SCHEMA,
            "ALTER TABLE jobs ADD completed_at timestamptz, ADD settings jsonb, ADD note text",
        )
        return found

    @property
    def membership(self) -> Membership:
        """PostgreSQL before 17 knows no pg_maintain: there the owner's own group takes its place."""
        ((known,),) = self.run(_HAS_MAINTAIN)
        return Membership(["pg_maintain" if known else OWNER], ["pg_read_all_data"])

    @property
    def has_maintain(self) -> bool:
        """Whether others than its owner may maintain a table, as from PostgreSQL 17 on."""
        return self.membership.maintenance == ["pg_maintain"]

    def ensure(self) -> Sequence[str]:
        """The roles, made by the owner; they get a password where RDS has tokens."""
        with self.opened(OWNER) as owner:
            changed = ensure(owner, JOBS, self.membership)
        for role in (MAINTENANCE, READ_ONLY):
            self.run(f"ALTER ROLE {role} PASSWORD '{PASSWORD}'")
        return changed

    def opened(
        self, user: str = MAINTENANCE, settings: Mapping[str, str] | None = None
    ) -> AbstractContextManager[Session]:
        return session(self.door(user), None, settings)

    def door(self, user: str) -> Door:
        return Door.of({**self.server.login(self.name), "user": user, "password": PASSWORD})

    def run(self, *statements: str) -> list[list[object]]:
        """As the superuser."""
        return self.server.run(self.name, *statements)

    def number(self, query: str) -> int:
        """The one number that the query gives."""
        ((found,),) = self.run(query)
        return int(str(found))

    def size(self, relation: str) -> int:
        return self.number(f"SELECT pg_relation_size('{relation}')")


@dataclass
class Clock:
    """In the window, as long as a test wants; a call may take what is left of it."""

    now: datetime = WINDOW + timedelta(minutes=30)
    left: timedelta = timedelta(minutes=15)

    def __call__(self) -> datetime:
        return self.now

    def get_remaining_time_in_millis(self) -> int:
        return int(self.left / timedelta(milliseconds=1))


def call(step: str, window: str = "2026-12-13", cursor: Mapping[str, object] = {}) -> Call:
    """A call of the workflow in a window."""
    state = {"window": window, step: {"cursor": cursor}}
    return Call.of({"step": step, "state": state, "started": f"{WINDOW:%FT%TZ}"})


def _owner() -> Sequence[str]:
    """What RDS's master user is and may grant."""
    return [
        f"""DO $$ BEGIN
IF NOT EXISTS (SELECT FROM pg_roles WHERE rolname = '{OWNER}') THEN
  CREATE ROLE {OWNER} LOGIN CREATEROLE CREATEDB PASSWORD '{PASSWORD}';
  GRANT pg_stat_scan_tables, pg_read_all_data TO {OWNER} WITH ADMIN OPTION;
  IF EXISTS (SELECT FROM pg_roles WHERE rolname = 'pg_maintain') THEN
    GRANT pg_maintain TO {OWNER} WITH ADMIN OPTION;
  END IF;
END IF; END $$"""
    ]
