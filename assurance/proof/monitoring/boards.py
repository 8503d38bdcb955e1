"""Dashboards as they stand in the templates: widgets, what each line shows, marks and alarms
(https://docs.aws.amazon.com/AmazonCloudWatch/latest/APIReference/CloudWatch-Dashboard-Body-Structure.html)."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property
from typing import cast

from assurance.assembly import Json, Resource, Stage
from assurance.assembly.values import items, mapping, text, texts
from assurance.proof.monitoring.formula import names_in
from assurance.proof.monitoring.sight import Series, Sight, number_of

DASHBOARD = "AWS::CloudWatch::Dashboard"


@dataclass(frozen=True)
class Widget:
    """One widget of a board."""

    kind: str
    x: int
    y: int
    width: int
    height: int
    properties: Mapping[str, Json]

    @property
    def title(self) -> str:
        """Its heading, or its kind where it has none."""
        return text(self.properties.get("title") or self.kind)

    @property
    def metrics(self) -> int:
        """How many metrics it reads, those that only feed a formula included."""
        return len(self._read[0])

    @cached_property
    def lines(self) -> tuple[Sight, ...]:
        """What each visible line looks at; none where its metrics cannot be read."""
        series, formulas, visible = self._read
        return tuple(
            Sight(series, formulas, key) if key in formulas else Sight({key: series[key]}, {}, key)
            for key in visible
        )

    @cached_property
    def sights(self) -> tuple[Sight, ...]:
        """The same, each formula with the series that it needs and no others."""
        return tuple(_narrowed(one) for one in self.lines)

    @property
    def marks(self) -> tuple[float, ...]:
        """The values of its horizontal lines."""
        annotations = mapping(self.properties.get("annotations"))
        found = (mapping(one).get("value") for one in items(annotations.get("horizontal")))
        return tuple(float(one) for one in found if isinstance(one, int | float))

    @property
    def alarms(self) -> tuple[str, ...]:
        """The ARNs of the alarms it shows."""
        annotations = mapping(self.properties.get("annotations"))
        return (*texts(self.properties.get("alarms")), *texts(annotations.get("alarms")))

    @cached_property
    def _read(self) -> tuple[Mapping[str, Series], Mapping[str, str], tuple[str, ...]]:
        series: dict[str, Series] = {}
        formulas: dict[str, str] = {}
        visible: list[str] = []
        last: list[Json] = []
        for number, row in enumerate(items(self.properties.get("metrics"))):
            entry = items(row)
            look = mapping(entry[-1] if entry else None)
            key = text(look.get("id") or f"line {number}")
            if "expression" in look:
                formulas[key] = text(look["expression"])
            else:
                names = entry[:-1] if look else entry
                last = _spelled(names, last)
                series[key] = _series(last, look, self.properties)
            if look.get("visible", True) is not False:
                visible.append(key)
        return series, formulas, tuple(visible)


@dataclass(frozen=True, eq=False)
class Board:
    """One dashboard; `fault` says why its body cannot be read."""

    resource: Resource
    widgets: tuple[Widget, ...] = ()
    fault: str = ""

    @property
    def name(self) -> str:
        """How a person calls it."""
        return text(self.resource.properties.get("DashboardName") or self.resource.logical_id)


def boards_of(stage: Stage) -> tuple[Board, ...]:
    """Every dashboard of the environment."""
    return tuple(_board(resource) for resource in stage.resources(DASHBOARD))


def _board(resource: Resource) -> Board:
    try:
        body = cast("Json", json.loads(text(resource.properties.get("DashboardBody"))))
    except json.JSONDecodeError as error:
        return Board(resource, fault=f"its body is no JSON: {error.msg}")
    widgets = mapping(body).get("widgets")
    if not isinstance(widgets, list):
        return Board(resource, fault="its body has no list of widgets")
    return Board(resource, tuple(_widgets(widgets)))


def _widgets(widgets: list[Json]) -> Iterator[Widget]:
    for one in map(mapping, widgets):
        x, y, width, height = (number_of(one.get(side)) for side in ("x", "y", "width", "height"))
        kind, properties = text(one.get("type")), mapping(one.get("properties"))
        yield Widget(kind, x, y, width, height, properties)


def _spelled(names: list[Json], last: list[Json]) -> list[Json]:
    """The names of a metric with its dots: "." repeats one name, "..." all that are left out."""
    found: list[Json] = []
    for name in names:
        if name == "...":
            rest = len(names) - names.index("...") - 1
            found += last[len(found) : len(last) - rest]
        else:
            found.append(last[len(found)] if name == "." and len(found) < len(last) else name)
    return found


def _series(names: list[Json], look: Mapping[str, Json], widget: Mapping[str, Json]) -> Series:
    words = [text(name) for name in names]
    pairs = sorted(zip(words[2::2], words[3::2], strict=False))
    statistic = text(look.get("stat") or widget.get("stat") or "Average")
    period = number_of(look.get("period") or widget.get("period") or 300)
    region = text(look.get("region") or widget.get("region") or "")
    namespace, metric = (*words, "", "")[:2]
    return Series(namespace, metric, tuple(pairs), statistic, period, region)


def _narrowed(sight: Sight) -> Sight:
    needed, ids = {sight.returned}, [sight.returned]
    while ids:
        named = names_in(sight.formulas.get(ids.pop(), ""))
        fresh = {name for name in named if name in sight.series or name in sight.formulas}
        ids += fresh - needed
        needed |= fresh
    series = {key: one for key, one in sight.series.items() if key in needed}
    formulas = {key: one for key, one in sight.formulas.items() if key in needed}
    return Sight(series, formulas, sight.returned)
