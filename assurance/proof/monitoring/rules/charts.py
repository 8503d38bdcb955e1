"""What the boards show: targets as marks, key metrics as lines."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import timedelta

from assurance.proof.monitoring.boards import Board, Widget
from assurance.proof.monitoring.demands.charts import METRICS, Charted, charts
from assurance.proof.monitoring.demands.places import Place, places
from assurance.proof.monitoring.demands.thresholds import number
from assurance.proof.monitoring.monitoring import Monitoring
from assurance.proof.monitoring.readings import Reading
from assurance.proof.monitoring.rules.alarms import alarms
from assurance.proof.monitoring.rules.lacking import lacking
from assurance.proof.monitoring.telling import Answer, nowhere
from assurance.proof.rule import Finding, at
from promises import text


def target(seen: Monitoring, promise: str) -> Answer:
    """The good side of a threshold is drawn where its number is charted."""
    name, absent = promise.split(".")[1], lacking(seen, promise)
    if seen.parts is None:
        return Answer((), "charts", absent=absent)
    found = [one for one in places(seen.parts, seen.handbook) if one.threshold == name]
    findings = [_drawn(seen, place) for place in found]
    return Answer(findings, "charts", absent=absent, besides=absent)


def key_metric(seen: Monitoring, promise: str) -> Answer:
    """A key metric is charted, and alarmed on where it has a number."""
    absent = lacking(seen, promise)
    if seen.parts is None:
        return Answer((), "charts and alarms", absent=absent)
    wanted = charts(seen.parts, seen.handbook, promise)
    findings = [_shown(seen, one) for one in wanted]
    for name in METRICS.get(promise, ()):
        for level in ("alert", "critical"):
            findings += alarms(seen, f"thresholds.{name}.{level}").findings
    return Answer(findings, "charts and alarms", absent=absent, besides=absent)


def _drawn(seen: Monitoring, place: Place) -> Finding:
    bound = seen.handbook.thresholds[place.threshold].target
    assert bound
    value = number(bound.value, place.unit)
    showing = list(_showing(seen, place.charted))
    for board, widget in showing:
        if any(abs(mark - value) <= 1e-9 * max(1.0, value) for mark in widget.marks):
            return Finding(at(board.resource))
    fix = f"Draw {bound} at {value:g} on the chart of {place.charted.what}."
    if not showing:
        return Finding(nowhere(seen), f"no board shows {place.charted.what}", fix)
    board, widget = showing[0]
    fault = f"{board.name}: {widget.title} draws no line at {value:g}"
    return Finding(at(board.resource), fault, fix)


def _shown(seen: Monitoring, wanted: Charted) -> Finding:
    showing = list(_showing(seen, wanted.reading, wanted))
    if showing:
        return Finding(at(showing[0][0].resource))
    every = f", a point every {text(wanted.every)}" if wanted.every else ""
    fault = f"{wanted.of}: no board shows {wanted.reading.what}{every}"
    return Finding(nowhere(seen), fault, f"Chart {wanted.reading.what} on its board.")


def _showing(
    seen: Monitoring, reading: Reading, wanted: Charted | None = None
) -> Iterator[tuple[Board, Widget]]:
    names = frozenset((one.namespace, one.metric) for one in reading.sources)
    for board in seen.boards:
        for widget in board.widgets:
            for sight in widget.sights:
                if sight.metrics != names or reading.fault(sight):
                    continue
                every = wanted.every if wanted else None
                if every is None or sight.periods == frozenset({every // timedelta(seconds=1)}):
                    yield board, widget
