"""The page: every dashboard of an assembly in one file that needs nothing else."""

from __future__ import annotations

import json
from base64 import b64encode
from collections.abc import Mapping, Sequence
from hashlib import sha256
from pathlib import Path
from urllib.parse import quote

from assurance.assembly import Json, Stage
from assurance.assembly.files import unusable
from assurance.preview.alarms import alarms_in, by_reference
from assurance.preview.boards import Board, boards_of
from assurance.preview.held import feed_of
from assurance.preview.sketches import Sketch, Studio, sketch
from assurance.preview.states import States
from assurance.preview.variables import Variable
from assurance.preview.window import NOW, SITUATIONS, Situation

_HERE = Path(__file__).parent / "page"
_SCRIPTS = ("format", "colors", "marks", "timeseries", "shapes", "numbers", "widgets", "main")
CHARTS = Path(__file__).parents[2] / "node_modules" / "echarts" / "dist" / "echarts.min.js"


def page_of(stages: Sequence[Stage]) -> str:
    """The page for these environments.

    Raises InputErrors when a dashboard cannot be read, or the chart library is not installed.
    """
    environments: list[Json] = [_environment(stage) for stage in stages]
    data = {"now": NOW, "environments": environments}
    return _html(json.dumps(data, separators=(",", ":"), ensure_ascii=False))


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


def _html(data: str) -> str:
    parts: Mapping[str, str] = {
        "charts": _library(),
        "script": "\n".join((_HERE / f"{name}.js").read_text("utf-8") for name in _SCRIPTS),
        "style": (_HERE / "page.css").read_text("utf-8"),
        # "<" would end the element it stands in
        "data": data.replace("<", "\\u003c"),
    }
    hashes = " ".join(f"'sha256-{_digest(parts[name])}'" for name in ("charts", "script"))
    page = (_HERE / "page.html").read_text("utf-8").replace("{{hashes}}", hashes)
    for name, part in parts.items():
        before, mark, after = page.partition("{{" + name + "}}")
        page = before + part + after if mark else page
    return page


def _library() -> str:
    if not CHARTS.is_file():
        wanted = "the chart library (`make setup` installs it)"
        raise unusable(CHARTS, "", wanted, "nothing there")
    return CHARTS.read_text("utf-8").replace("</script", "<\\/script")


def _digest(script: str) -> str:
    return b64encode(sha256(script.encode()).digest()).decode()
