"""The pages a page leads to: which sections the project's own documents have."""

from __future__ import annotations

import re
from functools import cache
from pathlib import Path

_DOCS = Path(__file__).parents[3] / "docs"
_HEADING = re.compile(r"^#{1,6}\s+(?P<title>.+?)\s*$", re.MULTILINE)
_OURS = re.compile(r"https://\S+/docs/(?P<page>[\w/-]+\.md)(?:#(?P<section>\S+))?")


def leads_nowhere(link: str) -> str:
    """Why a link to a page of ours finds nothing; "" where it does, or leads somewhere else."""
    found = _OURS.fullmatch(link)
    if found is None:
        return ""
    sections = _sections(found["page"])
    if sections is None:
        return f"docs/{found['page']} does not exist"
    if not found["section"]:
        return f"the link names no section of docs/{found['page']}"
    known = found["section"] in sections
    return "" if known else f"docs/{found['page']} has no section {found['section']}"


@cache
def _sections(page: str) -> frozenset[str] | None:
    file = _DOCS / page
    if not file.is_file():
        return None
    titles = _HEADING.finditer(file.read_text(encoding="utf-8"))
    return frozenset(_slug(found["title"]) for found in titles)


def _slug(title: str) -> str:
    """As GitHub names a section (https://docs.github.com: Basic writing, Section links)."""
    return re.sub(r"[^\w\- ]", "", title.lower()).replace(" ", "-")
