"""The published types of every function and operator, in the user guide's own abbreviations."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Final

EACH: Final = ("TS -> TS", "TS[] -> TS[]")
FILL_ONE: Final = "TS, S|TS|REPEAT|LINEAR -> TS"
FILL_EACH: Final = "TS[], S|TS|REPEAT|LINEAR -> TS[]"
SORT: Final = "TS[], AVG|MIN|MAX|SUM, ASC|DESC, S? -> TS[]"
_EACH = "; ".join(EACH)
_STATISTIC = "TS -> S; TS[] -> TS"
_CLOCK = "TS -> TS"
_ARITHMETIC = "S, S -> S; S|TS, TS -> TS; TS, S -> TS; TS[], S|TS -> TS[]; S|TS, TS[] -> TS[]"
# The guide says pairs of series or of scalars; its own examples compare a series with a scalar.
_LOGIC = "S, S -> S; S|TS, TS -> TS; TS, S -> TS"
_ELEMENT = frozenset({"TS", "TS[]"})

PUBLISHED: Final[Mapping[str, str]] = {
    **dict.fromkeys(("+", "-", "*", "/", "^"), _ARITHMETIC),
    **dict.fromkeys(("==", "!=", "<=", ">=", "<", ">", "AND", "OR"), _LOGIC),
    **dict.fromkeys(("ABS", "CEIL", "FLOOR", "LOG", "LOG10"), _EACH),
    **dict.fromkeys(("RATE", "DIFF", "DIFF_TIME", "RUNNING_SUM"), _EACH),
    **dict.fromkeys(("AVG", "MIN", "MAX", "SUM", "STDDEV", "DATAPOINT_COUNT"), _STATISTIC),
    **dict.fromkeys(("MINUTE", "HOUR", "DAY", "DATE", "MONTH", "YEAR", "EPOCH"), _CLOCK),
    "unary -": "S -> S; TS -> TS; TS[] -> TS[]",
    "FILL": f"{FILL_ONE}; {FILL_EACH}",
    "FIRST": "TS[] -> TS",
    "IF": "TS, TS, TS -> TS; TS, TS, S? -> TS; TS, S, S|TS? -> TS; S, TS, TS? -> TS",
    "LAST": "TS[] -> TS",
    "METRIC_COUNT": "TS[] -> S",
    "REMOVE_EMPTY": "TS[] -> TS[]",
    "SLICE": "TS[], S, S? -> TS[]",
    "SORT": SORT,
    "TIME_SERIES": "S -> TS",
}
SOURCES: Final = ("METRICS", "PERIOD", "ANOMALY_DETECTION_BAND")
"""Functions whose argument is an id or a text rather than a value."""

REFUSED: Final[Mapping[str, str]] = {
    "DB_PERF_INSIGHTS": "its values are in Performance Insights, not in the data given",
    "INSIGHT_RULE_METRIC": "its values are in Contributor Insights, not in the data given",
    "LAMBDA": "its values come from a Lambda function of the account",
    "SEARCH": "it looks metrics up in the account, and cannot back an alarm",
    "SERVICE_QUOTA": "the quotas are in the account, not in the data given",
}


@dataclass(frozen=True, slots=True)
class Overload:
    """One row of types that a function takes, and the type it then gives."""

    wants: tuple[frozenset[str], ...]
    least: int
    gives: str
    text: str

    def counts(self) -> range:
        """How many arguments it takes."""
        return range(self.least, len(self.wants) + 1)

    def accepts(self, kinds: Sequence[frozenset[str]]) -> bool:
        """Whether arguments, each of one of its possible types, can be meant for it."""
        pairs = zip(kinds, self.wants, strict=False)
        return len(kinds) in self.counts() and all(kind & want for kind, want in pairs)


def _overload(text: str) -> Overload:
    wants, gives = text.split(" -> ")
    parameters = wants.split(", ")
    least = sum(not parameter.endswith("?") for parameter in parameters)
    kinds = tuple(frozenset(parameter.removesuffix("?").split("|")) for parameter in parameters)
    return Overload(kinds, least, gives, text)


OVERLOADS: Final[Mapping[str, tuple[Overload, ...]]] = {
    name: tuple(map(_overload, text.split("; "))) for name, text in PUBLISHED.items()
}


_OF_ANY: Final = _overload("TS|TS[] -> TS[]")
WORDS: Final = frozenset({"AVG", "MIN", "MAX", "SUM", "ASC", "DESC", "REPEAT", "LINEAR"})
"""All that may stand where a value could, besides ids."""

_HISTORY: Final = ("RATE", "DIFF", "DIFF_TIME", "RUNNING_SUM", "SORT", "REMOVE_EMPTY")


def pointwise(function: str, row: Overload) -> bool:
    """Whether its value at a point needs nothing but its arguments at that point."""
    return function not in _HISTORY and row.text != "TS -> S"


def matching(function: str, kinds: Sequence[frozenset[str]]) -> tuple[Overload, ...]:
    """The rows that arguments of these possible types can be meant for."""
    if function == "[]":
        return (_OF_ANY,) if all(k & _ELEMENT for k in kinds) else ()
    return tuple(row for row in OVERLOADS[function] if row.accepts(kinds))


def counts(function: str) -> tuple[int, ...]:
    """How many arguments a function takes."""
    return tuple(sorted({count for row in OVERLOADS[function] for count in row.counts()}))


def wanted(function: str) -> str:
    """The types a function takes, for people."""
    rows = [row.text for row in OVERLOADS.get(function, (_OF_ANY,))]
    return " or ".join(f"({row.split(' -> ')[0]})" for row in rows)
