"""The next maintenance windows, as a table for a terminal and as values for programs."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from rich.console import Group, RenderableType
from rich.table import Table
from rich.text import Text

from assurance.report.pieces import STYLES
from assurance.verdict import Announcement, Appointment, Muted
from promises import text


def table(appointments: Sequence[Appointment]) -> RenderableType:
    """Start and end of each with its notices, and the verdict on all of them."""
    rows = Table(box=None, show_edge=False, padding=(0, 2, 0, 0))
    ahead = [text(one.ahead) for one in appointments[0].notices] if appointments else []
    for title in ("Window", "", *(f"{one} ahead" for one in ahead)):
        rows.add_column(title, no_wrap=True, header_style="dim")
    for one in appointments:
        rows.add_row(
            f"{one.start:%a %Y-%m-%d %H:%M}-{one.end:%H:%M}",
            Text(one.opens, STYLES[one.opens]),
            *(_said(notice) for notice in one.notices),
        )
    title = f"Maintenance: the next {len(appointments)} windows as promised, UTC"
    return Group(Text(title, "bold underline"), rows, Text())


def muted_table(muted: Sequence[Muted]) -> RenderableType:
    """What is muted in every one of them, by reason and by the objective it belongs to."""
    rows = Table(box=None, show_edge=False, padding=(0, 2, 0, 0))
    for title in ("Because", "Objective", "Alarms"):
        rows.add_column(title, header_style="dim", no_wrap=title == "Alarms")
    for reason in dict.fromkeys((one.because, one.belongs_to) for one in muted):
        because, objective = reason
        names = [one.alarm for one in muted if (one.because, one.belongs_to) == reason]
        rows.add_row(because, objective or "none", "\n".join(names))
    title = f"Muted in each window, until its work is done: {len(muted)} alarms"
    return Group(Text(title, "bold underline"), rows, Text())


def values(appointments: Sequence[Appointment]) -> list[dict[str, object]]:
    """The same in ISO 8601; `notice` and `announced` are those of the first notice."""
    return [
        {
            **_first(one),
            "start": one.start.isoformat(),
            "end": one.end.isoformat(),
            "opens": one.opens,
            "notices": list(_each(one.notices)),
        }
        for one in appointments
    ]


def muted_values(muted: Sequence[Muted]) -> list[dict[str, str]]:
    """What is muted, for programs."""
    return [
        {"alarm": one.alarm, "belongs_to": one.belongs_to, "because": one.because} for one in muted
    ]


def _said(notice: Announcement) -> Text:
    return Text.assemble(f"{notice.moment:%m-%d %H:%M} ", (notice.said, STYLES[notice.said]))


def _first(one: Appointment) -> dict[str, object]:
    notice = one.notices[0]
    return {"notice": notice.moment.isoformat(), "announced": notice.said}


def _each(notices: Sequence[Announcement]) -> Iterator[dict[str, object]]:
    for one in notices:
        yield {"ahead": text(one.ahead), "at": one.moment.isoformat(), "said": one.said}
