"""The markdown of text widgets as HTML that is safe to show.

What a dashboard says is not trusted: HTML in it stays text, dangerous addresses are no links, and
pictures become links, because the page loads nothing.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from itertools import pairwise
from urllib.parse import unquote

from markdown_it import MarkdownIt
from markdown_it.token import Token

_BUTTON = re.compile(r"\[button:(?:(primary|normal):)?")
_DASHBOARD = re.compile(r"#dashboards(?::name=|/dashboard/)([^?;&#/]+)")
_PLAIN = ("button", "button-primary")

Fragment = Callable[[str], str | None]
"""Leads from a dashboard's name to its place in the page; None for one that is not in it."""


def html(markdown: str, fragment: Fragment) -> str:
    """The text as HTML, its links to dashboards leading to where they are shown here."""
    parser = MarkdownIt("commonmark", {"html": False}).enable("table").disable("image")
    tokens = parser.parse(_BUTTON.sub(_marked, markdown))
    for token in tokens:
        for child in token.children or []:
            if child.type == "link_open":
                _aim(child, fragment)
        _dress(token.children or [])
    return parser.renderer.render(tokens, parser.options, {})


def dashboard_in(address: str) -> str | None:
    """The name of the dashboard a console address opens."""
    found = _DASHBOARD.search(unquote(address))
    return unquote(found[1]) if found else None


def _marked(found: re.Match[str]) -> str:
    # the kind of a button survives the parser as the first word of the link
    return f"[{'button-primary' if found[1] == 'primary' else 'button'}:"


def _dress(tokens: list[Token]) -> None:
    for link, word in pairwise(tokens):
        kind, _, rest = word.content.partition(":")
        if link.type == "link_open" and kind in _PLAIN:
            link.attrSet("class", kind.replace("-", " "))
            word.content = rest


def _aim(link: Token, fragment: Fragment) -> None:
    address = str(link.attrGet("href") or "")
    name = dashboard_in(address)
    place = fragment(name) if name else None
    if place is not None:
        link.attrSet("href", f"#{place}")
    else:
        link.attrSet("target", "_blank")
        link.attrSet("rel", "noopener noreferrer")
