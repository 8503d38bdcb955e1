"""Rules between the service level objectives."""

from collections.abc import Iterator

from promises.consistency.rule import Broken
from promises.topics import Topics
from promises.units import Percentage, text


def error_limits_burn_alike(handbook: Topics) -> Iterator[Broken]:
    """The error limit is the same multiple of the error budget in every row.

    The handbook's table hides this rule: limit / (1 - availability) is 10 in all four rows.
    """
    (_, first), *others = handbook.slos.items()
    for name, slo in others:
        if slo.burn_rate != first.burn_rate:
            limit = Percentage((100 - slo.availability.percent) * first.burn_rate)
            wanted = f"below {limit} ({text(first.burn_rate)} times the budget, as in slos.api)"
            yield Broken(f"slos.{name}.error_rate", wanted, str(slo.error_rate))


def film_success_complements_film_errors(handbook: Topics) -> Iterator[Broken]:
    """A film succeeds or fails: the two limits are one number said twice."""
    success = handbook.metrics.application.film_success.target
    wanted = f"above {Percentage(100 - handbook.slos.film_generation.error_rate.percent)}"
    if str(success) != wanted:
        yield Broken("metrics.application.film_success.target", wanted, str(success))
