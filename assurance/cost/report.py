"""The estimate as a table, and for programs."""

from __future__ import annotations

import json
from collections.abc import Sequence
from decimal import Decimal

from rich.console import Console, RenderableType
from rich.rule import Rule
from rich.table import Table
from rich.text import Text

from assurance.cost.estimate import Cost, Item
from assurance.cost.prices import Each

_CENT = Decimal("0.01")


def text(costs: Sequence[Cost], console: Console) -> str:
    """What adds up, then what does not, then where the prices are from."""
    with console.capture() as capture:
        for cost in costs:
            known = f"{cost.environment}: ${_dollars(cost.known)} a month are known"
            console.print(Rule(Text(known, "bold"), align="left"))
            console.print(_table(cost))
        console.print(Text("List prices on demand, without free tiers, transfer, tax.", "dim"))
        sources = {one.price.source for cost in costs for one in cost.items if one.price}
        for source in sorted(sources - {""}):
            console.print(Text(f"  {source}", "dim"), soft_wrap=True)
    return "".join(f"{line.rstrip()}\n" for line in capture.get().splitlines())


def _table(cost: Cost) -> RenderableType:
    table = Table(box=None, padding=(0, 2, 0, 0))
    table.add_column("item")
    table.add_column("count", justify="right")
    table.add_column("each", justify="right")
    table.add_column("a month", justify="right")
    table.add_column("price read")
    for one in sorted(cost.items, key=lambda one: (one.monthly is None, -(one.monthly or 0))):
        table.add_row(one.name, str(one.count), _each(one), _month(one), _read(one))
    return table


def _each(item: Item) -> str:
    if item.price is None or item.price.usd is None:
        return "unknown"
    per = "" if item.price.each is Each.MONTH else f" / {item.price.each}"
    return f"${item.price.usd.normalize():f}{per}"


def _month(item: Item) -> str:
    if item.monthly is not None:
        return f"${_dollars(item.monthly)}"
    return "unknown" if item.is_unknown else "by use"


def _read(item: Item) -> str:
    price = item.price
    return f"{price.read} {price.region}" if price and price.read else ""


def json_(costs: Sequence[Cost]) -> str:
    """The same as JSON; numbers in US dollars a month, null where nobody can tell."""
    document = {"environments": [_environment(one) for one in costs]}
    return json.dumps(document, indent=2) + "\n"


def _environment(cost: Cost) -> dict[str, object]:
    return {
        "name": cost.environment,
        "known": float(cost.known),
        "items": [_item(one) for one in cost.items],
        "unknown": [one.name for one in cost.unknown],
        "by_use": [one.name for one in cost.by_use],
    }


def _item(item: Item) -> dict[str, object]:
    price = item.price
    return {
        "name": item.name,
        "count": item.count,
        "usd": None if price is None or price.usd is None else float(price.usd),
        "each": price.each if price else None,
        "monthly": None if item.monthly is None else float(item.monthly),
        "source": price.source if price else None,
        "read": price.read.isoformat() if price and price.read else None,
    }


def _dollars(amount: Decimal) -> str:
    return str(amount.quantize(_CENT))
