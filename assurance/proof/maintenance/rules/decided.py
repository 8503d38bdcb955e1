"""What was decided of a window's work, held against what its functions are told."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import timedelta
from decimal import Decimal

from assurance.assembly.values import text
from assurance.proof.maintenance.seen import Seen
from assurance.proof.maintenance.working import lasting, of_windows, variables
from assurance.proof.rule import Finding, Judge, Rule, at
from promises import Handbook
from promises import text as said
from promises.maintenance import Care


def _variable(
    step: str, name: str, wanted: Callable[[Seen], timedelta], *, at_least: bool = True
) -> Judge[Seen]:
    """A function is told a time that keeps the promise."""

    def judge(seen: Seen) -> Iterator[Finding]:
        promised = wanted(seen)
        for _, function in of_windows(seen.stage, step):
            told = lasting(function, name)
            kept = told is not None and (told >= promised if at_least else told <= promised)
            got = said(told) if told is not None else "nothing"
            fault = f"{function.logical_id} goes by {got}"
            yield Finding(at(function), "" if kept else fault, f"Set {name} to {said(promised)}.")

    return judge


def _batch(seen: Seen) -> Iterator[Finding]:
    """No more workers at once than promised."""
    wanted = f"{seen.handbook.maintenance.work.batch.percent.normalize():f}%"
    for _, function in of_windows(seen.stage, "workers"):
        told = text(variables(function).get("BATCH") or "")
        fault = "" if told == wanted else f"{function.logical_id} patches {told or 'all'} at once"
        yield Finding(at(function), fault, f"Set BATCH to {wanted}.")


def _rebuilds(seen: Seen) -> Iterator[Finding]:
    """An index that wastes as much as was decided is rebuilt, maybe one that wastes less."""
    most = seen.handbook.maintenance.care.rebuild_above
    for _, function in of_windows(seen.stage, "reindex"):
        told = text(variables(function).get("REBUILD_ABOVE") or "")
        is_share = told.replace(".", "", 1).isdecimal()
        kept = is_share and Decimal(told) <= most.ratio
        fault = "" if kept else f"{function.logical_id} rebuilds above {told or 'nothing'}"
        yield Finding(at(function), fault, f"Set REBUILD_ABOVE to {most.ratio}.")


def _care(step: str, name: str, of: Callable[[Care], timedelta]) -> Judge[Seen]:
    """The database's work is told a time that is not longer than decided."""
    return _variable(step, name, lambda seen: of(seen.handbook.maintenance.care), at_least=False)


def _age(seen: Seen) -> timedelta:
    """Raises ValueError when nobody promised how old a job must be."""
    if (age := seen.handbook.maintenance.tasks.archive.older_than) is None:
        raise ValueError("maintenance.tasks.archive.older_than: wanted an age, got none")
    return age


_WORK, _CARE = "maintenance.work", "maintenance.care"
_REBUILD = "functions that rebuild indexes"
_JUDGES: dict[str, tuple[str, Judge[Seen]]] = {
    "maintenance.tasks.archive.older_than": (
        "functions that archive",
        _variable("archive", "OLDER_THAN_SECONDS", _age),
    ),
    f"{_CARE}.lock": (_REBUILD, _care("reindex", "LOCK_SECONDS", lambda care: care.lock)),
    f"{_CARE}.patience": (
        _REBUILD,
        _care("reindex", "PATIENCE_SECONDS", lambda care: care.patience),
    ),
    f"{_CARE}.rebuild_above": (_REBUILD, _rebuilds),
    f"{_CARE}.vacuum_until": (
        "functions that vacuum",
        _care("vacuum", "VACUUM_UNTIL_SECONDS", lambda care: care.vacuum_until),
    ),
    f"{_CARE}.reindex_until": (
        _REBUILD,
        _care("reindex", "REINDEX_UNTIL_SECONDS", lambda care: care.reindex_until),
    ),
    f"{_CARE}.archive_until": (
        "functions that archive",
        _care("archive", "ARCHIVE_UNTIL_SECONDS", lambda care: care.archive_until),
    ),
    f"{_WORK}.batch": ("functions that patch", _batch),
    f"{_WORK}.change_needs": (
        "functions that change the database",
        _variable(
            "pending", "NEEDS_SECONDS", lambda seen: seen.handbook.maintenance.work.change_needs
        ),
    ),
    f"{_WORK}.closing": (
        "functions that watch",
        _variable("health", "CLOSING_SECONDS", lambda seen: seen.handbook.maintenance.work.closing),
    ),
    f"{_WORK}.runtime_ends_within": (
        "functions that look at runtimes",
        _variable(
            "runtimes",
            "WITHIN_SECONDS",
            lambda seen: seen.handbook.maintenance.work.runtime_ends_within,
        ),
    ),
    f"{_WORK}.imported_certificate": (
        "functions that look at certificates",
        _variable(
            "certificates",
            "IMPORTED_SECONDS",
            lambda seen: seen.handbook.maintenance.work.imported_certificate,
        ),
    ),
}


def decided_rules(handbook: Handbook) -> tuple[Rule[Seen], ...]:
    """The rules that carry the ids of what was decided."""
    promises = {promise.id: promise for promise in handbook.catalogue()}
    made = ((promises[name], *how) for name, how in _JUDGES.items())
    return tuple(
        Rule(one.id, one.section, one.promised, judges, judge) for one, judges, judge in made
    )
