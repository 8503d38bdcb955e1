"""What counts the connections a database refuses: judged by what PostgreSQL writes then.

The lines are those of src/backend/utils/init/postinit.c, src/backend/libpq/auth.c,
src/backend/tcop/backend_startup.c and src/backend/storage/lmgr/proc.c of PostgreSQL 17
(https://github.com/postgres/postgres/tree/REL_17_STABLE).
"""

from __future__ import annotations

from typing import Final

from assurance.assembly import Resource
from assurance.assembly.values import text
from assurance.proof.monitoring.log_pattern import counts
from assurance.proof.monitoring.monitoring import Monitoring
from assurance.proof.monitoring.telling import place
from assurance.proof.monitoring.wanted import Match
from assurance.proof.rule import Finding, at

REFUSED: Final = (
    "FATAL:  remaining connection slots are reserved for roles with the SUPERUSER attribute",
    "FATAL:  sorry, too many clients already",
    'FATAL:  password authentication failed for user "app"',
    'FATAL:  no pg_hba.conf entry for host "10.0.0.7", user "app", database "films", no encryption',
    "FATAL:  the database system is starting up",
    "FATAL:  the database system is shutting down",
)
CALM: Final = (
    "LOG:  checkpoint complete: wrote 41 buffers (0.0%)",
    "LOG:  connection authorized: user=app database=films SSL enabled",
    'ERROR:  duplicate key value violates unique constraint "jobs_pkey"',
)


def counted(seen: Monitoring, match: Match) -> Finding:
    """Something in the templates publishes what the alarm on refused connections reads."""
    [source] = match.wanted.reading.sources
    for one in seen.stage.resources("AWS::Logs::MetricFilter"):
        made = text(one.properties.get("MetricTransformations"))
        log = text(one.properties.get("LogGroupName"))
        if source.metric in made and source.namespace in made and "postgresql" in log:
            return _judged(one)
    fix = "Count the refusals in the database's log with a metric filter."
    return Finding(place(seen, match), f"nothing counts {source.name}", fix)


def _judged(one: Resource) -> Finding:
    """The filter counts what PostgreSQL writes when it refuses a connection, and nothing else."""
    pattern = text(one.properties.get("FilterPattern") or "")
    faults = [
        *(f"{one.logical_id} misses {line}" for line in REFUSED if not counts(pattern, line)),
        *(f"{one.logical_id} counts {line}" for line in CALM if counts(pattern, line)),
    ]
    fix = 'Name every way to refuse in FilterPattern, each as ?"words of its message".'
    return Finding(at(one, "Properties.FilterPattern"), "; ".join(faults), fix if faults else "")
