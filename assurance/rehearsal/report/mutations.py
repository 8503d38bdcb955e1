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
                console.print(
                    Text(f"{_verdict(one)}: {one.alarm}: {one.what} {one.said}", "yellow")
                )
        console.print(Text(_summary(tried), "bold"))
    return "".join(f"{line.rstrip()}\n" for line in capture.get().splitlines())


def render_json(tried: Sequence[Tried]) -> str:
    """All of it as one object."""
    counted = _counted(tried)
    noticed = sum(one.noticed_by is not None for one in counted)
    summary = {
        "noticed": noticed,
        "unnoticed": len(counted) - noticed,
        "same": len(tried) - len(counted),
    }
    value = {"weakenings": [asdict(one) for one in tried], "summary": summary}
    return f"{json.dumps(value, indent=1)}\n"


def _kinds(tried: Sequence[Tried]) -> Table:
    table = Table(box=None, padding=(0, 2, 0, 0))
    for column in ("weakened", "noticed", "of"):
        table.add_column(column)
    total = Counter(one.what for one in _counted(tried))
    noticed = Counter(one.what for one in tried if one.noticed_by is not None)
    for what, count in total.items():
        table.add_row(what, str(noticed[what]), str(count))
    return table


def _summary(tried: Sequence[Tried]) -> str:
    counted = _counted(tried)
    noticed = sum(one.noticed_by is not None for one in counted)
    share = 100 * noticed / len(counted) if counted else 100
    same = len(tried) - len(counted)
    rest = f"; {same} more change nothing and do not count" if same else ""
    return f"{noticed} of {len(counted)} weakenings noticed, {share:.1f} %{rest}"


def _counted(tried: Sequence[Tried]) -> list[Tried]:
    """Without those that change nothing."""
    return [one for one in tried if one.same_because is None]


def _verdict(one: Tried) -> str:
    return f"changes nothing ({one.same_because})" if one.same_because else "unnoticed"
