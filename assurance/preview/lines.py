"""The lines of a metric widget: what each one plots, and how it looks."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass

from assurance.assembly import Json
from assurance.assembly.values import text
from assurance.preview.annotations import number
from assurance.preview.formulas import NotDrawableError, reads
from assurance.preview.labels import label_of
from assurance.preview.metric_array import Row
from assurance.preview.signals import Formula, Metric, Operand, Signal

DEFAULT_PERIOD, DEFAULT_STAT = 300, "Average"
_LONGEST = 30 * 86400
_DEEPEST = 8  # formulas over formulas; each level may double the work


@dataclass(frozen=True, slots=True)
class Defaults:
    """What a widget says for all of its metrics."""

    region: str
    stat: str
    period: int


@dataclass(frozen=True, slots=True)
class Line:
    """One line of a widget."""

    operand: Operand | None
    problem: str
    """Why there is nothing to plot; empty when there is."""
    label: str
    color: str
    axis: str
    visible: bool


def lines_of(
    rows: Sequence[Row], defaults: Defaults, adapt: Callable[[int], int]
) -> tuple[Line, ...]:
    """The lines of a metrics array; `adapt` turns a wished period into the drawn one."""
    by_id = {text(row.options["id"]): row for row in rows if "id" in row.options}
    reader = _Reader(by_id, defaults, adapt)
    return tuple(_line(row, rows, reader) for row in rows)


def _line(row: Row, rows: Sequence[Row], reader: _Reader) -> Line:
    operand, problem = None, ""
    try:
        operand = reader.operand(row, ())
    except NotDrawableError as error:
        problem = str(error)
    return Line(
        operand=operand,
        problem=problem,
        label=label_of(row, [one for one in rows if one.options.get("visible") is not False]),
        color=text(row.options.get("color") or ""),
        axis="right" if row.options.get("yAxis") == "right" else "left",
        visible=row.options.get("visible") is not False,
    )


@dataclass(frozen=True, slots=True)
class _Reader:
    """Follows the ids of a metrics array."""

    by_id: Mapping[str, Row]
    defaults: Defaults
    adapt: Callable[[int], int]

    def operand(self, row: Row, above: tuple[str, ...]) -> Operand:
        if not row.expression:
            return self._signal(row)
        if row.expression in above:
            raise NotDrawableError(f"its own result is part of {row.expression}")
        if len(above) >= _DEEPEST:
            raise NotDrawableError(f"more than {_DEEPEST} formulas within each other")
        within = (*above, row.expression)
        wanted = reads(row.expression)
        names = wanted.names
        if wanted.every_metric:
            names |= {name for name, one in self.by_id.items() if not one.expression}
        inner = tuple(
            (name, self.operand(self.by_id[name], within))
            for name in sorted(names)
            if name in self.by_id
        )
        periods = [self._period(row)] if "period" in row.options else [of.period for _, of in inner]
        period = max(periods, default=self.adapt(self.defaults.period))
        return Formula(row.expression, period, inner)

    def _signal(self, row: Row) -> Signal:
        namespace, name, *rest = row.names
        dimensions = tuple(sorted(zip(rest[::2], rest[1::2], strict=True)))
        region = text(row.options.get("region") or self.defaults.region)
        stat = text(row.options.get("stat") or self.defaults.stat)
        return Signal(Metric(region, namespace, name, dimensions), stat, self._period(row))

    def _period(self, row: Row) -> int:
        return self.adapt(period_of(row.options.get("period"), self.defaults.period))


def period_of(value: Json, default: int) -> int:
    """A period in whole seconds; the default where nothing sensible is written."""
    wished = number(value)
    return default if wished is None or not 1 <= wished <= _LONGEST else int(wished)
