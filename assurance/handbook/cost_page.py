"""What the environment costs a month, as far as anybody can tell."""

from __future__ import annotations

from collections.abc import Iterator

from assurance.cost.estimate import Item, costs
from assurance.handbook.page import Page, section
from assurance.handbook.source import Source
from assurance.report.markdown import code, escaped, table


def _lines(source: Source) -> Iterator[str]:
    [cost] = costs([source.stage])
    yield f"**${cost.known:,.2f} a month are known.** List prices on demand, without free tiers, transfer and tax."
    yield "What hangs on use, and what nobody found a price for, is named and left out of the sum."
    yield ""
    yield from section("Items")
    yield from table(
        ("Item", "Count", "Each", "A month", "Read on", "Source"), map(_row, cost.items)
    )


def _row(item: Item) -> tuple[str, ...]:
    price = item.price
    each = f"${price.usd:f}" if price and price.usd is not None else "unknown"
    monthly = "by use" if item.by_use else "unknown"
    if item.monthly is not None:
        monthly = f"${item.monthly:,.2f}"
    read = str(price.read) if price and price.usd is not None else ""
    source = escaped(price.source) if price else ""
    return code(item.name), str(item.count), each, monthly, read, source


PAGE = Page("cost.md", "Cost", _lines)
