"""What a change costs a month, and which parts of it nobody can tell."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from decimal import Decimal
from typing import TypeAlias

from assurance.assembly import Stage
from assurance.cost.estimate import Cost, Item, cost_of
from assurance.review.pair import Pair
from assurance.review.sentence import Sentence, Topic

_CENT = Decimal("0.01")
Items: TypeAlias = Mapping[str, Item]


def sentences(pair: Pair) -> Iterator[Sentence]:
    """The difference as far as it is known, item by item, and what changes without a known price.

    A sum that leaves out what is paid for every month would mislead, so it is none then.
    """
    before, after = (_items(stage) for stage in (pair.before, pair.after))
    names = [
        one for one in dict.fromkeys((*after, *before)) if _count(before, one) != _count(after, one)
    ]
    known = [one for one in names if _monthly(before, after, one) is not None]
    missing = [one for one in names if (after.get(one) or before[one]).is_missing]
    if known or missing:
        details = tuple(_said(before, after, one) for one in known)
        yield Sentence(Topic.COST, _summed(before, after, known, missing), details)
    for one in names:
        item = after.get(one) or before[one]
        if one not in known and one not in missing:
            why = "its price is unknown" if item.is_unknown else "what it costs hangs on its use"
            yield Sentence(Topic.COST, f"{_named(one, before, after)}: {why}")


def _summed(before: Items, after: Items, known: Sequence[str], missing: Sequence[str]) -> str:
    change = sum((_monthly(before, after, one) or Decimal(0) for one in known), Decimal(0))
    if not missing:
        return f"monthly cost {_dollars(change)}, as far as it is known"
    lacks = ", ".join(_named(one, before, after) for one in missing)
    moves = [_count(after, one) - _count(before, one) for one in missing]
    if all(one > 0 for one in (*moves, *filter(None, (change,)))):
        said = f"rises by {_amount(change)} and more" if change else "rises"
    elif all(one < 0 for one in (*moves, *filter(None, (change,)))):
        said = f"falls by {_amount(change)} and more" if change else "falls"
    else:
        said = f"rises or falls, with {_dollars(change)} that are known"
    return f"monthly cost {said}: nobody found a price of {lacks}"


def _items(stage: Stage) -> Items:
    cost: Cost = cost_of(stage)
    return {one.name: one for one in cost.items}


def _count(items: Items, name: str) -> int:
    return items[name].count if name in items else 0


def _monthly(before: Items, after: Items, name: str) -> Decimal | None:
    item = after.get(name) or before[name]
    if item.price is None or item.price.monthly is None:
        return None
    return item.price.monthly * (_count(after, name) - _count(before, name))


def _said(before: Items, after: Items, name: str) -> str:
    change = _monthly(before, after, name) or Decimal(0)
    return f"{_named(name, before, after)}: {_dollars(change)}"


def _named(name: str, before: Items, after: Items) -> str:
    return f"{name.replace('_', ' ')} {_count(before, name)} -> {_count(after, name)}"


def _dollars(change: Decimal) -> str:
    sign = "-" if change < 0 else "+"
    return f"{sign}{_amount(change)}"


def _amount(change: Decimal) -> str:
    return f"${abs(change).quantize(_CENT)}"
