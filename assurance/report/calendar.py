"""The next maintenance windows, as a table for a terminal and as values for programs."""

from __future__ import annotations

from collections.abc import Sequence

from rich.console import Group, RenderableType
from rich.table import Table
from rich.text import Text

from assurance.report.pieces import STYLES
from assurance.verdict import Appointment


def table(appointments: Sequence[Appointment]) -> RenderableType:
    """Notice, start and end of each, with the verdict on either."""
    rows = Table(box=None, show_edge=False, padding=(0, 2, 0, 0))
    for title in ("Notice", "", "Window", ""):
        rows.add_column(title, no_wrap=True, header_style="dim")
    for one in appointments:
        rows.add_row(
            f"{one.notice:%a %Y-%m-%d %H:%M}",
            Text(one.announced, STYLES[one.announced]),
            f"{one.start:%a %Y-%m-%d %H:%M}-{one.end:%H:%M}",
            Text(one.opens, STYLES[one.opens]),
        )
    title = f"Maintenance: the next {len(appointments)} windows as promised, UTC"
    return Group(Text(title, "bold underline"), rows, Text())


def values(appointments: Sequence[Appointment]) -> list[dict[str, str]]:
    """The same in ISO 8601."""
    return [
        {
            "notice": one.notice.isoformat(),
            "announced": one.announced,
            "start": one.start.isoformat(),
            "end": one.end.isoformat(),
            "opens": one.opens,
        }
        for one in appointments
    ]
