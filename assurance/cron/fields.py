"""One field of a cron: numbers and names, read strictly, written again for the library."""

from __future__ import annotations

import re
from dataclasses import dataclass

from assurance.cron.refusal import Refusal

MONTHS = ("JAN", "FEB", "MAR", "APR", "MAY", "JUN", "JUL", "AUG", "SEP", "OCT", "NOV", "DEC")
DAYS = ("SUN", "MON", "TUE", "WED", "THU", "FRI", "SAT")

_TERM = re.compile(r"(?P<first>\*|\w+)(?:-(?P<last>\w+))?(?:/(?P<step>\d+))?")


@dataclass(frozen=True, slots=True)
class Field:
    """What one field may hold: `first` to `last`, or `names`, the first of which means `first`.

    A number is written again less `shift`: the library counts weekdays from Sunday = 0.
    """

    name: str
    first: int
    last: int
    names: tuple[str, ...] = ()
    shift: int = 0
    steps: bool = True

    def translate(self, written: str) -> str:
        """The field in numbers as the library counts them; raises Refusal."""
        return written if written == "*" else ",".join(map(self._term, written.split(",")))

    def values(self, written: str) -> frozenset[int]:
        """Every number the field names; raises Refusal."""
        found: set[int] = set()
        for term in written.split(","):
            first, last, step = self._range(term)
            found.update(range(first, last + 1, step))
        return frozenset(found)

    def number(self, written: str) -> int:
        """One number or name as the number it stands for; raises Refusal."""
        if written.upper() in self.names:
            return self.first + self.names.index(written.upper())
        if written.isascii() and written.isdigit() and self.first <= int(written) <= self.last:
            return int(written)
        raise self.refused(written)

    def refused(self, got: str, wanted: str = "") -> Refusal:
        """The refusal of what stands in this field."""
        names = f" or {self.names[0]} to {self.names[-1]}" if self.names else ""
        return Refusal(self.name, wanted or f"{self.first} to {self.last}{names}", got)

    def _term(self, term: str) -> str:
        first, last, step = self._range(term)
        ends = f"{first - self.shift}-{last - self.shift}"
        return str(first - self.shift) if first == last else f"{ends}/{step}"

    def _range(self, term: str) -> tuple[int, int, int]:
        found = _TERM.fullmatch(term)
        if found is None or (found["first"] == "*" and found["last"]):
            raise self.refused(term)
        step = found["step"]
        if step is not None and not (self.steps and int(step)):
            raise self.refused(term, "a step of 1 or more" if self.steps else "no step")
        if found["first"] == "*":
            return self.first, self.last, int(step or 1)
        first = self.number(found["first"])
        last = self.number(found["last"]) if found["last"] else self.last if step else first
        if last < first:
            raise self.refused(term, "a range that goes up")
        return first, last, int(step or 1)
