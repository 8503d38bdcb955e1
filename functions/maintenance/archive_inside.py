"""The step inside the network that reads old jobs and deletes those that were archived.

It reaches no AWS service; what it reads goes back to the step that calls it.
"""

import os
from functools import cache
from typing import Any, cast

from .archive_batch import packed
from .archive_rows import OldJobs
from .archive_table import Table
from .environment import required
from .sessions import Session, authorities, session
from .tokens import signed_door
from .work import Said

_LIMITS = {
    "lock_timeout": "1s",
    # A deletion that takes longer holds its rows from others: it is cut in halves instead.
    "statement_timeout": "5s",
}
_READS = {**_LIMITS, "statement_timeout": "120s", "default_transaction_read_only": "on"}


def handle(event: Said, _context: object) -> dict[str, Any]:
    """Lambda's entry: {"op": "read" | "delete" | "count", "cutoff": moment, ...}."""
    door, tls = _door_of_process()(), authorities()
    limits = _LIMITS if event.get("op") == "delete" else _READS
    with session(door, tls, limits) as opened:
        return answer(
            opened, event, required(os.environ, "JOBS"), required(os.environ, "COMPLETED")
        )


@cache
def _door_of_process() -> Any:  # noqa: ANN401 (a callable)
    return signed_door(os.environ)


def answer(opened: Session, event: Said, table: str, completed: str) -> dict[str, Any]:
    """What a call asks for; raises NotFitError, ValueError and RefusedError."""
    jobs = OldJobs(opened, Table.of(opened, table, completed), str(event.get("cutoff")))
    match event:
        case {"op": "read", "rows": int(rows), "bytes": int(size), **rest}:
            after = cast("list[str] | None", rest.get("after"))
            part = jobs.read(after, rows, size)
            return {
                "packed": packed(part.lines, part.keys),
                "last": part.last,
                "too_large": part.too_large,
            }
        case {"op": "delete", "keys": keys, "hashes": hashes}:
            given = [tuple(key) for key in cast("list[list[str]]", keys)]
            return {"left": list(jobs.delete(given, cast("list[str]", hashes)))}
        case {"op": "count"}:
            old, pointed_at = jobs.waiting()
            return {"old": old, "pointed_at": pointed_at}
        case _:
            raise ValueError(f"op: wanted read, delete or count, got {event.get('op')!r}")
