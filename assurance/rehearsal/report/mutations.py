"""What became of the weakened alarms."""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Sequence
from dataclasses import asdict

from rich.console import Console
from rich.table import Table
from rich.text import Text

from assurance.rehearsal.mutation.mutating import Tried


def render(tried: Sequence[Tried], console: Console) -> str:
    """The share noticed by kind of weakening, and every weakening that nobody noticed."""
    with console.capture() as capture:
        console.print(_kinds(tried))
        for one in tried:
            if one.noticed_by is None:
                console.print(Text(f"unnoticed: {one.alarm}: {one.what} {one.said}", "yellow"))
        console.print(Text(_summary(tried), "bold"))
    return "".join(f"{line.rstrip()}\n" for line in capture.get().splitlines())


def render_json(tried: Sequence[Tried]) -> str:
    """All of it as one object."""
    noticed = sum(one.noticed_by is not None for one in tried)
    summary = {"noticed": noticed, "unnoticed": len(tried) - noticed}
    value = {"weakenings": [asdict(one) for one in tried], "summary": summary}
    return f"{json.dumps(value, indent=1)}\n"


def _kinds(tried: Sequence[Tried]) -> Table:
    table = Table(box=None, padding=(0, 2, 0, 0))
    for column in ("weakened", "noticed", "of"):
        table.add_column(column)
    total = Counter(one.what for one in tried)
    noticed = Counter(one.what for one in tried if one.noticed_by is not None)
    for what, count in total.items():
        table.add_row(what, str(noticed[what]), str(count))
    return table


def _summary(tried: Sequence[Tried]) -> str:
    noticed = sum(one.noticed_by is not None for one in tried)
    share = 100 * noticed / len(tried) if tried else 100
    return f"{noticed} of {len(tried)} weakenings noticed, {share:.0f} %"
