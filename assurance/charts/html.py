"""A page from its parts: style, data, the chart library and scripts, none of them from elsewhere."""

from __future__ import annotations

import json
from base64 import b64encode
from collections.abc import Mapping
from dataclasses import dataclass
from hashlib import sha256
from pathlib import Path
from typing import Final

from assurance.assembly.files import unusable

SHARED: Final = Path(__file__).parent / "page"
CHARTS: Final = Path(__file__).parents[2] / "node_modules" / "echarts" / "dist" / "echarts.min.js"
LOOKS: Final = ("format", "colors", "scale", "lanes", "charts", "pieces")
"""The scripts that draw alarms over time."""


@dataclass(frozen=True, slots=True)
class Parts:
    """What a page is put together from: names of files in its folder, else in the shared one."""

    folder: Path
    scripts: tuple[str, ...]
    styles: tuple[str, ...]


def html(parts: Parts, data: Mapping[str, object]) -> str:
    """The page `page.html` with its data. Raises InputErrors without the chart library."""
    pieces: Mapping[str, str] = {
        "charts": _library(),
        "script": "\n".join(_read(parts, f"{name}.js") for name in parts.scripts),
        "style": "".join(_read(parts, f"{name}.css") for name in parts.styles),
        # "<" would end the element it stands in
        "data": json.dumps(data, separators=(",", ":"), ensure_ascii=False).replace("<", "\\u003c"),
    }
    hashes = " ".join(f"'sha256-{_digest(pieces[name])}'" for name in ("charts", "script"))
    page = _read(parts, "page.html").replace("{{hashes}}", hashes)
    for name, piece in pieces.items():
        before, mark, after = page.partition("{{" + name + "}}")
        page = before + piece + after if mark else page
    return page


def _read(parts: Parts, name: str) -> str:
    own = parts.folder / name
    return (own if own.is_file() else SHARED / name).read_text("utf-8")


def _library() -> str:
    if not CHARTS.is_file():
        wanted = "the chart library (`make setup` installs it)"
        raise unusable(CHARTS, "", wanted, "nothing there")
    return CHARTS.read_text("utf-8").replace("</script", "<\\/script")


def _digest(script: str) -> str:
    return b64encode(sha256(script.encode()).digest()).decode()
