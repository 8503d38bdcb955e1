"""What a line is called: its own label, or what sets it apart from its neighbours."""

from __future__ import annotations

import re
from collections.abc import Sequence

from assurance.assembly.values import text
from assurance.preview.metric_array import Row

_DYNAMIC = r"LAST|MAX|MIN|AVG|SUM|FIRST|DATAPOINT_COUNT|LABEL"
_RESOLVED_LATER = re.compile(
    r"\{\{resolve:[^{}]*?([^/:{}]+)\}\}"
    rf"|\$\{{(?!(?:{_DYNAMIC})\}})[^{{}}]*?([^.{{}}]+)\}}"
)
_PROPERTY = re.compile(r"\$\{PROP\('([^']+)'\)\}")


def label_of(row: Row, among: Sequence[Row]) -> str:
    """The label of a line; values such as ${MAX} stay for whoever knows the data."""
    if "label" in row.options:
        return _named(text(row.options["label"]), row)
    if row.expression:
        return text(row.options.get("id") or row.expression)
    others = [one for one in among if one.names and one is not row]
    apart = [
        name
        for place, name in enumerate(row.names)
        if (place == 1 or place % 2) and _differs(place, name, others)
    ]
    return readable(" ".join(apart or [row.names[1]]))


def readable(written: str) -> str:
    """The text with what only the deployment knows reduced to its last part."""
    return _RESOLVED_LATER.sub(lambda found: found[1] or found[2], written)


def _differs(place: int, name: str, others: Sequence[Row]) -> bool:
    return any(len(one.names) <= place or one.names[place] != name for one in others)


def _named(label: str, row: Row) -> str:
    def value(found: re.Match[str]) -> str:
        wanted = found[1]
        if wanted.startswith("Dim.") and wanted[4:] in row.names[2::2]:
            return row.names[2 + 2 * row.names[2::2].index(wanted[4:]) + 1]
        known = {"Namespace": row.names[:1], "MetricName": row.names[1:2]}.get(wanted)
        if known is not None:
            return "".join(known)
        return text(row.options.get(wanted.lower()) or wanted)

    return _PROPERTY.sub(value, label)
