"""A page from its parts: style, data, the chart library and scripts, none of them from elsewhere."""

from __future__ import annotations

import json
import re
from base64 import b64encode
from collections.abc import Mapping
from dataclasses import dataclass
from hashlib import sha256
from pathlib import Path
from typing import Final

from assurance.assembly.files import unusable

SHARED: Final = Path(__file__).parent / "page"
CHARTS: Final = Path(__file__).parents[2] / "node_modules" / "echarts" / "dist" / "echarts.min.js"
_MARK: Final = re.compile(r"\{\{(title|note|charts|script|style|data)\}\}")
LOOKS: Final = ("format", "colors", "scale", "lanes", "charts", "pieces")
"""The scripts that draw alarms over time."""


@dataclass(frozen=True, slots=True)
class Parts:
    """What a page is put together from: names of files in its folder, else in the shared one."""

    folder: Path
    scripts: tuple[str, ...]
    styles: tuple[str, ...]
    title: str = ""
    note: str = ""
    """What a reader has to know of the data, in a sentence or two."""


def html(parts: Parts, data: Mapping[str, object]) -> str:
    """The page `page.html` with its data. Raises InputErrors without the chart library."""
    pieces: Mapping[str, str] = {
        "title": parts.title,
        "note": parts.note,
        "charts": _library(),
        "script": "\n".join(_read(parts, f"{name}.js") for name in parts.scripts),
        "style": "".join(_read(parts, f"{name}.css") for name in parts.styles),
        # "<" would end the element it stands in
        "data": json.dumps(data, separators=(",", ":"), ensure_ascii=False).replace("<", "\\u003c"),
    }
    hashes = " ".join(f"'sha256-{_digest(pieces[name])}'" for name in ("charts", "script"))
    page = _read(parts, "page.html").replace("{{hashes}}", hashes)
    # in one pass: what looks like a mark within a piece stays as it is
    return _MARK.sub(lambda found: pieces[found[1]], page)


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
