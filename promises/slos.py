"""Service level objectives."""

from promises.fields import AtLeastShare, BelowShare, Duration, Speed
from promises.frozen import Frozen, Group


class Slo(Frozen):
    """What one service promises. `latency` is None where the handbook says N/A."""

    availability: AtLeastShare
    latency: Speed | None = None
    error_rate: BelowShare


class Slos(Group[Slo]):
    """The four rows of the handbook's table."""

    api: Slo
    film_generation: Slo
    dashboard: Slo
    s3_storage: Slo


class ErrorBudget(Frozen):
    """Over how long an availability is counted; the handbook names no period."""

    window: Duration
