"""The price table: every price with its source, the Region and the day it was read."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from decimal import Decimal
from enum import StrEnum
from functools import cache
from pathlib import Path
from typing import Annotated, Final

from pydantic import BeforeValidator, model_validator

from promises.errors import WantedError
from promises.fields import one_of
from promises.frozen import Frozen
from promises.reading import read_yaml
from promises.validation import validate

TABLE: Final = Path(__file__).with_name("prices.yaml")
HOURS: Final = Decimal(730)
"""A month, as AWS's own calculator counts it: https://calculator.aws ."""


class Each(StrEnum):
    """What is paid for."""

    MONTH = "month"
    HOUR = "hour"
    USE = "use"
    """What is used of it, which no template tells."""


def _usd(value: object) -> Decimal | None:
    if value == "unknown":
        return None
    if isinstance(value, Decimal):
        return value
    if isinstance(value, int | float) and not isinstance(value, bool) and value >= 0:
        return Decimal(str(value))
    raise WantedError("dollars such as 0.10, or unknown")


class Price(Frozen):
    """One price in US dollars; None where nobody found it."""

    what: str
    each: Annotated[Each, one_of(Each)]
    usd: Annotated[Decimal | None, BeforeValidator(_usd)]
    region: str = ""
    source: str = ""
    read: date | None = None

    @model_validator(mode="after")
    def _is_from_somewhere(self) -> Price:
        if self.usd is not None and not (self.region and self.source and self.read):
            raise WantedError("a price with its region, source and the day it was read")
        return self

    @property
    def monthly(self) -> Decimal | None:
        """For one of it, a whole month; None where it is unknown or hangs on use."""
        if self.usd is None or self.each is Each.USE:
            return None
        return self.usd * (HOURS if self.each is Each.HOUR else 1)


class Prices(Frozen):
    """The whole table."""

    prices: Mapping[str, Price]


@cache
def read_prices(file: Path = TABLE) -> Mapping[str, Price]:
    """The prices by name. Raises InputErrors."""
    return validate(Prices, read_yaml(file)).prices
