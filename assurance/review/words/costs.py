"""What a change costs a month, and which parts of it nobody can tell."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from decimal import Decimal

from assurance.assembly import Stage
from assurance.cost.estimate import Cost, Item, cost_of
from assurance.review.pair import Pair
from assurance.review.sentence import Sentence, Topic

_CENT = Decimal("0.01")


def sentences(pair: Pair) -> Iterator[Sentence]:
    """The difference of what is known, item by item, and what changes without a known price."""
    before, after = (_items(stage) for stage in (pair.before, pair.after))
    names = [
        one for one in dict.fromkeys((*after, *before)) if _count(before, one) != _count(after, one)
    ]
    known = [one for one in names if _monthly(before, after, one) is not None]
    if known:
        change = sum((_monthly(before, after, one) or Decimal(0) for one in known), Decimal(0))
        details = tuple(_said(before, after, one) for one in known)
        yield Sentence(
            Topic.COST, f"monthly cost {_dollars(change)}, as far as it is known", details
        )
    for one in names:
        item = after.get(one) or before[one]
        if one not in known:
            why = "its price is unknown" if item.is_unknown else "what it costs hangs on its use"
            yield Sentence(Topic.COST, f"{_named(one, before, after)}: {why}")


def _items(stage: Stage) -> Mapping[str, Item]:
    cost: Cost = cost_of(stage)
    return {one.name: one for one in cost.items}


def _count(items: Mapping[str, Item], name: str) -> int:
    return items[name].count if name in items else 0


def _monthly(before: Mapping[str, Item], after: Mapping[str, Item], name: str) -> Decimal | None:
    item = after.get(name) or before[name]
    if item.price is None or item.price.monthly is None:
        return None
    return item.price.monthly * (_count(after, name) - _count(before, name))


def _said(before: Mapping[str, Item], after: Mapping[str, Item], name: str) -> str:
    change = _monthly(before, after, name) or Decimal(0)
    return f"{_named(name, before, after)}: {_dollars(change)}"


def _named(name: str, before: Mapping[str, Item], after: Mapping[str, Item]) -> str:
    return f"{name.replace('_', ' ')} {_count(before, name)} -> {_count(after, name)}"


def _dollars(change: Decimal) -> str:
    sign = "-" if change < 0 else "+"
    return f"{sign}${abs(change).quantize(_CENT)}"
