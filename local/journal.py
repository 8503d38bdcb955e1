"""What the embedded AWS did beyond answering its API: one JSON object a line, outlives the process."""

import json
import os
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, datetime
from enum import StrEnum
from pathlib import Path


class Kind(StrEnum):
    """What an entry tells."""

    REFUSED = "refused"  # a connection that would have left the machine
    DELIVERED = "delivered"  # an HTTP request the outside accepted
    FAILED = "failed"  # one that it did not accept, or that never got an answer
    DEAD_LETTER = "dead-letter"  # given up on, and put on the queue the template names
    LOST = "lost"  # given up on, and no queue was named
    NOTICE = "notice"  # a message for a protocol nothing here speaks: SMS, email
    NOT_RUN = "not-run"  # an alarm action or target the emulator has no service for


@dataclass(frozen=True, slots=True)
class Entry:
    """One thing that happened."""

    at: datetime
    kind: Kind
    subject: str
    """The ARN, host or name it happened to. Never a secret: endpoints appear as hosts."""
    detail: str
    attempt: int = 0
    """Which try of a delivery this was, counted from 1; 0 where there are no tries."""


@dataclass(frozen=True, slots=True)
class Journal:
    """Appends entries and reads them back. Several processes may append: a line is one write."""

    path: Path

    def write(self, kind: Kind, subject: str, detail: str, attempt: int = 0) -> None:
        """Append one entry, stamped with the present time."""
        line = {
            "at": datetime.now(UTC).isoformat(),
            "kind": kind,
            "subject": subject,
            "detail": detail,
            "attempt": attempt,
        }
        file = os.open(self.path, os.O_WRONLY | os.O_APPEND | os.O_CREAT, 0o644)
        try:
            os.write(file, (json.dumps(line) + "\n").encode())
        finally:
            os.close(file)

    def read(self, *kinds: Kind) -> Iterator[Entry]:
        """The entries so far, oldest first; only those of the given kinds when any are given."""
        if not self.path.exists():
            return
        for line in self.path.read_text().splitlines():
            raw = json.loads(line)
            entry = Entry(
                at=datetime.fromisoformat(raw["at"]),
                kind=Kind(raw["kind"]),
                subject=raw["subject"],
                detail=raw["detail"],
                attempt=raw["attempt"],
            )
            if not kinds or entry.kind in kinds:
                yield entry
