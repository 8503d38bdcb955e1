"""The metrics array of a widget, with its shorthand spelled out.

The shorthand is that of "Dashboard Body Structure and Syntax": "." repeats the previous metric's
value at this place, "..." repeats as many as are missing.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from assurance.assembly import Json
from assurance.assembly.values import compact, mapping, text
from promises.errors import WantedError


@dataclass(frozen=True, slots=True)
class Row:
    """One entry: a metric by its names, or an expression, with its options."""

    names: tuple[str, ...]
    """Namespace, metric, then dimension names and values in turn; empty for an expression."""
    options: Mapping[str, Json]

    @property
    def expression(self) -> str:
        """The metric math; empty for a metric."""
        return text(self.options.get("expression") or "")


def rows_of(written: Json) -> tuple[Row, ...]:
    """The entries of a metrics array.

    Raises WantedError at the entry that cannot be read.
    """
    if not isinstance(written, list):
        raise WantedError("a list of metrics", compact(written))
    rows: list[Row] = []
    previous: tuple[str, ...] = ()
    for place, entry in enumerate(written):
        try:
            row = _row(entry, previous)
        except WantedError as error:
            raise WantedError(error.wanted, error.got, (place, *error.at)) from None
        previous = row.names or previous
        rows.append(row)
    return tuple(rows)


def _row(entry: Json, previous: tuple[str, ...]) -> Row:
    if not isinstance(entry, list) or not entry:
        raise WantedError("a metric as a list", compact(entry))
    options = mapping(entry[-1])
    words = entry[:-1] if isinstance(entry[-1], dict) else entry
    if not words and options.get("expression"):
        return Row((), options)
    names = _spelled_out([text(word) for word in words], previous)
    if len(names) < 2 or len(names) % 2:
        raise WantedError("namespace, metric and pairs of dimensions", compact(entry))
    return Row(names, options)


def _spelled_out(words: Sequence[str], previous: tuple[str, ...]) -> tuple[str, ...]:
    names: list[str] = []
    for place, word in enumerate(words):
        if word == "...":
            missing = max(len(previous) - (len(words) - place - 1), 0)
            names.extend(previous[len(names) : missing])
        elif word == ".":
            if len(names) >= len(previous):
                raise WantedError('a metric before it that "." can repeat', "none", (place,))
            names.append(previous[len(names)])
        else:
            names.append(word)
    return tuple(names)
