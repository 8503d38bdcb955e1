"""Where the handbook's promises pull against each other. One tension, one function.

Each is computed from the numbers and is gone once they no longer pull.
"""

from collections.abc import Callable

from promises.tensions import calendar, objectives, people, recovery
from promises.tensions.tension import Tension
from promises.topics import Topics

TENSIONS: tuple[Callable[[Topics], Tension | None], ...] = (
    people.the_secondary_comes_after_the_p1_response,
    people.not_every_alert_can_be_acknowledged,
    people.nobody_is_woken_in_time,
    objectives.the_error_limit_outspends_the_budget,
    objectives.film_success_lies_below_availability,
    objectives.an_objective_breaks_without_an_alert,
    objectives.a_deployment_may_break_the_latency_objective,
    objectives.nobody_answers_within_the_budget,
    calendar.windows_are_longer_than_the_budget,
    calendar.aws_has_a_window_every_week,
    recovery.a_daily_backup_misses_the_rpo,
    recovery.a_deletion_of_everything_misses_the_rpo,
    recovery.the_rto_is_longer_than_the_budget,
)

__all__ = ["TENSIONS", "Tension"]
