"""The first board: is anything broken for users, and where to look next."""

from collections.abc import Iterator, Sequence
from dataclasses import replace
from datetime import timedelta

from filmops.boards.budgets import budgets_left
from filmops.boards.guide import Guide
from filmops.boards.service import STATES
from filmops.boards.widgets import (
    COLUMNS,
    Board,
    Chart,
    Colour,
    Figures,
    Line,
    Note,
    States,
    Widget,
)
from filmops.calendar_alarms import HOURS, metric
from filmops.composites import Alarms
from filmops.deployment_guards import DELIVERY
from filmops.metrics import Metric
from filmops.service import Policy, Service, down
from promises import Handbook, Level, text

SHOWN = 24
"""How many services the overview shows one by one; the others have boards of their own."""

Titled = Sequence[tuple[str, Service]]
"""Services, each with the title of its board."""


def overview(
    policy: Policy,
    guide: Guide,
    services: Titled,
    alarms: Alarms,
    boards: Sequence[tuple[str, str]],
    signals: Sequence[Chart],
    environment: str,
) -> Board:
    """Read from top to bottom: broken for users, budget left, what alarms, what changed last.

    `boards` are the others by name and title, `signals` one chart for each service, `environment` the
    name deployments are published under.
    """
    rows: list[tuple[Widget, ...]] = [
        (_heading(policy.handbook, guide, boards),),
        (_broken(policy, services),),
        *_budgets(policy, services),
        *_open(alarms),
        *_side_by_side(signals),
        (_deployed(environment), _until_window(policy.handbook), _window(policy.handbook)),
    ]
    return Board(policy.names.of("overview"), "Overview", tuple(rows))


def _heading(handbook: Handbook, guide: Guide, boards: Sequence[tuple[str, str]]) -> Note:
    links = " · ".join(guide.board(name, title) for name, title in boards)
    pager = f"[PagerDuty]({handbook.contacts.pagerduty})"
    status = f"[status page]({guide.status_page})"
    runbooks = f"[runbooks]({guide.runbooks})"
    return Note(f"# Overview\n{links}\n\n{runbooks} · {pager} · {status}", height=3)


def _broken(policy: Policy, services: Titled) -> States:
    gone = tuple(down(policy.names, one.name) for _, one in services if one.outage)
    return States("Is anything broken for users?", gone[:STATES])


def _budgets(policy: Policy, services: Titled) -> Iterator[tuple[Widget, ...]]:
    promising = [(title, one.objectives) for title, one in services if one.objectives]
    figures = [
        budgets_left(f"{title}: error budget left, %", policy.names, objectives, 12)
        for title, objectives in promising[:SHOWN]
    ]
    for start in range(0, len(figures), 2):
        yield tuple(figures[start : start + 2])


def _open(alarms: Alarms) -> Iterator[tuple[Widget, ...]]:
    for level in (Level.P2, Level.P3):
        names = [
            one.name for one in alarms.speaking if one.severity and one.severity.level is level
        ]
        if names:
            yield (States(f"{level} alarms", tuple(names[:STATES])),)


def _side_by_side(signals: Sequence[Chart]) -> Iterator[tuple[Widget, ...]]:
    for start in range(0, len(signals), 3):
        row = signals[start : start + 3]
        yield tuple(replace(chart, width=COLUMNS // len(row)) for chart in row)


def _deployed(environment: str) -> Chart:
    deployed = Metric(
        DELIVERY,
        "Deployments",
        {"Environment": environment},
        "Sum",
        timedelta(minutes=5),
    )
    line = Line("deployments", deployed, Colour.SECOND)
    return Chart("Last deployments", "deployments", (line,), width=12, height=4)


def _until_window(handbook: Handbook) -> Figures:
    """A number, because a note cannot know the date once it is deployed."""
    hours = metric(HOURS, handbook.maintenance.watched.every)
    return Figures("Next maintenance window", (Line("hours until it starts", hours),), width=6)


def _window(handbook: Handbook) -> Note:
    kept = handbook.maintenance
    days = " and ".join(str(day) for day in kept.days)
    hours = f"{text(kept.start)} to {text(kept.end)} {kept.time_zone}"
    notice = f"announced {text(kept.notice)} before"
    words = f"### Maintenance windows\nEvery {days}, {hours}, {notice}."
    return Note(words, width=6, height=4)
