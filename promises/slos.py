"""Service level objectives."""

from datetime import timedelta
from decimal import Decimal
from typing import Annotated

from pydantic import AfterValidator

from promises.errors import WantedError
from promises.fields import AtLeastShare, BelowShare, Duration, Speed
from promises.frozen import Frozen, Group
from promises.units import Percentage


def _leaves_a_budget(availability: Percentage) -> Percentage:
    if availability.percent == 100:
        raise WantedError("less than 100 %, which would leave no error budget")
    return availability


class Slo(Frozen):
    """What one service promises. `latency` is None where the handbook says N/A."""

    availability: Annotated[AtLeastShare, AfterValidator(_leaves_a_budget)]
    latency: Speed | None = None
    error_rate: BelowShare

    @property
    def burn_rate(self) -> Decimal:
        """How many times faster than planned the error limit uses up the error budget."""
        return self.error_rate.percent / (100 - self.availability.percent)

    def budget(self, window: timedelta) -> timedelta:
        """How long the service may be away within the window."""
        return window * float(1 - self.availability.ratio)


class Slos(Group[Slo]):
    """The four rows of the handbook's table."""

    api: Slo
    film_generation: Slo
    dashboard: Slo
    s3_storage: Slo


class ErrorBudget(Frozen):
    """Over how long an availability is counted; the handbook names no period."""

    window: Duration
