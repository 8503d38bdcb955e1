"""Each tension both ways: there with the handbook's numbers, gone with numbers that do not pull."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass

import pytest

from promises import load_handbook
from promises.tensions import TENSIONS, Tension, calendar, objectives, people, recovery
from promises.topics import Topics

Numbers = Mapping[str, object]
WithNumbers = Callable[[Numbers], Topics]


@dataclass(frozen=True)
class Case:
    """A tension, what its reason must mention, and numbers one step too weak to pull."""

    tension: Callable[[Topics], Tension | None]
    mentions: tuple[str, ...]
    gone_with: Numbers


def every_service(part: str, value: str) -> Numbers:
    return {f"slos.{name}.{part}": value for name, _ in load_handbook().slos.items()}


CASES = [
    Case(
        people.the_secondary_comes_after_the_p1_response,
        ("30 min", "15 min"),
        {"on_call.secondary_after": "15 min"},
    ),
    Case(
        people.not_every_alert_can_be_acknowledged,
        ("5 min", "P3 and P4"),
        {
            "severities.P3.channels": ("pagerduty",),
            "severities.P4.channels": ("pagerduty", "email"),
        },
    ),
    Case(
        people.nobody_is_woken_in_time,
        ("24/7/365", "P3 (4 h)"),
        {"severities.P3.channels": ("slack", "sms")},
    ),
    Case(
        objectives.the_error_limit_outspends_the_budget,
        ("99.9 %", "below 1 %", "30 days in 3 days"),
        {
            f"slos.{name}.error_rate": f"below {100 - slo.availability.percent} %"
            for name, slo in load_handbook().slos.items()
        },
    ),
    Case(
        objectives.film_success_lies_below_availability,
        ("5 % of the films", "99.5 % lets 0.5 %"),
        {"metrics.application.film_success.target": "above 99.5 %"},
    ),
    Case(
        objectives.an_objective_breaks_without_an_alert,
        ("p95 below 200 ms, alerts p95 above 500 ms",),
        {
            "slos.api.latency": "p95 below 500 ms",
            "slos.api.error_rate": "below 5 %",
            "slos.film_generation.latency": "below 8 min",
        },
    ),
    Case(
        objectives.a_deployment_may_break_the_latency_objective,
        ("200 ms", "100 ms", "500 ms"),
        {"slos.api.latency": "p95 below 500 ms"},
    ),
    Case(
        objectives.nobody_answers_within_the_budget,
        ("slos.s3_storage.availability allows 259 s", "5 min"),
        {"on_call.acknowledge_within": "4 min"},
    ),
    Case(
        calendar.windows_are_longer_than_the_budget,
        ("2 windows of up to 4 h", "8 h in all", "259 s"),
        every_service("availability", "98 %"),
    ),
    Case(
        calendar.aws_has_a_window_every_week,
        ("2nd Sunday and 4th Sunday", "21 days"),
        {
            "maintenance.days": tuple(
                f"{nth} {day}"
                for nth in ("1st", "2nd", "3rd", "4th")
                for day in ("Sunday", "Wednesday")
            )
        },
    ),
    Case(
        recovery.a_daily_backup_misses_the_rpo,
        ("24 h", "1 h"),
        {"recovery.backups.database.cadence": "hourly"},
    ),
    Case(
        recovery.a_deletion_of_everything_misses_the_rpo,
        ("36 h", "1 h"),
        {"recovery.account_deletion.rpo": "1 h"},
    ),
    Case(
        recovery.the_rto_is_longer_than_the_budget,
        ("4 h", "api, film_generation, dashboard, s3_storage"),
        every_service("availability", "99 %"),
    ),
]

cases = pytest.mark.parametrize("case", CASES, ids=lambda case: case.tension.__name__)


@cases
def test_a_tension_gives_the_numbers_that_pull(case: Case, handbook_with: WithNumbers) -> None:
    tension = case.tension(handbook_with({}))
    assert tension
    for words in case.mentions:
        assert words in tension.because


@cases
def test_a_tension_is_gone_once_the_numbers_no_longer_pull(
    case: Case, handbook_with: WithNumbers
) -> None:
    assert case.tension(handbook_with(case.gone_with)) is None


def test_every_tension_has_a_case() -> None:
    assert {case.tension for case in CASES} == set(TENSIONS)


def test_a_tension_is_between_promises_that_exist() -> None:
    handbook = load_handbook()
    known = {promise.id for promise in handbook.catalogue()}
    for tension in handbook.tensions():
        assert len(tension.promises) > 1
        assert set(tension.promises) <= known
        assert tension.answer


def test_the_handbook_tells_all_its_tensions_under_names_of_their_own() -> None:
    tensions = load_handbook().tensions()
    assert len({tension.id for tension in tensions}) == len(TENSIONS)
