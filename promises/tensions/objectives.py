"""Tensions between the service level objectives and what is measured and done about them."""

from datetime import timedelta

from promises.tensions.tension import Tension
from promises.topics import Topics
from promises.units import Percentage, text


def the_error_limit_outspends_the_budget(handbook: Topics) -> Tension | None:
    """A service may stay within its error limit and still lose its availability."""
    hasty = [(name, slo) for name, slo in handbook.slos.items() if slo.burn_rate > 1]
    if not hasty:
        return None
    name, slo = hasty[0]
    window = handbook.error_budget.window
    gone = timedelta(seconds=round(window.total_seconds() / float(slo.burn_rate)))
    return Tension(
        id="error-limit-beside-availability",
        promises=tuple(
            f"slos.{name}.{part}" for name, _ in hasty for part in ("availability", "error_rate")
        ),
        because=(
            f"{slo.availability} leaves a budget of {Percentage(100 - slo.availability.percent)}. "
            f"Errors just {slo.error_rate}, as {name} may have them, use up the budget of "
            f"{text(window)} in {text(gone)}."
        ),
        answer=(
            f"The error limit is read as a speed, {text(slo.burn_rate)} times the budget's, and the "
            f"availability as the sum over {text(window)}: both are judged, neither excuses the other."
        ),
    )


def film_success_lies_below_availability(handbook: Topics) -> Tension | None:
    """The success rate to be monitored is lower than the availability that was promised."""
    target = handbook.metrics.application.film_success.target
    available = handbook.slos.film_generation.availability
    if target is None or not isinstance(target.value, Percentage):
        return None
    if target.value.percent >= available.percent:
        return None
    return Tension(
        id="film-success-beside-availability",
        promises=("metrics.application.film_success", "slos.film_generation.availability"),
        because=(
            f"On target, up to {Percentage(100 - target.value.percent)} of the films fail; "
            f"{available} lets {Percentage(100 - available.percent)} fail."
        ),
        answer=(
            f"The target is for a moment, the objective for {text(handbook.error_budget.window)}: "
            f"the success rate alerts, the failed films are what the budget is spent on."
        ),
    )


def an_objective_breaks_without_an_alert(handbook: Topics) -> Tension | None:
    """Between an objective and its alert there is room to fail in silence."""
    thresholds = handbook.thresholds
    silent = [
        (promise, threshold.target, threshold.alert.when)
        for promise, threshold in (
            ("slos.api.latency", thresholds.api_response_time),
            ("slos.api.error_rate", thresholds.api_errors),
            ("slos.film_generation.latency", thresholds.generation_time),
        )
        if threshold.target and threshold.target.value != threshold.alert.when.value
    ]
    if not silent:
        return None
    gaps = "; ".join(f"{promise} is {target}, alerts {alert}" for promise, target, alert in silent)
    return Tension(
        id="objective-breaks-without-an-alert",
        promises=tuple(promise for promise, _, _ in silent),
        because=f"What lies between breaks the objective and pages nobody: {gaps}.",
        answer=(
            "The alerts stay where the sister pages put them, for sudden harm; slow harm burns "
            f"the budget of {text(handbook.error_budget.window)} and alarms by how fast it does."
        ),
    )


def a_deployment_may_break_the_latency_objective(handbook: Topics) -> Tension | None:
    """No reason to roll back covers everything that breaks the objective."""
    latency = handbook.slos.api.latency
    when = handbook.change.rollback_when
    rise, absolute = when.response_time_rise.value, when.response_time.when.value
    if latency is None or not isinstance(rise, timedelta) or not isinstance(absolute, timedelta):
        return None
    if absolute <= latency.below or rise <= timedelta(0):
        return None
    return Tension(
        id="deployment-beside-latency",
        promises=(
            "slos.api.latency",
            "change.rollback_when.response_time_rise",
            "change.rollback_when.response_time",
        ),
        because=(
            f"A deployment that lifts {latency.percentile} from just under {text(latency.below)} by just "
            f"under {text(rise)} breaks the objective, yet neither the rise nor the limit of "
            f"{text(absolute)} takes it back."
        ),
        answer=(
            "Decided, not yet built: the criteria for rolling back by itself stay as written; the "
            "objective is shown beside them during the watch, and a person decides."
        ),
    )


def nobody_answers_within_the_budget(handbook: Topics) -> Tension | None:
    """For some objectives an acknowledged page already comes too late."""
    window, within = handbook.error_budget.window, handbook.on_call.acknowledge_within
    late = {
        f"slos.{name}.availability": slo.budget(window)
        for name, slo in handbook.slos.items()
        if slo.budget(window) < within
    }
    if not late:
        return None
    budgets = "; ".join(f"{promise} allows {budget.seconds} s" for promise, budget in late.items())
    return Tension(
        id="nobody-answers-within-the-budget",
        promises=(*late, "on_call.acknowledge_within"),
        because=(
            f"In {text(window)} {budgets}; a page may take {text(within)} to be acknowledged."
        ),
        answer="No page can save this objective. It rests on what needs nobody: S3's own copies "
        "and the replica in the other Region.",
    )
