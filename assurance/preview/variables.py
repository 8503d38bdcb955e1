"""Dashboard variables: what may be chosen on top, and what a choice changes."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import cast

from assurance.assembly import Json
from assurance.assembly.values import dig, items, mapping, text

MOST_VALUES = 8  # each one is drawn beforehand


@dataclass(frozen=True, slots=True)
class Variable:
    """One variable; `choices` pairs each value with its label."""

    id: str
    label: str
    input: str
    sets: str
    """The property or dimension it sets; empty for a pattern."""
    pattern: str
    value: str
    choices: tuple[tuple[str, str], ...]
    visible: bool

    @property
    def other_values(self) -> tuple[str, ...]:
        """What else may be chosen, as far as it is drawn."""
        return tuple(value for value, _ in self.choices[:MOST_VALUES] if value != self.value)


def variables_of(written: Json) -> tuple[Variable, ...]:
    """The variables of a dashboard body."""
    return tuple(_variable(mapping(one)) for one in items(written) if isinstance(one, dict))


def apply(body: Mapping[str, Json], chosen: Sequence[tuple[Variable, str]]) -> Mapping[str, Json]:
    """The body with the chosen values in it; an empty value changes nothing."""
    for variable, value in chosen:
        if value and variable.pattern:
            written = json.dumps(body.get("widgets", []))
            sought, put = json.dumps(variable.pattern)[1:-1], json.dumps(value)[1:-1]
            body = {**body, "widgets": cast("Json", json.loads(written.replace(sought, put)))}
        elif value and variable.sets:
            widgets = [_with_property(one, variable.sets, value) for one in _widgets(body)]
            body = {**body, "widgets": widgets}
    return body


def _widgets(body: Mapping[str, Json]) -> list[Json]:
    widgets = body.get("widgets")
    return widgets if isinstance(widgets, list) else []


def _variable(written: Mapping[str, Json]) -> Variable:
    sets = text(written.get("property") or "")
    values = [mapping(one) for one in items(written.get("values"))]
    choices = tuple(
        (text(one.get("value")), text(one.get("label") or one.get("value"))) for one in values
    )
    default = text(written.get("defaultValue") or "")
    return Variable(
        id=text(written.get("id") or sets),
        label=text(written.get("label") or written.get("id") or sets),
        input=text(written.get("inputType") or "input"),
        sets=sets if text(written.get("type")) == "property" else "",
        pattern=text(written.get("pattern") or ""),
        value="" if default.startswith("__") else default,
        choices=choices,
        visible=written.get("visible") is not False,
    )


def _with_property(widget: Json, name: str, value: str) -> Json:
    """The widget with a property, or a dimension of its metrics, set anew."""
    properties = dig(widget, "properties")
    if not isinstance(widget, dict) or not isinstance(properties, dict):
        return widget
    changed = {**properties, name: value} if name in properties else dict(properties)
    metrics = changed.get("metrics")
    if isinstance(metrics, list):
        changed["metrics"] = [_row_with(row, name, value) for row in metrics]
    return {**widget, "properties": changed}


def _row_with(row: Json, name: str, value: str) -> Json:
    if not isinstance(row, list):
        return row
    changed = list(row)
    for place in range(2, len(row) - 1, 2):
        if row[place] == name:
            changed[place + 1] = value
    if changed and isinstance(options := changed[-1], dict) and name in options:
        changed[-1] = {**options, name: value}
    return changed
