"""What every service's board begins with: its alarms, its budgets, how fast they burn."""

from collections.abc import Iterator, Sequence
from dataclasses import replace

from filmops.boards.budgets import budgets_left, burn
from filmops.boards.guide import Guide
from filmops.boards.widgets import COLUMNS, Board, Choice, States, Widget
from filmops.composites import Alarms
from filmops.objectives import Objective
from filmops.service import Policy

STATES = 100
"""The most alarms an alarm widget shows (user guide, "Add an alarm widget")."""
Rows = Sequence[tuple[Widget, ...]]


def service_board(
    name: str,
    title: str,
    policy: Policy,
    guide: Guide,
    objectives: Sequence[Objective],
    alarms: Alarms,
    rows: Rows,
    *,
    runbooks: Sequence[str] = (),
    choices: tuple[Choice, ...] = (),
) -> Board:
    """A service's own board: what alarms, what is left to spend, then the signals, causes last."""
    head = (guide.heading(title, *runbooks),)
    return Board(
        name=policy.names.of(name),
        title=title,
        rows=(head, *states(alarms), *standing(objectives, policy), *rows),
        choices=choices,
    )


def states(alarms: Alarms) -> Iterator[tuple[Widget, ...]]:
    """The states of all alarms that speak."""
    names = [alarm.name for alarm in alarms.speaking]
    for start in range(0, len(names), STATES):
        some = tuple(names[start : start + STATES])
        yield (States("Alarms", some),)


def standing(objectives: Sequence[Objective], policy: Policy) -> Iterator[tuple[Widget, ...]]:
    """How much of each budget is left, and how fast those are spent that alarm by it."""
    if not objectives:
        return
    yield (budgets_left("Error budget left, %", policy.names, objectives),)
    burning = [burn(policy.names, one, policy.tiers) for one in objectives if one.burns]
    if burning:
        width = COLUMNS // len(burning)
        yield tuple(replace(chart, width=width) for chart in burning)
