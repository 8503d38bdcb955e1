"""Major incidents, from the heads of the records that are committed (`delivery.incident`)."""

import re
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path

from delivery.docs_due.due import Incident
from promises import InputError, Level

RECORDS = "docs/incidents/*.md"
MAJOR = Level.P1
_HEAD = re.compile(r"\A---\n(.*?)\n---\n", re.DOTALL)


def incidents(root: Path) -> Iterator[Incident]:
    """Every P1 with a record; raises InputError for one whose head cannot be read."""
    for file in sorted(root.glob(RECORDS)):
        head = _head(file)
        if head.get("severity") == MAJOR:
            yield Incident(head["incident"], _ended(file, head["ended"]))


def _head(file: Path) -> dict[str, str]:
    found = _HEAD.match(file.read_text(encoding="utf-8"))
    lines = found[1].splitlines() if found else []
    head = {name.strip(): value.strip() for name, _, value in (one.partition(":") for one in lines)}
    for needed in ("incident", "severity", "ended"):
        if not head.get(needed):
            wanted = f"a head with {needed}, as python -m delivery.incident writes it"
            raise InputError(file, 1, needed, wanted, "nothing")
    return head


def _ended(file: Path, value: str) -> datetime:
    try:
        at = datetime.fromisoformat(value)
    except ValueError:
        raise InputError(file, 1, "ended", "a time in ISO 8601", value) from None
    return at if at.tzinfo else at.replace(tzinfo=UTC)
