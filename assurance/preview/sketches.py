"""Widgets as the page gets them: one small object each, with everything it draws."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass

from assurance.assembly import Json
from assurance.assembly.values import dig, items, mapping, text, texts
from assurance.preview.alarms import Alarm
from assurance.preview.drawn import Drawing, drawn, units
from assurance.preview.feed import Feed
from assurance.preview.labels import readable
from assurance.preview.markdown import html
from assurance.preview.scales import axis, moment, threshold
from assurance.preview.states import States
from assurance.preview.widgets import Widget
from assurance.preview.window import Situation, Window

Sketch = Mapping[str, Json]
_DRAWN = ("timeSeries", "singleValue", "gauge", "bar", "pie", "table")


@dataclass(frozen=True, slots=True)
class Studio:
    """What all widgets of an environment are drawn with."""

    feed: Feed
    alarms: Mapping[str, Alarm]
    states: Mapping[Situation, States]
    fragment: Callable[[str], str | None]


def sketch(widget: Widget, window: Window, studio: Studio) -> Sketch:
    """The widget for the page."""
    box = widget.box
    inside = _DRAWERS.get(widget.type, _placeholder)(widget, window, studio)
    title = readable(widget.title)
    return {
        "box": [box.x, box.y, box.width, box.height],
        "type": widget.type,
        "title": title,
        **inside,
    }


def _text(widget: Widget, _: Window, studio: Studio) -> Sketch:
    markdown = text(widget.properties.get("markdown") or "")
    background = text(widget.properties.get("background") or "solid")
    return {"html": html(markdown, studio.fragment), "background": background}


def _states(widget: Widget, _: Window, studio: Studio) -> Sketch:
    shown = texts(widget.properties.get("states"))
    alarms = [_alarm(one, studio) for one in widget.alarms]
    order = text(widget.properties.get("sortBy") or "default")
    return {"alarms": alarms, "states": list(shown), "order": order}


def _metric(widget: Widget, window: Window, studio: Studio) -> Sketch:
    alarms = [studio.alarms[one] for one in widget.alarms if one in studio.alarms]
    unknown = [one for one in widget.alarms if one not in studio.alarms]
    whole = widget.properties.get("setPeriodToTimeRange") is True
    drawing = Drawing(studio.feed, window, whole)
    lines = [drawn(one, drawing) for one in widget.lines if one.visible]
    lines += [drawn(alarm.line, drawing) for alarm in alarms if alarm.line]
    sides = {side: axis(widget, side, units(lines, side)) for side in ("left", "right")}
    return {
        "view": widget.view if widget.view in _DRAWN else "timeSeries",
        **_look(widget.properties),
        "range": window.seconds,
        "lines": [dict(line) for line in lines],
        "axes": sides,
        "thresholds": [
            *(threshold(one) for one in widget.thresholds),
            *(_limit(alarm) for alarm in alarms if alarm.limit),
        ],
        "moments": [moment(one) for one in widget.moments],
        "alarms": [_alarm(one, studio) for one in widget.alarms],
        "problem": f"{', '.join(map(_last, unknown))} is not in this assembly" if unknown else "",
    }


def _look(properties: Mapping[str, Json]) -> Sketch:
    table = mapping(properties.get("table"))
    columns = table.get("summaryColumns")
    return {
        "legend": text(dig(properties.get("legend"), "position") or "bottom"),
        "stacked": properties.get("stacked") is True,
        "sparkline": properties.get("sparkline") is True,
        "table": {
            "vertical": table.get("layout") == "vertical",
            "times": table.get("showTimeSeriesData") is not False,
            "columns": None if columns is None else [text(one) for one in items(columns)],
        },
    }


def _placeholder(widget: Widget, _: Window, __: Studio) -> Sketch:
    told = widget.properties.get("query") or widget.properties.get("endpoint")
    return {"type": "placeholder", "kind": widget.type or "unknown", "told": text(told or "")}


def _alarm(reference: str, studio: Studio) -> Json:
    alarm = studio.alarms.get(reference)
    return {
        "name": alarm.name if alarm else _last(reference),
        "condition": readable(alarm.condition) if alarm else "not in this assembly",
        "calm": studio.states["calm"].of(reference),
        "incident": studio.states["incident"].of(reference),
    }


def _limit(alarm: Alarm) -> Json:
    limit = alarm.limit
    value = limit.value if limit else None
    return {"value": value, "label": readable(alarm.condition), "axis": "left", "alarm": True}


def _last(reference: str) -> str:
    return readable(reference.rpartition(":")[2] or reference)


_DRAWERS: Mapping[str, Callable[[Widget, Window, Studio], Sketch]] = {
    "text": _text,
    "alarm": _states,
    "metric": _metric,
}
