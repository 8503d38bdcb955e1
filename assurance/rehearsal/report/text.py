"""The rehearsal for people at a terminal: a line for each scenario, more where one is unmet."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from rich.console import Console, RenderableType
from rich.padding import Padding
from rich.rule import Rule
from rich.table import Table
from rich.text import Text

from assurance.rehearsal.behind import concerned
from assurance.rehearsal.burns import Burn
from assurance.rehearsal.judging import Judged
from assurance.rehearsal.player import Told
from assurance.rehearsal.rehearsing import Rehearsal
from assurance.rehearsal.timeline import timeline
from assurance.rehearsal.wording import clock, lasting, percent

MOST = 24
"""Moments shown of one timeline; the JSON has all."""


def render(rehearsals: Sequence[Rehearsal], console: Console) -> str:
    """The rehearsals as `console` would show them."""
    with console.capture() as capture:
        for rehearsal in rehearsals:
            for part in _rehearsal(rehearsal):
                console.print(part)
    return "".join(f"{line.rstrip()}\n" for line in capture.get().splitlines())


def render_burns(burns: Sequence[Burn], console: Console) -> str:
    """The table of burn rates."""
    with console.capture() as capture:
        console.print(_burns(burns))
    return "".join(f"{line.rstrip()}\n" for line in capture.get().splitlines())


def _rehearsal(rehearsal: Rehearsal) -> Iterator[RenderableType]:
    yield Rule(Text(rehearsal.environment, "bold"), align="left")
    for judged in rehearsal.scenarios:
        yield _line(judged)
        for unmet in judged.unmet:
            text = Text.assemble(("wanted ", "dim"), unmet.expected, (", got ", "dim"), unmet.got)
            yield Padding(text, (0, 0, 0, 4))
        if judged.unmet:
            yield Padding(_timeline(judged, rehearsal), (0, 0, 1, 4))
    if rehearsal.whole:
        yield from _coverage(rehearsal)
    met = sum(one.met for one in rehearsal.scenarios)
    yield Text(f"{met} of {len(rehearsal.scenarios)} scenarios as expected", "bold")


def _line(judged: Judged) -> Text:
    scenario = judged.played.scenario
    word, colour = ("met  ", "green") if judged.met else ("unmet", "red")
    pages = [one for one in judged.played.told if not one.over]
    said = ", ".join(_said(one, scenario.first_fault) for one in pages[:3]) or "nobody told"
    more = f", {len(pages) - 3} more" if len(pages) > 3 else ""
    open_ = sum(bool(history.unspecified) for _, history in judged.played.each())
    doubt = f" ({open_} alarms with something unspecified)" if open_ else ""
    lacks = f" ({len(judged.not_here)} expected alarms are not here)" if judged.not_here else ""
    told = f"{said}{more}{lacks}{doubt}"
    return Text.assemble((word, colour), f" {scenario.name}  ", (told, "dim"))


def _said(told: Told, fault: int) -> str:
    return f"{told.severity} {told.alarm} after {lasting(told.at - fault)}"


def _timeline(judged: Judged, rehearsal: Rehearsal) -> Table:
    table = Table(box=None, padding=(0, 2, 0, 0), show_header=False)
    moments = timeline(judged.played, concerned(judged, rehearsal.regions))
    for moment in moments[:MOST]:
        table.add_row(clock(moment.at), moment.what, Text(moment.why, "dim"))
    if len(moments) > MOST:
        table.add_row("", f"and {len(moments) - MOST} more", "")
    return table


def _coverage(rehearsal: Rehearsal) -> Iterator[Text]:
    found = rehearsal.coverage
    fired = len(found.alarms) - len(found.silent)
    yield Text(f"{fired} of {len(found.alarms)} alarms fire in some scenario")
    for name in found.silent:
        yield Text(f"    never fires: {name}", "yellow")
    for name in found.stuck:
        yield Text(f"    never clears: {name}", "yellow")


def _burns(burns: Sequence[Burn]) -> Table:
    table = Table(box=None, padding=(0, 2, 0, 0))
    for column in ("objective", "rate", "told by", "after", "budget gone", "over after", "pages"):
        table.add_column(column)
    for one in burns:
        told = f"{one.first.severity} {one.first.alarm}" if one.first else "nobody"
        after = "" if one.after is None else lasting(one.after)
        gone = "" if one.spent is None else percent(one.spent)
        over = "" if one.over is None else lasting(one.over)
        table.add_row(one.objective, f"{one.rate:g} x", told, after, gone, over, str(one.pages))
    return table
