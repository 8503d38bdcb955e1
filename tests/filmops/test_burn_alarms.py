from dataclasses import replace
from datetime import timedelta

from filmops.alarms import MissingData
from filmops.composites import Alarms, CompositeSpec
from filmops.metrics import Expression
from filmops.service import Service, alarms_of, alone, down
from tests.filmops.lab import POLICY, alarm, objective

HOUR = timedelta(hours=1)


def burning(*leans_on: str) -> Alarms:
    return alarms_of(Service("orders", (objective(),), leans_on=leans_on), POLICY)


def composite(alarms: Alarms, name: str) -> CompositeSpec:
    return next(one for one in alarms.composite if one.name == name)


def test_each_tier_is_two_windows_and_a_composite_over_both() -> None:
    alarms = burning()
    assert [spec.name for spec in alarms.metric] == [
        "lab-orders-availability-few",
        "lab-orders-availability-fast-1h",
        "lab-orders-availability-fast-5m",
        "lab-orders-availability-fast-5m-firm",
        "lab-orders-availability-medium-6h",
        "lab-orders-availability-medium-30m",
        "lab-orders-availability-medium-30m-firm",
        "lab-orders-availability-slow-3d",
        "lab-orders-availability-slow-6h",
    ]
    fast = composite(alarms, "lab-orders-availability-fast")
    assert fast.rule.text == (
        '(ALARM("lab-orders-availability-fast-1h") AND ALARM("lab-orders-availability-fast-5m"))'
    )
    assert not any(spec.speaks for spec in alarms.metric)


def test_a_window_compares_the_failed_share_over_all_of_it_with_the_tiers_limit() -> None:
    by_name = {
        spec.name.removeprefix("lab-orders-availability-"): spec for spec in burning().metric
    }
    for name, period, threshold in (
        ("fast-1h", HOUR, 1.44),
        ("fast-5m", HOUR / 12, 1.44),
        ("medium-6h", 6 * HOUR, 0.6),
        ("medium-30m", HOUR / 2, 0.6),
        ("slow-3d", 72 * HOUR, 0.1),
        ("slow-6h", 6 * HOUR, 0.1),
    ):
        spec = by_name[name]
        assert (spec.looks_at.period, spec.threshold) == (period, threshold)
        assert (spec.datapoints, spec.window) == (1, 1)
        assert spec.missing is MissingData.HEALTHY


def test_severities_are_two_pages_and_a_ticket() -> None:
    told = [one.severity.level for one in burning().composite if one.severity]
    assert told == ["P2", "P2", "P3"]


def test_a_slower_tier_is_quiet_while_a_faster_one_tells() -> None:
    alarms = burning()
    medium = composite(alarms, "lab-orders-availability-medium").suppressed
    slow = composite(alarms, "lab-orders-availability-slow").suppressed
    assert medium
    assert slow
    rules = {one.name: one.rule.text for one in alarms.composite}
    assert rules[medium.by] == (
        '(ALARM("lab-orders-availability-fast") AND ALARM("lab-orders-availability-fast-5m-firm"))'
    )
    assert rules[slow.by] == (
        '(ALARM("lab-orders-availability-medium")'
        ' AND ALARM("lab-orders-availability-medium-30m-firm"))'
    )


def test_a_tier_at_its_very_limit_keeps_nobody_quiet() -> None:
    # with one failure less the short window would not burn: it comes and goes with each of them
    firm = next(one for one in burning().metric if one.name.endswith("-fast-5m-firm"))
    assert isinstance(firm.looks_at, Expression)
    assert firm.looks_at.formula == "IF(requests >= 70, 100 * (failed - 1) / requests)"
    assert (firm.threshold, firm.looks_at.period) == (1.44, HOUR / 12)
    assert (firm.steers, firm.speaks) == (True, False)


def test_a_tiers_share_is_spent_after_that_of_the_faster_tier() -> None:
    # burn rate times hours: 14.4, 36, 72; so a tier never alarms on a burst before the faster one
    spent = [float(tier.factor) * (tier.long / HOUR) for tier in POLICY.tiers]
    assert spent == sorted(spent) == [14.4, 36, 72]


def test_a_slower_tier_stays_quiet_as_long_as_its_own_short_window_remembers() -> None:
    alarms = burning()
    medium = composite(alarms, "lab-orders-availability-medium").suppressed
    slow = composite(alarms, "lab-orders-availability-slow").suppressed
    assert medium
    assert slow
    assert (medium.extension, slow.extension) == (HOUR / 2, 6 * HOUR)


def test_the_fastest_tier_is_quiet_only_while_a_cause_is_told() -> None:
    assert composite(burning(), "lab-orders-availability-fast").suppressed is None
    caused = composite(burning("database"), "lab-orders-availability-fast").suppressed
    assert caused
    assert caused.by == down(POLICY.names, "database")


def test_few_failures_speak_where_there_is_too_little_traffic_for_the_slowest_tier() -> None:
    alarms = burning()
    few = alarms.metric[0]
    assert isinstance(few.looks_at, Expression)
    assert few.looks_at.formula == "IF(requests < 1000, failed)"
    assert (few.threshold, few.looks_at.period, few.severity.level) == (3, 6 * HOUR, "P3")
    slow = composite(alarms, "lab-orders-availability-slow")
    assert slow.rule.text.endswith(' OR ALARM("lab-orders-availability-few"))')


def test_an_error_limit_has_no_burn_rates_of_its_own() -> None:
    limit = replace(objective("99 %"), burns=False)
    assert alarms_of(Service("orders", (limit,)), POLICY) == Alarms()


def test_a_symptom_without_a_cause_speaks_for_itself() -> None:
    plain = alarms_of(Service("orders", symptoms=(alone(alarm("lab-slow")),)), POLICY)
    assert plain.speaking == plain.metric
