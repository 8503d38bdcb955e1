"""Where an alarm's links lead in an environment."""

from environments import Environment
from filmops.alarms import Links
from filmops.boards.guide import Guide
from filmops.names import Names


def links_of(environment: Environment, region: str, board: str) -> Links:
    """The board of that name in that Region, and the runbooks.

    The environment gives the console's address of its primary Region; another Region's is the
    same with its own name in it.
    """
    console = environment.links.dashboards.replace(environment.primary_region, region)
    return Links(f"{console}/dashboard/{board}", environment.links.runbooks)


def guide_of(environment: Environment, names: Names) -> Guide:
    """The addresses every board links to."""
    links = environment.links
    return Guide(names, links.dashboards, links.runbooks, links.status_page)


def board_of(environment: Environment, names: Names, region: str, board: str) -> str:
    """What a board that both Regions have is called: boards share the names of the account."""
    here = region == environment.primary_region
    return names.of(board) if here else names.alarm(board, region)
