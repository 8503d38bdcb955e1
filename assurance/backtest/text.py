"""The backtest for people at a terminal."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence

import numpy as np
from rich.console import Console, RenderableType
from rich.padding import Padding
from rich.rule import Rule
from rich.table import Table
from rich.text import Text

from assurance.backtest import sparkline
from assurance.backtest.firings import Firing, firings, length, total
from assurance.backtest.moments import shown
from assurance.backtest.run import Backtest
from assurance.charts.tracks import compared
from assurance.cloudwatch import Alarm, Finding, History, Kind, MetricAlarm, State, newest_points

MOST = 5
"""Firings and open questions shown of one alarm; the rest is counted, and in the JSON."""
_COLOUR = {State.ALARM: "red", State.OK: "green", State.INSUFFICIENT_DATA: "yellow"}


def render(test: Backtest, console: Console) -> str:
    """The backtest as `console` would show it."""
    with console.capture() as capture:
        for alarm, history in zip(test.account.alarms, test.histories, strict=True):
            for part in _alarm(test, alarm, history, console.width):
                console.print(part)
        for part in (*_gone(test), *_findings(test.findings)):
            console.print(part)
        console.print(Text(_summary(test), "bold"))
    return "".join(f"{line.rstrip()}\n" for line in capture.get().splitlines())


def render_findings(findings: Sequence[Finding], alarms: int, console: Console) -> str:
    """Findings alone, as `console` would show them."""
    with console.capture() as capture:
        for part in _findings(findings):
            console.print(part)
        many = "" if alarms == 1 else "s"
        said = f"{alarms} alarm{many}, {len({one.alarm for one in findings})} with findings"
        console.print(Text(said, "bold"))
    return "".join(f"{line.rstrip()}\n" for line in capture.get().splitlines())


def _alarm(test: Backtest, alarm: Alarm, history: History, width: int) -> Iterator[RenderableType]:
    state = history.state
    said, colour = (str(state), _COLOUR[state]) if state else ("unspecified", "magenta")
    yield Rule(Text(f"{history.name}  {said}", f"bold {colour}"), align="left", style=colour)
    if isinstance(alarm, MetricAlarm):
        yield from _picture(test, alarm, history, width - 2)
    found = firings(history, test.span.start, test.span.end)
    yield Text(f"  {_fired(found)}" + (f"; {_told(history)}" if history.notifications else ""))
    if test.before is not None:
        yield Text(f"  {test.before.said}: {_earlier(test, test.before.of(history.name))}", "dim")
    if found:
        yield _table(found)
    yield from _open(history)


def _picture(
    test: Backtest, alarm: MetricAlarm, history: History, width: int
) -> Iterator[RenderableType]:
    points = newest_points(alarm, test.data, test.span.start, test.span.end)
    if not np.isnan(points).all():
        yield Text(f"  {sparkline.bars(points, width)}", "cyan")
        scale = f"{np.nanmin(points):g} to {np.nanmax(points):g}"
        yield Text(f"  {compared(alarm)}: {scale}, threshold {alarm.threshold:g}", "dim")
    if (states := sparkline.states(history, test.span, width)).strip():
        yield Text(f"  {states}", "red")


def _earlier(test: Backtest, before: History | None) -> str:
    if before is None:
        return "not there"
    return _fired(firings(before, test.span.start, test.span.end))


def _fired(found: tuple[Firing, ...]) -> str:
    if not found:
        return "never fired"
    longest = max(firing.length for firing in found)
    return f"fired {_times(len(found))}, {length(total(found))} in all, at most {length(longest)}"


def _times(count: int) -> str:
    return {1: "once", 2: "twice"}.get(count, f"{count} times")


def _told(history: History) -> str:
    ran = [one for one in history.notifications if one.withheld_by is None]
    parts = [f"acted {_times(len(ran))}" if ran else "never acted"]
    kept = Counter(one.withheld_by for one in history.notifications if one.withheld_by)
    parts += [f"{count} kept back by {why}" for why, count in sorted(kept.items())]
    return ", ".join(parts)


def _table(found: tuple[Firing, ...]) -> Table:
    table = Table(box=None, padding=(0, 2), show_header=False)
    for firing in found[:MOST]:
        until = length(firing.length) + ("" if firing.over else ", still firing at the end")
        cause = firing.cause.reason if firing.cause else "in ALARM from the start"
        table.add_row(shown(firing.start), until, cause)
    if len(found) > MOST:
        table.add_row(f"and {len(found) - MOST} more", "", "")
    return table


def _open(history: History) -> Iterator[RenderableType]:
    for one in history.unspecified[:MOST]:
        text = Text(f"unspecified from {shown(one.at)}: {one.why}", "magenta")
        yield Padding(text, (0, 0, 0, 2))
    if len(history.unspecified) > MOST:
        yield Text(f"  unspecified {len(history.unspecified) - MOST} times more", "magenta")


def _gone(test: Backtest) -> Iterator[RenderableType]:
    """Alarms that are no more, with what they did."""
    now = {history.name for history in test.histories}
    for name in test.before.names if test.before else ():
        if name not in now:
            assert test.before is not None
            yield Rule(Text(f"{name}  gone", "bold"), align="left", style="dim")
            said = _earlier(test, test.before.of(name))
            yield Text(f"  {test.before.said}: {said}", "dim")


def _findings(findings: Sequence[Finding]) -> Iterator[RenderableType]:
    if not findings:
        return
    yield Rule(Text("Findings", "bold"), align="left")
    for finding in findings:
        colour = "red" if finding.kind is Kind.ILLEGAL else "yellow"
        text = Text.assemble(finding.alarm, ": ", (str(finding.kind), colour), f": {finding.text}")
        yield Padding(text, (0, 0, 0, 2))


def _summary(test: Backtest) -> str:
    histories, span = test.histories, test.span
    fired = sum(bool(firings(one, span.start, span.end)) for one in histories)
    open_ = sum(bool(one.unspecified) for one in histories)
    many = "" if len(histories) == 1 else "s"
    return (
        f"{len(histories)} alarm{many}, {fired} fired, {open_} with something unspecified, "
        f"{shown(span.start)} to {shown(span.end)}"
    )
