"""Any number of services in one stack, without boards of their own."""

from collections.abc import Sequence

from aws_cdk import Stack

from filmops.alarms import Links
from filmops.boards.many import Section, Shared, shared_boards
from filmops.composites import Alarms
from filmops.dashboards import place_of, render_board
from filmops.native_slos import render_slo
from filmops.rendering import render
from filmops.service import Service, alarms_of
from filmops.watch import Desk


def render_services(
    stack: Stack, name: str, title: str, services: Sequence[Service], desk: Desk
) -> int:
    """The alarms, native objectives and shared boards of services; says how many resources.

    The boards are called `name`, then `name`-2 and so on; an alarm links to the one its service
    is on.
    """
    sections = [Section(one, alarms_of(one, desk.policy)) for one in services]
    beside = frozenset(name for section in sections for name in section.alarms.names)
    place, made = place_of(stack), 0
    for shared in shared_boards(name, title, sections, desk.policy, desk.guide):
        made += _render_sections(stack, shared, desk, beside)
        render_board(stack, shared.board, place)
    return made


def _render_sections(stack: Stack, shared: Shared, desk: Desk, beside: frozenset[str]) -> int:
    """The resources of one board's sections; their number, the board's own included."""
    links = Links(desk.guide.address(shared.name), desk.guide.runbooks)
    objectives, alarms = 0, Alarms()
    for section in shared.sections:
        alarms += section.alarms
        for objective in section.service.objectives:
            render_slo(stack, objective, desk.policy, desk.windows)
            objectives += 1
    render(stack, alarms, actions=desk.actions, links=links, beside=beside)
    return len(alarms.names) + objectives + 1
