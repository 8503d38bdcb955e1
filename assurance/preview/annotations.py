"""The lines and bands a metric widget draws across its plot."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from math import isfinite

from assurance.assembly import Json
from assurance.assembly.values import items, mapping, text, texts


@dataclass(frozen=True, slots=True)
class Threshold:
    """A horizontal line, or a band when it has a second value."""

    value: float
    to: float | None
    label: str
    to_label: str
    color: str
    fill: str
    """above, below, between or nothing."""
    axis: str


@dataclass(frozen=True, slots=True)
class Moment:
    """A vertical line, or a band when it has a second time; epoch seconds."""

    at: int
    to: int | None
    label: str
    color: str
    fill: str


def thresholds_of(annotations: Json) -> tuple[Threshold, ...]:
    """The horizontal annotations that are to be seen."""
    return tuple(_thresholds(mapping(annotations).get("horizontal")))


def moments_of(annotations: Json) -> tuple[Moment, ...]:
    """The vertical annotations that are to be seen."""
    return tuple(_moments(mapping(annotations).get("vertical")))


def alarms_of(annotations: Json) -> tuple[str, ...]:
    """The alarms a widget shows, by ARN."""
    return texts(mapping(annotations).get("alarms"))


def number(value: Json) -> float | None:
    """A number, also one written as text; None for anything else."""
    if isinstance(value, bool) or not isinstance(value, int | float | str):
        return None
    try:
        found = float(value)
    except (ValueError, OverflowError):
        return None
    return found if isfinite(found) else None


def _pairs(entries: Json) -> Iterator[tuple[Mapping[str, Json], Mapping[str, Json]]]:
    for entry in items(entries):
        first, *rest = [mapping(one) for one in items(entry)] or [{}]
        if first.get("visible") is not False:
            yield first, rest[0] if rest else {}


def _thresholds(entries: Json) -> Iterator[Threshold]:
    for one, other in _pairs(entries):
        value = number(one.get("value"))
        if value is not None:
            yield Threshold(
                value=value,
                to=number(other.get("value")),
                label=text(one.get("label") or ""),
                to_label=text(other.get("label") or ""),
                color=text(one.get("color") or ""),
                fill="between" if other else text(one.get("fill") or ""),
                axis="right" if one.get("yAxis") == "right" else "left",
            )


def _moments(entries: Json) -> Iterator[Moment]:
    for one, other in _pairs(entries):
        at = _epoch(one.get("value"))
        if at is not None:
            yield Moment(
                at=at,
                to=_epoch(other.get("value")),
                label=text(one.get("label") or ""),
                color=text(one.get("color") or ""),
                fill="between" if other else text(one.get("fill") or ""),
            )


def _epoch(value: Json) -> int | None:
    try:
        then = datetime.fromisoformat(text(value))
    except ValueError:
        return None
    return int((then if then.tzinfo else then.replace(tzinfo=UTC)).timestamp())
