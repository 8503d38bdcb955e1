"""Whether a recovery would succeed now: measured and alarmed in each Region on its own."""

from aws_cdk import Stack

from environments import Environment
from filmops.boards.recovery import Sites, recovery_board
from filmops.composites import Alarms
from filmops.dashboards import place_of, render_board
from filmops.dead_letters import DeadLetters
from filmops.media_copy import MediaCopy, media_copy_alarms
from filmops.names import Names
from filmops.recovery_alarms import old_backup, old_point
from filmops.recovery_point import Copy, RecoveryPoint
from filmops.rendering import render
from filmops.vault import VAULT
from stacks.adopted import media_bucket
from stacks.links import board_of, guide_of, links_of
from stacks.paging import Paging

BOARD = "recovery"


def watch_recovery(
    stack: Stack,
    environment: Environment,
    names: Names,
    *,
    copy: Copy,
    database: str,
    paging: Paging,
    drills: Alarms,
) -> None:
    """Measure the copy that is in the stack's Region, alarm on it there, and show both on a board.

    `drills` are the alarms on the Region's drills. Nothing of it needs the other Region.
    """
    handbook = environment.handbook
    RecoveryPoint(
        stack,
        "RecoveryPoint",
        names=names,
        database=database,
        copy=copy,
        every=handbook.recovery.point.measured_every,
        dead_letters=DeadLetters(stack, "Unmeasured", name=names.of("unmeasured")),
    )
    sites = _sites(environment, names)
    alarms = Alarms((old_point(names, stack.region, copy, handbook),))
    if copy is Copy.PRIMARY:
        alarms += Alarms((old_backup(names, stack.region, handbook),))
        alarms += media_copy_alarms(names, sites.media, handbook)
    board = board_of(environment, names, stack.region, BOARD)
    links = links_of(environment, stack.region, board)
    render(stack, alarms + drills, actions=paging.path.actions, links=links)
    shown = recovery_board(board, guide_of(environment, names), sites, handbook, alarms, drills)
    render_board(stack, shown, place_of(stack))


def _sites(environment: Environment, names: Names) -> Sites:
    here, there = environment.primary_region, environment.recovery_region
    media = MediaCopy(
        bucket=media_bucket(environment, names, here),
        replica=media_bucket(environment, names, there),
    )
    return Sites(here, there, media, names.of(VAULT))
