"""A board to the body CloudWatch takes
(https://docs.aws.amazon.com/AmazonCloudWatch/latest/APIReference/CloudWatch-Dashboard-Body-Structure.html)."""

import json
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from itertools import count

from filmops.boards.widgets import COLUMNS, Board, Chart, Choice, Figures, Line, Mark, Note, States
from filmops.metrics import Expression, Metric

Json = Mapping[str, object]


@dataclass(frozen=True, slots=True)
class Place:
    """The Region a board reads from, and how the ARNs of its alarms begin."""

    region: str
    alarms: str


def body_of(board: Board, place: Place) -> str:
    """The dashboard's JSON. Raises ValueError for a row that is wider than the board."""
    shown = [widget for placed in _placed(board, place) for widget in placed]
    body: dict[str, object] = {"start": "-PT3H", "widgets": shown}
    if board.choices:
        body["variables"] = [_variable(choice) for choice in board.choices]
    return json.dumps(body, separators=(",", ":"))


def _placed(board: Board, place: Place) -> Iterator[list[Json]]:
    y = 0
    for row in board.rows:
        x, placed = 0, list[Json]()
        for widget in row:
            at = {"x": x, "y": y, "width": widget.width, "height": widget.height}
            placed.append({**at, **_widget(widget, place)})
            x += widget.width
        if x > COLUMNS:
            raise ValueError(f"{board.name}: wanted rows of {COLUMNS} columns, got: {x}")
        y += max((widget.height for widget in row), default=0)
        yield placed


def _widget(widget: Chart | Figures | States | Note, place: Place) -> Json:
    match widget:
        case Note(text=text):
            return {"type": "text", "properties": {"markdown": text, "background": "transparent"}}
        case States(title=title, alarms=names):
            arns = [place.alarms + name for name in names]
            return {"type": "alarm", "properties": {"title": title, "alarms": arns}}
        case Figures(title=title, lines=lines):
            shown = {"view": "singleValue", "sparkline": True, "setPeriodToTimeRange": False}
            return _metrics(title, lines, place, shown)
        case Chart():
            return _metrics(widget.title, widget.lines, place, _axes(widget))


def _axes(chart: Chart) -> Json:
    left: dict[str, object] = {"label": chart.unit, "showUnits": False, "min": chart.low}
    if chart.high is not None:
        left["max"] = chart.high
    axes: dict[str, object] = {"left": left}
    if chart.right_unit:
        axes["right"] = {"label": chart.right_unit, "showUnits": False, "min": 0}
    shown: dict[str, object] = {"view": "timeSeries", "stacked": chart.stacked, "yAxis": axes}
    if chart.marks:
        shown["annotations"] = {"horizontal": [_mark(mark) for mark in chart.marks]}
    return shown


def _metrics(title: str, lines: tuple[Line, ...], place: Place, shown: Json) -> Json:
    ids = (f"m{number}" for number in count(1))
    series = [entry for number, line in enumerate(lines, 1) for entry in _series(number, line, ids)]
    properties = {"title": title, "region": place.region, "metrics": series, **shown}
    return {"type": "metric", "properties": properties}


def _series(number: int, line: Line, ids: Iterator[str]) -> Iterator[list[object]]:
    look: dict[str, object] = {"label": line.label, "color": line.colour}
    if line.right:
        look["yAxis"] = "right"
    if line.region:
        look["region"] = line.region
    if isinstance(line.looks_at, Metric):
        yield _metric(line.looks_at, look)
        return
    own = {name: next(ids) for name in line.looks_at.metrics}
    formula = _renamed(line.looks_at, own)
    period = int(line.looks_at.period.total_seconds())
    yield [{"expression": formula, "id": f"e{number}", "period": period, **look}]
    for name, metric in line.looks_at.metrics.items():
        yield _metric(metric, {"id": own[name], "visible": False})


def _metric(metric: Metric, look: Mapping[str, object]) -> list[object]:
    names = [part for pair in metric.dimensions.items() for part in pair]
    read = {"stat": metric.statistic, "period": int(metric.period.total_seconds())}
    return [metric.namespace, metric.name, *names, {**read, **look}]


def _renamed(expression: Expression, own: Mapping[str, str]) -> str:
    """The formula with ids that are unique on the widget, where several lines may share a name."""
    words, word = list[str](), ""
    for letter in [*expression.formula, ""]:
        if letter and (letter.isalnum() or letter == "_"):
            word += letter
            continue
        words += [own.get(word, word), letter]
        word = ""
    return "".join(words)


def _mark(mark: Mark) -> Json:
    return {"label": mark.label, "value": mark.value, "color": mark.colour}


def _variable(choice: Choice) -> Json:
    return {
        "type": "pattern",
        "pattern": choice.pattern,
        "id": choice.label.lower().replace(" ", ""),
        "label": choice.label,
        "inputType": "select",
        "values": [{"value": value, "label": value} for value in choice.values],
        "defaultValue": choice.values[0],
        "visible": True,
    }
