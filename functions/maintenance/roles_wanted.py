"""What the maintenance of a database needs in it: two roles, a schema of its own, a few grants."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from hashlib import sha256

SCHEMA = "filmops"
MAINTENANCE, READ_ONLY = "filmops_maintenance", "filmops_readonly"
CONNECTIONS = {MAINTENANCE: 4, READ_ONLY: 20}
"""The most each may open: no person and no function may starve the platform."""
_LEFTOVER = "_cc(new|old)[0-9]*$"


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
    yield Wanted(f"table {SCHEMA}.care", _exists(f"{SCHEMA}.care"), _CARE)
    yield _function("density", _DENSITY)
    yield _function("drop_leftover", _DROP_LEFTOVER)
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


_CARE = f"""
CREATE TABLE {SCHEMA}.care (
  window_id text, work text, relation text, was oid,
  dead_before bigint, dead_after bigint, lost_before bigint, bytes_before bigint, bytes_after bigint,
  tries int NOT NULL DEFAULT 0, began timestamptz, outcome text, why text,
  PRIMARY KEY (window_id, work, relation))"""
"""The memory of the work: planned, begun, ended. It survives whatever happens to a function."""

# How full an index is, in per cent. The owner may ask pgstattuple; whoever may maintain may not.
_DENSITY = f"""CREATE OR REPLACE FUNCTION {SCHEMA}.density(index oid) RETURNS float8
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $fn$
DECLARE home text; found float8;
BEGIN
  SELECT nspname INTO STRICT home FROM pg_extension JOIN pg_namespace n ON n.oid = extnamespace
  WHERE extname = 'pgstattuple';
  EXECUTE format('SELECT avg_leaf_density FROM %I.pgstatindex($1::regclass)', home)
  INTO found USING index;
  RETURN found;
END $fn$"""

# Drops what an interrupted REINDEX CONCURRENTLY left, and nothing else: the index is invalid, bears
# its mark, holds no constraint, and a valid one of the same definition stays. Under the lock no such
# REINDEX can run, so what is seen then is final.
_DROP_LEFTOVER = f"""CREATE OR REPLACE FUNCTION {SCHEMA}.drop_leftover(leftover oid) RETURNS boolean
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $fn$
DECLARE its_table regclass;
BEGIN
  SELECT indrelid INTO its_table FROM pg_index WHERE indexrelid = leftover AND NOT indisvalid;
  IF NOT FOUND THEN RETURN false; END IF;
  EXECUTE format('LOCK TABLE ONLY %s IN ACCESS EXCLUSIVE MODE', its_table);
  PERFORM FROM pg_index i JOIN pg_class c ON c.oid = i.indexrelid
  JOIN pg_index twin ON twin.indrelid = i.indrelid AND twin.indisvalid
    AND (twin.indkey, twin.indclass, twin.indcollation, twin.indoption, twin.indisunique)
      = (i.indkey, i.indclass, i.indcollation, i.indoption, i.indisunique)
    AND pg_get_expr(twin.indexprs, twin.indrelid) IS NOT DISTINCT FROM pg_get_expr(i.indexprs, i.indrelid)
    AND pg_get_expr(twin.indpred, twin.indrelid) IS NOT DISTINCT FROM pg_get_expr(i.indpred, i.indrelid)
  WHERE i.indexrelid = leftover AND NOT i.indisvalid AND c.relname ~ '{_LEFTOVER}'
    AND NOT EXISTS (SELECT FROM pg_constraint WHERE conindid = leftover);
  IF NOT FOUND THEN RETURN false; END IF;
  EXECUTE format('DROP INDEX %s', leftover::regclass);
  RETURN true;
END $fn$"""
