"""The monthly cost of an environment: what adds up, what hangs on use, what nobody knows."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal

from assurance.assembly import Stage
from assurance.cost.counting import counted
from assurance.cost.prices import Each, Price, read_prices


@dataclass(frozen=True, slots=True)
class Item:
    """So many of one thing. `price` is None for what the table does not list."""

    name: str
    count: int
    price: Price | None

    @property
    def monthly(self) -> Decimal | None:
        """US dollars a month; None where the price is unknown or hangs on use."""
        one = self.price.monthly if self.price else None
        return None if one is None else one * self.count

    @property
    def is_unknown(self) -> bool:
        """Whether nobody found its price."""
        return self.price is None or self.price.usd is None

    @property
    def is_missing(self) -> bool:
        """Whether nobody found its price, and it is paid for however little it is used."""
        return self.price is None or (self.is_unknown and self.price.each is not Each.USE)

    @property
    def by_use(self) -> bool:
        """Whether its price is known and only what is used of it is not."""
        return not self.is_unknown and self.price is not None and self.price.each is Each.USE


@dataclass(frozen=True, slots=True)
class Cost:
    """Every item of one environment."""

    environment: str
    items: tuple[Item, ...]

    @property
    def known(self) -> Decimal:
        """What adds up, in US dollars a month."""
        return sum((one.monthly for one in self.items if one.monthly is not None), Decimal(0))

    @property
    def unknown(self) -> tuple[Item, ...]:
        """What is not in the sum because nobody knows its price."""
        return tuple(one for one in self.items if one.is_unknown)

    @property
    def by_use(self) -> tuple[Item, ...]:
        """What is not in the sum because it hangs on use."""
        return tuple(one for one in self.items if one.by_use)


def cost_of(stage: Stage, prices: Mapping[str, Price] | None = None) -> Cost:
    """The monthly cost of an environment. Raises InputErrors for an unusable price table."""
    table = read_prices() if prices is None else prices
    found = counted(stage)
    return Cost(
        stage.name, tuple(Item(name, count, table.get(name)) for name, count in found.items())
    )


def costs(stages: Sequence[Stage]) -> tuple[Cost, ...]:
    """Of each environment."""
    return tuple(cost_of(stage) for stage in stages)
