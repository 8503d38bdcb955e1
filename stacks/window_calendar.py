"""The calendar of an environment's windows: announced, muted ahead, gated, watched, recorded."""

from collections.abc import Sequence

from aws_cdk import Stack

from environments import Environment
from filmops.boards.alarm_list import alarm_list
from filmops.composites import Alarms
from filmops.dashboards import place_of, render_board
from filmops.muted import muted
from filmops.names import Names
from filmops.notices import Readers
from filmops.rendering import render
from filmops.window_calendar import Shut, WindowCalendar
from promises import Level
from stacks.links import guide_of, links_of
from stacks.paging import Paging

BOARD = "maintenance"
RUNBOOKS = (
    "window-failed",
    "window-ended-broken",
    "activity-failed",
    "window-not-started",
    "window-overran",
    "notice-not-sent",
    "forced-maintenance-ahead",
)
_URGENT = (Level.P1, Level.P2)


def window_calendar(
    stack: Stack,
    environment: Environment,
    names: Names,
    *,
    paging: Sequence[Paging],
    readers: Readers,
    alarms: Alarms,
    database: str,
    freezes: str | None = None,
) -> WindowCalendar:
    """The calendar in the stack of the primary Region, whose `paging` comes first.

    `alarms` are those of the environment's services, `database` is its ARN, `freezes` the name of
    an SSM Change Calendar.
    """
    here = paging[0]
    return WindowCalendar(
        stack,
        "Calendar",
        names=names,
        maintenance=environment.handbook.maintenance,
        paging=here.path,
        readers=readers,
        muted=muted(names, alarms),
        shut=Shut(
            [region.path.topics[level].spelled_arn for region in paging for level in _URGENT],
            freezes,
        ),
        database=database,
    )


def readers_of(environment: Environment, paging: Paging) -> Readers:
    """Who reads what is announced, from the topic of the primary Region's `paging`."""
    assert paging.announcements
    return Readers(
        environment=environment.name,
        topic=paging.announcements,
        status_page=environment.links.status_page,
        webhook=environment.reach.status_page,
    )


def watch_calendar(
    stack: Stack, environment: Environment, names: Names, paging: Paging, told: Alarms
) -> None:
    """The alarms on the calendar and on its windows, told and on a board of their own."""
    board = names.of(BOARD)
    links = links_of(environment, stack.region, board)
    render(stack, told, actions=paging.path.actions, links=links)
    heading = guide_of(environment, names).heading("Maintenance", *RUNBOOKS)
    render_board(stack, alarm_list(board, "Maintenance", heading, told), place_of(stack))
