"""What the maintenance of a database needs in it: two roles, a schema of its own, a few grants."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from hashlib import sha256

from .roles_schema import CARE, DENSITY, DROP_LEFTOVER, SCHEMA

MAINTENANCE, READ_ONLY = "filmops_maintenance", "filmops_readonly"
CONNECTIONS = {MAINTENANCE: 4, READ_ONLY: 20}
"""The most each may open: no person and no function may starve the platform."""


@dataclass(frozen=True, slots=True)
class Membership:
    """The roles each of ours is a member of; RDS's own among them where there is one."""

    maintenance: Sequence[str]
    read_only: Sequence[str]


@dataclass(frozen=True, slots=True)
class Wanted:
    """One thing that shall be: a query that tells whether it is, and what makes it so."""

    what: str
    is_there: str
    make: str


def wanted(table: str, membership: Membership) -> Iterator[Wanted]:
    """Everything, in an order in which it can be made. `table` holds the jobs: schema.table."""
    members = {MAINTENANCE: membership.maintenance, READ_ONLY: membership.read_only}
    for role, groups in members.items():
        yield _role(role)
        for group in groups:
            yield _member(role, group)
    yield Wanted(
        f"schema {SCHEMA}",
        f"SELECT EXISTS (SELECT FROM pg_namespace WHERE nspname = '{SCHEMA}')",
        f"CREATE SCHEMA {SCHEMA}",
    )
    yield Wanted(
        "extension pgstattuple",
        "SELECT EXISTS (SELECT FROM pg_extension WHERE extname = 'pgstattuple')",
        f"CREATE EXTENSION pgstattuple SCHEMA {SCHEMA}",
    )
    yield Wanted(f"table {SCHEMA}.care", _exists(f"{SCHEMA}.care"), CARE)
    yield _function("density", DENSITY)
    yield _function("drop_leftover", DROP_LEFTOVER)
    yield from _grants(table)


def references(table: str) -> str:
    """The query for the columns that point at a table: schema.table, name and number of each."""
    return f"""
SELECT format('%I.%I', n.nspname, c.relname), quote_ident(a.attname), a.attnum
FROM pg_constraint AS k JOIN pg_class AS c ON c.oid = k.conrelid
JOIN pg_namespace AS n ON n.oid = c.relnamespace
JOIN pg_attribute AS a ON a.attrelid = c.oid AND a.attnum = ANY (k.conkey)
WHERE k.contype = 'f' AND k.confrelid = to_regclass('{table}') AND k.conparentid = 0
ORDER BY 1, 3"""


def may_see(table: str, column: str, number: int) -> Wanted:
    """Whether a row is pointed at is seen in the column that points, and in no other."""
    return _grant(
        f"SELECT ({column}) ON {table}",
        f"has_column_privilege('{MAINTENANCE}', '{table}', {number}::smallint, 'SELECT')",
    )


def _grants(table: str) -> Iterator[Wanted]:
    schema = table.partition(".")[0]
    for name in (schema, SCHEMA):
        yield _grant(
            f"USAGE ON SCHEMA {name}", f"has_schema_privilege('{MAINTENANCE}', '{name}', 'USAGE')"
        )
    for right, name in (
        *((right, table) for right in ("SELECT", "DELETE")),
        *((right, f"{SCHEMA}.care") for right in ("SELECT", "INSERT", "UPDATE")),
    ):
        yield _grant(
            f"{right} ON {name}", f"has_table_privilege('{MAINTENANCE}', '{name}', '{right}')"
        )
    for name in ("density(oid)", "drop_leftover(oid)"):
        yield _grant(
            f"EXECUTE ON FUNCTION {SCHEMA}.{name}",
            f"has_function_privilege('{MAINTENANCE}', '{SCHEMA}.{name}', 'EXECUTE')",
        )


def _grant(right: str, is_there: str) -> Wanted:
    return Wanted(
        f"{right} to {MAINTENANCE}", f"SELECT {is_there}", f"GRANT {right} TO {MAINTENANCE}"
    )


def _role(name: str) -> Wanted:
    limit = CONNECTIONS[name]
    return Wanted(
        f"role {name}",
        "SELECT EXISTS (SELECT FROM pg_roles WHERE "
        f"rolname = '{name}' AND rolcanlogin AND rolinherit AND rolconnlimit = {limit} AND NOT "
        "(rolsuper OR rolcreaterole OR rolcreatedb OR rolreplication OR rolbypassrls))",
        # No password: whoever is a member of rds_iam can come in by a token and by nothing else.
        f"""DO $$ BEGIN
IF NOT EXISTS (SELECT FROM pg_roles WHERE rolname = '{name}') THEN CREATE ROLE {name}; END IF;
ALTER ROLE {name} LOGIN INHERIT NOCREATEROLE NOCREATEDB CONNECTION LIMIT {limit};
END $$""",
    )


def _member(role: str, group: str) -> Wanted:
    return Wanted(
        f"{role} in {group}",
        "SELECT EXISTS (SELECT FROM pg_auth_members WHERE "
        f"roleid = to_regrole('{group}') AND member = to_regrole('{role}'))",
        f"GRANT {group} TO {role}",
    )


def _exists(relation: str) -> str:
    return f"SELECT to_regclass('{relation}') IS NOT NULL"


def _function(name: str, source: str) -> Wanted:
    """Made anew when its text is another one; a comment on it keeps the text's fingerprint."""
    full = f"{SCHEMA}.{name}(oid)"
    fingerprint = sha256(source.encode()).hexdigest()
    return Wanted(
        f"function {full}",
        f"SELECT obj_description(to_regprocedure('{full}'), 'pg_proc') IS NOT DISTINCT FROM "
        f"'{fingerprint}'",
        f"{source};\nREVOKE ALL ON FUNCTION {full} FROM PUBLIC;\n"
        f"COMMENT ON FUNCTION {full} IS '{fingerprint}'",
    )
