from datetime import timedelta

from filmops.deployment_guards import Guards, deployed, errors_rise, response_time_rises
from filmops.metrics import Expression
from tests.filmops.lab import HANDBOOK, POLICY, RATIO, alarm, metric

NAMES = POLICY.names


def looks_at(found: object) -> Expression:
    assert isinstance(found, Expression)
    return found


def test_an_error_rate_is_held_against_what_was_written_down_under_the_guards_own_name() -> None:
    guard = errors_rise(NAMES, HANDBOOK, "orders", RATIO)
    seen = looks_at(guard.looks_at)
    assert guard.name == "lab-orders-errors-rise"
    assert seen.metrics["before"].dimensions == {"Alarm": guard.name}
    assert seen.formula == "IF(requests >= 20, IF(before >= 0, 100 * failed / requests - before))"
    assert (guard.threshold, seen.period) == (5, timedelta(minutes=5))
    assert not guard.speaks


def test_a_response_time_rises_in_the_unit_of_its_metric() -> None:
    milli, second = timedelta(milliseconds=1), timedelta(seconds=1)
    for unit, limit in ((milli, 100), (second, 0.1)):
        guard = response_time_rises(NAMES, HANDBOOK, "orders", metric("Time"), unit)
        assert guard.threshold == limit
        assert looks_at(guard.looks_at).metrics["slowest"].statistic == "p95"


def test_guards_are_told_while_a_deployment_is_watched_and_published_with_the_others() -> None:
    guards = Guards("orders", "Orders", "Users feel it", (alarm("one"), alarm("two")), ("three",))
    told = guards.spoken_for(NAMES, None)
    assert told.name == "lab-orders-rollback"
    assert told.rule.text == '(ALARM("lab-deployed") AND (ALARM("one") OR ALARM("two")))'
    assert guards.names == ("one", "two", "three")


def test_a_deployment_is_watched_for_half_an_hour() -> None:
    watch = deployed(NAMES, HANDBOOK, "lab")
    assert watch.looks_at.period == timedelta(minutes=30)
    assert not watch.speaks
