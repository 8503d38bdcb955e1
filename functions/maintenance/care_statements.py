"""The statements of the database's care, and the words its memory is written in."""

from enum import StrEnum


class Work(StrEnum):
    """What is done, in the order of its worth."""

    VACUUM = "vacuum"
    REINDEX = "reindex"
    LEFTOVER = "leftover"


class Ended(StrEnum):
    """How a piece of work ended; PUT_OFF waits for another window, REFUSED for a person."""

    DONE = "done"
    NOT_NEEDED = "not needed"
    PUT_OFF = "put off"
    REFUSED = "refused"


MINE = f"""WHERE window_id = :window
AND (work = :work OR work = '{Work.LEFTOVER}' AND :work = '{Work.REINDEX}')"""
ONE = "WHERE window_id = :window AND work = :work AND relation = :relation"
PLAN_VACUUM = """
INSERT INTO filmops.care
  (window_id, work, relation, was, dead_before, lost_before, bytes_before)
SELECT :window, :work, format('%I.%I', s.schemaname, s.relname), s.relid, s.n_dead_tup,
  (pg_relation_size(s.relid) * s.n_dead_tup::float8 / greatest(s.n_live_tup + s.n_dead_tup, 1))::int8,
  pg_table_size(s.relid)
FROM pg_stat_user_tables AS s JOIN pg_class AS c ON c.oid = s.relid
WHERE c.relkind IN ('r', 'm') AND c.relpersistence <> 't' AND s.schemaname <> 'filmops'
ON CONFLICT DO NOTHING"""
# An exclusion constraint cannot be rebuilt concurrently, and an invalid index is not rebuilt here.
PLAN_REINDEX = """
INSERT INTO filmops.care (window_id, work, relation, was, bytes_before)
SELECT :window, :work, format('%I.%I', n.nspname, c.relname), c.oid,
  pg_relation_size(c.oid)
FROM pg_index AS i JOIN pg_class AS c ON c.oid = i.indexrelid JOIN pg_am AS a ON a.oid = c.relam
JOIN pg_namespace AS n ON n.oid = c.relnamespace
WHERE c.relkind = 'i' AND a.amname = 'btree' AND i.indisvalid AND NOT i.indisexclusion
  AND c.relpersistence <> 't' AND n.nspname !~ '^(pg_|information_schema$|filmops$)'
  AND pg_relation_size(c.oid) >= :smallest::int8
ON CONFLICT DO NOTHING"""
IS_REINDEXED = f"""
SELECT EXISTS (SELECT FROM filmops.care
WHERE work = :work AND window_id >= :day AND window_id < :window
GROUP BY window_id HAVING bool_and(outcome IS NOT NULL AND outcome <> '{Ended.PUT_OFF}'))"""
NEXT = """
SELECT work, relation, was::int8, bytes_before, lost_before, tries FROM filmops.care
WHERE window_id = :window AND work = :work AND outcome IS NULL AND tries < :tries
ORDER BY tries, lost_before IS NULL DESC, lost_before DESC, bytes_before DESC, relation LIMIT 1"""
NOW = """outcome = :outcome, why = :why,
bytes_after = CASE work WHEN 'vacuum' THEN pg_table_size(to_regclass(relation))
  ELSE pg_relation_size(to_regclass(relation)) END,
dead_after = pg_stat_get_dead_tuples(to_regclass(relation))"""
IS_VACUUMED = f"""
SELECT coalesce(bool_and(least(pg_stat_get_last_vacuum_time(to_regclass(relation)),
  pg_stat_get_last_analyze_time(to_regclass(relation))) >= began), false)
FROM filmops.care {ONE}"""
LEFTOVER = f"""
INSERT INTO filmops.care (window_id, work, relation, bytes_before, outcome, why)
SELECT :window, '{Work.LEFTOVER}', :index, :size, :outcome, :why WHERE :work = '{Work.REINDEX}'
ON CONFLICT (window_id, work, relation) DO UPDATE SET outcome = :outcome, why = :why"""
_END = (f"outcome = '{Ended.DONE}'", f"outcome = '{Ended.PUT_OFF}'", "outcome IS NULL")
FIGURES = {
    Work.VACUUM: ("tables_vacuumed", "put_off", "left", "dead_rows_before", "dead_rows_after"),
    Work.REINDEX: (
        *("indexes_rebuilt", "put_off", "left", "index_bytes_before", "index_bytes_after"),
        "leftovers_dropped",
    ),
}


def _sums(work: Work, *more: str) -> str:
    counts = [f"count(*) FILTER (WHERE work = '{work}' AND {end})" for end in _END]
    return f"SELECT {', '.join([*counts, *more])} FROM filmops.care {MINE}"


def _done(column: str, work: Work) -> str:
    return f"coalesce(sum({column}) FILTER (WHERE work = '{work}' AND {_END[0]}), 0)"


SUMS = {
    Work.VACUUM: _sums(
        Work.VACUUM, *(_done(column, Work.VACUUM) for column in ("dead_before", "dead_after"))
    ),
    Work.REINDEX: _sums(
        Work.REINDEX,
        *(_done(column, Work.REINDEX) for column in ("bytes_before", "bytes_after")),
        f"count(*) FILTER (WHERE work = '{Work.LEFTOVER}' AND {_END[0]})",
    ),
}
WORST = f"""
SELECT CASE work WHEN 'vacuum' THEN format('%s: %s -> %s dead rows', relation, dead_before, dead_after)
  ELSE format('%s: %s -> %s', relation, pg_size_pretty(bytes_before), pg_size_pretty(bytes_after)) END
FROM filmops.care {MINE} AND outcome = '{Ended.DONE}' AND lost_before > 0
ORDER BY lost_before DESC, work, relation LIMIT :most"""

RUNNING = """
SELECT coalesce(nullif(left(a.query, 100), ''), 'pid ' || a.pid) FROM pg_locks AS l
JOIN pg_stat_activity AS a USING (pid)
WHERE l.locktype = 'advisory' AND l.granted AND l.classid = 0 AND l.objid = :key::oid
  AND l.database = (SELECT oid FROM pg_database WHERE datname = current_database())"""
# Somebody else's REINDEX, if one is at work on the table, holds this lock until it ends.
LEFTOVERS = """
SELECT c.oid::int8, format('%I.%I', n.nspname, c.relname), pg_relation_size(c.oid)
FROM pg_index AS i JOIN pg_class AS c ON c.oid = i.indexrelid
JOIN pg_namespace AS n ON n.oid = c.relnamespace
WHERE NOT i.indisvalid AND c.relname ~ '_cc(new|old)[0-9]*$' AND n.nspname !~ '^pg_'
  AND NOT EXISTS (SELECT FROM pg_locks AS l WHERE l.relation = i.indrelid AND l.granted
    AND l.mode = 'ShareUpdateExclusiveLock' AND l.pid <> pg_backend_pid()
    AND l.database = (SELECT oid FROM pg_database WHERE datname = current_database()))
ORDER BY 2"""
