"""One widget of a dashboard, read."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from assurance.assembly import Json
from assurance.assembly.values import compact, mapping, text, texts
from assurance.preview.annotations import (
    Moment,
    Threshold,
    alarms_of,
    moments_of,
    thresholds_of,
)
from assurance.preview.layout import COLUMNS, DEFAULT_SIZE, Box, Wish
from assurance.preview.lines import (
    DEFAULT_PERIOD,
    DEFAULT_STAT,
    Defaults,
    Line,
    lines_of,
    period_of,
)
from assurance.preview.metric_array import rows_of
from assurance.preview.window import Window
from promises.errors import WantedError

TALLEST = 1000


@dataclass(frozen=True, slots=True, eq=False)
class Widget:
    """One widget in its place."""

    box: Box
    type: str
    properties: Mapping[str, Json]
    lines: tuple[Line, ...] = ()
    thresholds: tuple[Threshold, ...] = ()
    moments: tuple[Moment, ...] = ()
    alarms: tuple[str, ...] = ()
    """The alarms it shows, by ARN."""

    @property
    def title(self) -> str:
        """Its title; empty when it has none."""
        return text(self.properties.get("title") or "")

    @property
    def view(self) -> str:
        """How a metric widget draws."""
        return text(self.properties.get("view") or "timeSeries")


def wish_of(written: Json) -> Wish:
    """The place and size a widget asks for.

    Raises WantedError when CloudWatch would refuse them.
    """
    if not isinstance(written, dict):
        raise WantedError("a widget as an object", compact(written))
    width = _whole(written, "width", DEFAULT_SIZE, 1, COLUMNS)
    height = _whole(written, "height", DEFAULT_SIZE, 1, TALLEST)
    if "x" not in written and "y" not in written:
        return Wish(None, width, height)
    x = _whole(written, "x", 0, 0, COLUMNS - 1)
    if x + width > COLUMNS:
        raise WantedError(f"x and width of at most {COLUMNS} together", f"{x} and {width}")
    return Wish((x, _whole(written, "y", 0, 0, 10**6)), width, height)


def widget_of(written: Mapping[str, Json], box: Box, region: str, window: Window) -> Widget:
    """The widget as it is drawn.

    Raises WantedError at what cannot be read.
    """
    properties, kind = mapping(written.get("properties")), text(written.get("type") or "")
    if kind == "alarm":
        return Widget(box, kind, properties, alarms=texts(properties.get("alarms")))
    if kind != "metric":
        return Widget(box, kind, properties)
    notes = properties.get("annotations")
    return Widget(
        box,
        kind,
        properties,
        lines=_lines(properties, region, window),
        thresholds=thresholds_of(notes),
        moments=moments_of(notes),
        alarms=alarms_of(notes),
    )


def _lines(properties: Mapping[str, Json], region: str, window: Window) -> tuple[Line, ...]:
    if "metrics" not in properties:
        return ()
    try:
        rows = rows_of(properties["metrics"])
    except WantedError as error:
        raise WantedError(error.wanted, error.got, ("properties", "metrics", *error.at)) from None
    defaults = Defaults(
        region=text(properties.get("region") or region),
        stat=text(properties.get("stat") or DEFAULT_STAT),
        period=period_of(properties.get("period"), DEFAULT_PERIOD),
    )
    return lines_of(rows, defaults, window.period)


def _whole(written: Mapping[str, Json], name: str, default: int, least: int, most: int) -> int:
    value = written.get(name, default)
    if isinstance(value, float) and value.is_integer():
        value = int(value)
    if isinstance(value, bool) or not isinstance(value, int) or not least <= value <= most:
        wanted = f"a whole number from {least} to {most}"
        raise WantedError(wanted, compact(value), (name,))
    return value
