"""The verdict on a restored database."""

from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from enum import StrEnum

from .tables import TABLES, Contents


class Verdict(StrEnum):
    """Good, or the first thing that is wrong; FAILED when nobody could look."""

    GOOD = "good"
    EMPTY = "empty"
    STALE = "stale"
    CORRUPT = "corrupt"
    FAILED = "failed"


@dataclass(frozen=True, slots=True)
class Judgement:
    """A verdict and its reason in one sentence."""

    verdict: Verdict
    because: str


def judge(contents: Contents, restored_to: datetime, stale_after: timedelta) -> Judgement:
    """Corrupt before empty before stale.

    `restored_to` is the moment the backup reaches; a platform that is used has written something
    in the `stale_after` before it.
    """
    if contents.faults:
        return Judgement(Verdict.CORRUPT, "; ".join(contents.faults))
    empty = [name for name in TABLES if not contents.tables[name].rows]
    if empty:
        return Judgement(Verdict.EMPTY, f"no rows in {', '.join(empty)}")
    newest = _newest(contents)
    if newest < restored_to - stale_after:
        old = f"nothing was written after {newest:%Y-%m-%d %H:%M} UTC"
        return Judgement(Verdict.STALE, f"{old}, though it reaches {restored_to:%Y-%m-%d %H:%M}")
    rows = ", ".join(f"{contents.tables[name].rows} {name}" for name in TABLES)
    return Judgement(Verdict.GOOD, f"{rows}; the newest of {newest:%Y-%m-%d %H:%M} UTC")


def _newest(contents: Contents) -> datetime:
    moments = [table.newest for table in contents.tables.values() if table.newest is not None]
    return datetime.fromtimestamp(max(moments, default=0), UTC)
