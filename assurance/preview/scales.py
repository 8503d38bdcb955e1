"""What a chart is read against: its axes, thresholds and moments, for the page."""

from __future__ import annotations

from assurance.assembly import Json
from assurance.assembly.values import dig, mapping, text
from assurance.preview.annotations import Moment, Threshold, number
from assurance.preview.labels import readable
from assurance.preview.widgets import Widget


def threshold(one: Threshold) -> Json:
    """A horizontal line or band for the page."""
    return {
        "value": one.value,
        "to": one.to,
        "label": readable(one.label),
        "toLabel": readable(one.to_label),
        "color": one.color,
        "fill": one.fill,
        "axis": one.axis,
    }


def moment(one: Moment) -> Json:
    """A vertical line or band for the page."""
    return {
        "at": one.at,
        "to": one.to,
        "label": readable(one.label),
        "color": one.color,
        "fill": one.fill,
    }


def axis(widget: Widget, side: str, unit: str) -> Json:
    """One of the two scales of a chart for the page; `unit` is what its lines have in common."""
    written = mapping(dig(widget.properties.get("yAxis"), side))
    ends = {name: number(written.get(name)) for name in ("min", "max")}
    kept: dict[str, Json] = {name: end for name, end in ends.items() if end is not None}
    label = text(written.get("label") or "")
    shows_unit = written.get("showUnits") is not False
    return {**kept, "label": readable(label), "unit": unit, "name": label or unit * shows_unit}
