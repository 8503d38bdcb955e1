"""The dashboards of an environment, read out of their templates."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import partial
from typing import TypeVar, cast

from assurance.assembly import Json, Resource, Stack, Stage
from assurance.assembly.files import unusable
from assurance.assembly.values import compact, mapping, text
from assurance.preview.layout import place
from assurance.preview.variables import Variable, apply, variables_of
from assurance.preview.widgets import Widget, widget_of, wish_of
from assurance.preview.window import Window, window_of
from promises.errors import WantedError

Part = TypeVar("Part")
Read = TypeVar("Read")

DASHBOARD = "AWS::CloudWatch::Dashboard"


@dataclass(frozen=True, slots=True, eq=False)
class Board:
    """One dashboard: its widgets, each in its place."""

    name: str
    stack: Stack
    window: Window
    variables: tuple[Variable, ...]
    widgets: tuple[Widget, ...]
    variants: Mapping[tuple[str, str], tuple[Widget, ...]]
    """The widgets when one variable, by id, takes another of its values."""


def boards_of(stage: Stage) -> tuple[Board, ...]:
    """Every dashboard of the environment, in the order of the stacks.

    Raises InputErrors when a body is not what CloudWatch takes.
    """
    return tuple(_board(resource) for resource in stage.resources(DASHBOARD))


def _board(resource: Resource) -> Board:
    try:
        body = _body(resource)
        window = window_of(body.get("start"), body.get("end"), body.get("periodOverride"))
        variables = variables_of(body.get("variables"))
        usual = apply(body, [(one, one.value) for one in variables])
        return Board(
            name=text(resource.properties.get("DashboardName") or resource.logical_id),
            stack=resource.stack,
            window=window,
            variables=variables,
            widgets=_widgets(usual, resource, window),
            variants=dict(_variants(body, variables, resource, window)),
        )
    except WantedError as error:
        body_key = f"Resources.{resource.logical_id}.Properties.DashboardBody"
        key = ".".join((body_key, *(str(step) for step in error.at)))
        got = (error.got or "something else")[:120]
        raise unusable(resource.stack.template, key, error.wanted, got) from None


def _body(resource: Resource) -> Mapping[str, Json]:
    written = resource.properties.get("DashboardBody")
    if isinstance(written, str):
        try:
            written = cast("Json", json.loads(written))
        except json.JSONDecodeError as error:
            near = written[max(error.pos - 20, 0) : error.pos + 20]
            raise WantedError("JSON", f"{error.msg} near {near}") from None
        except RecursionError:
            raise WantedError("JSON of a reasonable depth", "too many levels") from None
    if not isinstance(written, dict):
        raise WantedError("a JSON object", compact(written))
    return written


def _widgets(body: Mapping[str, Json], resource: Resource, window: Window) -> tuple[Widget, ...]:
    written = body.get("widgets")
    if not isinstance(written, list):
        raise WantedError("a list of widgets", compact(written), ("widgets",))
    return tuple(_each(written, resource, window))


def _each(written: Sequence[Json], resource: Resource, window: Window) -> Iterator[Widget]:
    boxes = place([_at(number, wish_of, one) for number, one in enumerate(written)])
    for number, (one, box) in enumerate(zip(written, boxes, strict=True)):
        read = partial(widget_of, box=box, region=resource.stack.region, window=window)
        yield _at(number, read, mapping(one))


def _at(number: int, read: Callable[[Part], Read], written: Part) -> Read:
    """What the reader makes of one widget, its mistakes placed in the body."""
    try:
        return read(written)
    except WantedError as error:
        raise WantedError(error.wanted, error.got, ("widgets", number, *error.at)) from None


def _variants(
    body: Mapping[str, Json], variables: Sequence[Variable], resource: Resource, window: Window
) -> Iterator[tuple[tuple[str, str], tuple[Widget, ...]]]:
    for variable in variables:
        for value in variable.other_values:
            chosen = [(one, value if one is variable else one.value) for one in variables]
            widgets = _widgets(apply(body, chosen), resource, window)
            yield (variable.id, value), widgets
