"""Objectives: native SLOs, burn rates and what they cost, few failures."""

from typing import Any

import pytest

from assurance.proof.monitoring.demands import services
from assurance.proof.monitoring.demands.services import SERVICES
from assurance.proof.monitoring.rules import lacking
from assurance.verdict import Verdict
from promises import load_handbook
from tests.assurance.proof.changes import Change, both, case, gone, put
from tests.assurance.proof.monitoring.conftest import Judged, assert_told

AVAILABLE, LATENCY = "slos.api.availability", "slos.api.latency"
FAST = ("ApiUpFastLong", "Metrics")
GOAL = ("Goal", "AttainmentGoal")


def in_query(name: str, key: str, query: str, value: object, *path: str | int) -> Change:
    """A change to one query of a formula."""

    def write(resources: dict[str, Any]) -> None:
        for one in resources[name]["Properties"]["Metrics"]:
            if one["Id"] == query:
                inside: Any = one
                for step in path:
                    inside = inside[step]
                inside[key] = value

    return write


def without_query(name: str, query: str) -> Change:
    def take(resources: dict[str, Any]) -> None:
        properties = resources[name]["Properties"]
        properties["Metrics"] = [one for one in properties["Metrics"] if one["Id"] != query]

    return take


def test_availability_says_what_it_costs_and_from_how_many_events_on(judged: Judged) -> None:
    proof = judged(AVAILABLE)
    assert proof.verdict is Verdict.KEPT
    assert "P2 above 1.44 % over 1 h and 5 min" in proof.proven
    assert "P3 above 0.1 % over 3 days and 6 h" in proof.proven
    assert "fast from 70 requests in 5 min on" in proof.because
    assert "below 1000 requests in 6 h 3 failures are told" in proof.because


def test_every_row_of_the_table_has_a_module_that_reads_it() -> None:
    assert [one.row for one in SERVICES] == [row for row, _ in load_handbook().slos.items()]


def test_a_row_that_nothing_reads_is_unproven_and_says_where_to_write(
    judged: Judged, monkeypatch: pytest.MonkeyPatch
) -> None:
    others = tuple(one for one in SERVICES if one.row != "dashboard")
    monkeypatch.setattr(services, "SERVICES", others)
    monkeypatch.delitem(lacking.PART, "dashboard")
    for promise in ("slos.dashboard.availability", "slos.dashboard.error_rate"):
        proof = judged(promise)
        assert proof.verdict is Verdict.UNPROVEN
        assert "nothing here reads dashboard: wanted a module of it in assurance/" in proof.because


@pytest.mark.parametrize(
    ("rule", "named", "one"),
    [
        pytest.param(AVAILABLE, "99.5", put(99.5, "ApiUpSlo", *GOAL), id="another goal"),
        pytest.param(AVAILABLE, "no native SLO of 99.9 %", gone("ApiUpSlo"), id="no native SLO"),
        pytest.param(
            AVAILABLE, "14.4", put(14.4, "ApiUpFastLong", "Threshold"), id="a limit tenfold"
        ),
        pytest.param(LATENCY, "PR(:200)", None, id="milliseconds for seconds"),
        pytest.param(LATENCY, "ApiQuickSlo", put(99, "ApiQuickSlo", *GOAL), id="latency's goal"),
    ],
)
def test_an_objective_is_broken(judged: Judged, rule: str, named: str, one: Change | None) -> None:
    change = one or in_query("ApiQuickFastLong", "Stat", "quick", "PR(:200)", "MetricStat")
    assert_told(judged(rule, change), named)


def test_the_error_rate_pages_through_the_budget_of_the_availability(judged: Judged) -> None:
    proof = judged("slos.api.error_rate")
    assert proof.verdict is Verdict.KEPT
    assert "at 1 % the budget burns 10 times too fast" in proof.proven
    assert "P2 follows after 3 h 36 min, 5 % of the budget spent" in proof.proven
    assert "above 5 % for 5 min" in proof.proven
    film = judged("slos.film_generation.error_rate")
    assert "the share of good films is below 90 % for 15 min" in film.proven


@pytest.mark.parametrize(
    ("named", "one"),
    [
        case("another native goal", "ApiErrorsSlo", put(98, "ApiErrorsSlo", *GOAL)),
        case("the tier's limit", "ApiUpMediumLong", put(6, "ApiUpMediumLong", "Threshold")),
        case("no alarm on many errors", "no alarm looks at", gone("ApiErrorsSignal")),
    ],
)
def test_an_error_rate_is_broken(judged: Judged, named: str, one: Change) -> None:
    assert_told(judged("slos.api.error_rate", one), named)


def test_the_native_slos_count_over_the_budgets_window(judged: Judged) -> None:
    assert judged("error_budget.window").verdict is Verdict.KEPT
    week = put(
        {"RollingInterval": {"Duration": 7, "DurationUnit": "DAY"}}, "WebUpSlo", "Goal", "Interval"
    )
    assert_told(judged("error_budget.window", week), "WebUpSlo counts over 7 days")


def test_a_time_objective_without_a_percentile_means_the_latency_share(judged: Judged) -> None:
    assert judged("alerting.latency_share").proven == "95 % in time"
    assert_told(judged("alerting.latency_share", put(99, "FilmQuickSlo", *GOAL)), "FilmQuickSlo")


@pytest.mark.parametrize(
    ("tier", "named", "one"),
    [
        pytest.param("fast", "1.44", put(1.5, "ApiUpFastShort", "Threshold"), id="limit"),
        pytest.param("fast", "at >= 1.44", put("GreaterThanOrEqualToThreshold", "ApiUpFastLong", "ComparisonOperator"), id="comparison"),
        pytest.param("medium", "is P3", put([{"Key": "severity", "Value": "P3"}], "FilmUpMedium", "Tags"), id="severity"),
        pytest.param("medium", "2 h", both(*(in_query("WebUpMediumLong", "Period", one, 7200, "MetricStat") for one in ("views", "share"))), id="window"),
        pytest.param("slow", "2 of 3", both(put(3, "MediaUpSlowLong", "EvaluationPeriods"), put(2, "MediaUpSlowLong", "DatapointsToAlarm")), id="one of one"),
        pytest.param("fast", "on the 1 h window alone", put('ALARM("ApiUpFastLong") OR ALARM("ApiUpFastShort")', "ApiUpFast", "AlarmRule"), id="or instead of and"),
        pytest.param("fast", "on the 5 min window alone", put('ALARM("ApiUpFastShort")', "ApiUpFast", "AlarmRule"), id="one window"),
        pytest.param("medium", "ApiUpMedium is not kept quiet by ApiUpFast", put('ALARM("ApiQuiet")', "ApiUpMediumQuiet", "AlarmRule"), id="the faster tier is forgotten"),
        pytest.param("medium", "ApiUpMedium is quiet while ApiUpFast comes and goes", put('ALARM("ApiQuiet") OR ALARM("ApiUpFast")', "ApiUpMediumQuiet", "AlarmRule"), id="quiet by a tier at its limit"),
        pytest.param("medium", "ApiUpMedium is not kept quiet by ApiUpFast", in_query("ApiUpFastFirm", "Expression", "answer", "IF(n >= 70, 100 * (bad - 2) / n)"), id="two failures left out"),
        pytest.param("slow", "FilmQuickSlow is not kept quiet", put("FilmQuiet", "FilmQuickSlow", "ActionsSuppressor"), id="another suppressor"),
        pytest.param("fast", "answers from 71 requests on, wanted from 70", in_query("ApiUpFastLong", "Expression", "answer", "IF(n >= 71, 100 * bad / n)"), id="least"),
        pytest.param("fast", "comes to 2.85714 where 1.42857", in_query("ApiUpFastLong", "Expression", "answer", "IF(n >= 70, 200 * bad / n)"), id="formula"),
        pytest.param("fast", "no alarm looks at", both(in_query("ApiUpFastLong", "Expression", "bad", "theirs"), without_query("ApiUpFastLong", "ours")), id="a metric left out"),
        pytest.param("slow", "no alarm looks at", gone("ApiQuickSlowShort"), id="no short window"),
    ],
)  # fmt: skip
def test_a_burn_rate_is_broken(judged: Judged, tier: str, named: str, one: Change) -> None:
    assert_told(judged(f"alerting.burn_rates.{tier}", one), named)


def test_the_next_faster_tier_is_enough_to_keep_one_quiet(judged: Judged) -> None:
    # 2, 5 and 10 % of the budget: a burst has spent the smaller share first
    causes = 'ALARM("ApiDown") OR ALARM("DatabaseDown")'
    medium, fast = (
        f'(ALARM("ApiUp{one}") AND ALARM("ApiUp{one}Firm"))' for one in ("Medium", "Fast")
    )
    by_medium = put(f"{causes} OR {medium}", "ApiUpSlowQuiet", "AlarmRule")
    assert judged("alerting.burn_rates.slow", by_medium).verdict is Verdict.KEPT
    by_fast = put(f"{causes} OR {fast}", "ApiUpSlowQuiet", "AlarmRule")
    assert_told(judged("alerting.burn_rates.slow", by_fast), "not kept quiet by ApiUpMedium")


def test_a_burn_rate_tells_its_arithmetic(judged: Judged) -> None:
    medium = judged("alerting.burn_rates.medium")
    assert medium.verdict is Verdict.KEPT
    assert "6 times the budget's speed over 6 h and 30 min: 5 % of the budget" in medium.proven
    assert "slos.s3_storage.availability from 1667 requests in 30 min on" in medium.because


def test_the_shorter_slow_tier_is_needed_only_where_alarms_may_not_look_back(
    judged: Judged,
) -> None:
    long = judged("alerting.slow_within_a_day")
    assert (long.verdict, "needed by nobody" in long.proven) == (Verdict.KEPT, True)
    short = (("sizes:", "monitoring: {longest_alarm: 24 h}\nsizes:"),)
    assert judged("alerting.burn_rates.slow", file=short).verdict is Verdict.UNPROVEN
    # the lab's slow alarms look back three days
    assert_told(judged("alerting.slow_within_a_day", file=short), "no alarm looks at")


@pytest.mark.parametrize(
    ("named", "one"),
    [
        case("fewer than three", "at >= 2", put(2, "FilmUpFew", "Threshold")),
        case("a gap to the slow tier", "WebUpFew", in_query("WebUpFew", "Expression", "answer", "IF(n < 500, bad)")),
        case("nobody tells", "nobody speaks for the few", put('ALARM("WebUpSlowLong") AND ALARM("WebUpSlowShort")', "WebUpSlow", "AlarmRule")),
        case("not the few alone", "does not tell the few", put('ALARM("WebUpSlowLong") AND ALARM("WebUpSlowShort") AND ALARM("WebUpFew")', "WebUpSlow", "AlarmRule")),
        case("no such alarm", "no alarm looks at", gone("ApiQuickFew")),
    ],
)  # fmt: skip
def test_few_failures_are_told(judged: Judged, named: str, one: Change) -> None:
    assert_told(judged("alerting.few_failures", one), named)
