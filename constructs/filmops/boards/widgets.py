"""The widgets of a dashboard as values. Widths are columns of 24, heights rows, as CloudWatch's."""

from dataclasses import dataclass
from enum import StrEnum
from math import ceil

from filmops.metrics import Expression, Metric

COLUMNS = 24


class Colour(StrEnum):
    """One meaning a colour, on every board."""

    GOOD = "#2ca02c"
    MAIN = "#1f77b4"
    SECOND = "#9467bd"
    THIRD = "#17becf"
    WARNING = "#ff9900"
    BAD = "#d13212"
    MUTED = "#7f7f7f"


@dataclass(frozen=True, slots=True)
class Line:
    """One series of a chart; `right` puts it on the right axis.

    `region` is where its metric is, when that is not where the board is.
    """

    label: str
    looks_at: Metric | Expression
    colour: Colour = Colour.MAIN
    right: bool = False
    region: str = ""


@dataclass(frozen=True, slots=True)
class Mark:
    """A limit drawn across a chart, in the chart's unit, with what is promised about it."""

    label: str
    value: float
    colour: Colour = Colour.BAD


@dataclass(frozen=True, slots=True)
class Chart:
    """Series over time in one unit, with the promised limits as marks."""

    title: str
    unit: str
    lines: tuple[Line, ...]
    marks: tuple[Mark, ...] = ()
    right_unit: str = ""
    low: float = 0
    high: float | None = None
    stacked: bool = False
    width: int = 8
    height: int = 6


@dataclass(frozen=True, slots=True)
class Figures:
    """The newest value of each line, large, with its history as a spark line."""

    title: str
    lines: tuple[Line, ...]
    width: int = COLUMNS
    height: int = 4


@dataclass(frozen=True, slots=True)
class States:
    """The states of alarms, by name; CloudWatch takes up to 100."""

    title: str
    alarms: tuple[str, ...]
    width: int = COLUMNS

    @property
    def height(self) -> int:
        """Rows enough for all of them, about seven side by side on a laptop."""
        return 1 + ceil(len(self.alarms) / 7 * 0.9)


@dataclass(frozen=True, slots=True)
class Note:
    """Markdown."""

    text: str
    width: int = COLUMNS
    height: int = 1


Widget = Chart | Figures | States | Note


@dataclass(frozen=True, slots=True)
class Choice:
    """A variable of a board: what stands in for `pattern` wherever a widget has it."""

    pattern: str
    label: str
    values: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Board:
    """One dashboard: `name` as AWS knows it, rows of widgets from top to bottom."""

    name: str
    title: str
    rows: tuple[tuple[Widget, ...], ...]
    choices: tuple[Choice, ...] = ()
