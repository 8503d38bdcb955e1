"""The page: every dashboard of an assembly in one file that needs nothing else."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from urllib.parse import quote

from assurance.assembly import Json, Stage
from assurance.charts.html import Parts, html
from assurance.preview.alarms import alarms_in, by_reference
from assurance.preview.boards import Board, boards_of
from assurance.preview.held import feed_of
from assurance.preview.sketches import Sketch, Studio, sketch
from assurance.preview.states import States
from assurance.preview.variables import Variable
from assurance.preview.window import NOW, SITUATIONS, Situation

_PARTS = Parts(
    Path(__file__).parent / "page",
    scripts=(
        *("format", "colors", "scale", "values", "marks", "timeseries"),
        *("shapes", "numbers", "widgets", "main"),
    ),
    styles=("look", "page"),
)


def page_of(stages: Sequence[Stage]) -> str:
    """The page for these environments.

    Raises InputErrors when a dashboard cannot be read, or the chart library is not installed.
    """
    environments: list[Json] = [_environment(stage) for stage in stages]
    return html(_PARTS, {"now": NOW, "environments": environments})


def _environment(stage: Stage) -> Json:
    alarms, boards = alarms_in(stage), boards_of(stage)
    feed, known = feed_of(alarms, boards), by_reference(alarms)
    fragments = _fragments(stage.name, boards)
    by_name = {
        board.name: place for board, place in reversed([*zip(boards, fragments, strict=True)])
    }
    states: dict[Situation, States] = {one: States(known, feed, one) for one in SITUATIONS}
    studio = Studio(feed, known, states, by_name.get)
    return {
        "name": stage.name,
        "boards": [
            {
                "name": board.name,
                "fragment": place,
                "stack": board.stack.name,
                "region": board.stack.region,
                "range": board.window.seconds,
                "variables": [_variable(one) for one in board.variables if one.visible],
                **_contents(board, studio),
            }
            for board, place in zip(boards, fragments, strict=True)
        ],
    }


def _contents(board: Board, studio: Studio) -> dict[str, Json]:
    """The widgets, and for every other choice of a variable those that change."""
    usual = [sketch(one, board.window, studio) for one in board.widgets]
    variants: list[Json] = []
    for (variable, value), widgets in board.variants.items():
        others = [sketch(one, board.window, studio) for one in widgets]
        variants.append({"id": variable, "value": value, "widgets": _changed(usual, others)})
    return {"widgets": [dict(one) for one in usual], "variants": variants}


def _changed(usual: Sequence[Sketch], others: Sequence[Sketch]) -> Json:
    pairs = enumerate(zip(usual, others, strict=True))
    return {str(place): dict(other) for place, (one, other) in pairs if one != other}


def _fragments(stage: str, boards: Sequence[Board]) -> list[str]:
    """A place in the page for each dashboard, told apart where names are the same."""
    found: list[str] = []
    for board in boards:
        place = f"{quote(stage)}/{quote(board.name)}"
        same = sum(one == place or one.startswith(f"{place}~") for one in found)
        found.append(f"{place}~{same + 1}" if same else place)
    return found


def _variable(one: Variable) -> Json:
    return {
        "id": one.id,
        "label": one.label,
        "input": one.input,
        "value": one.value,
        "choices": [list(choice) for choice in one.choices],
        "drawn": [one.value, *one.other_values],
    }
