"""The numbers are those of the SRE Workbook, chapter 5, and arithmetic done by hand."""

from datetime import timedelta
from decimal import Decimal

import pytest

from filmops.burn_rates import brief, enough, tiers
from promises import Percentage
from tests.filmops.lab import HANDBOOK, POLICY, WEEK

DAY = timedelta(days=1)


def test_the_tiers_are_those_of_the_workbook() -> None:
    assert [(tier.name, tier.factor) for tier in POLICY.tiers] == [
        ("fast", Decimal("14.4")),
        ("medium", Decimal(6)),
        ("slow", Decimal(1)),
    ]


def test_the_short_window_is_a_twelfth_of_the_long_one() -> None:
    assert all(tier.long == 12 * tier.short for tier in POLICY.tiers)


def test_an_account_held_to_a_day_gets_a_slow_tier_of_a_day() -> None:
    slow = tiers(HANDBOOK, DAY)[-1]
    assert (slow.factor, slow.long, slow.short) == (3, DAY, timedelta(hours=2))
    assert tiers(HANDBOOK, WEEK)[-1].long == timedelta(days=3)


@pytest.mark.parametrize(
    ("goal", "limits"),
    [
        ("99.9 %", ["1.44", "0.6", "0.1"]),
        ("99.5 %", ["7.2", "3", "0.5"]),
        ("99.99 %", ["0.144", "0.06", "0.01"]),
        ("95 %", ["72", "30", "5"]),
    ],
)
def test_a_limit_is_the_budget_times_the_burn_rate(goal: str, limits: list[str]) -> None:
    found = [tier.limit(Percentage.parse(goal)) for tier in POLICY.tiers]
    assert found == [Decimal(limit) for limit in limits]


@pytest.mark.parametrize(
    ("goal", "fewest"),
    [("99.9 %", [70, 167, 1000]), ("99.5 %", [14, 34, 200]), ("95 %", [3, 4, 20])],
)
def test_a_single_failure_never_crosses_a_limit(goal: str, fewest: list[int]) -> None:
    found = [tier.least(Percentage.parse(goal), failures=3) for tier in POLICY.tiers]
    assert found == fewest


def test_enough_events_are_the_fewest_of_which_one_is_within_the_limit() -> None:
    for limit in (Decimal("1.44"), Decimal("0.6"), Decimal(5), Decimal(30)):
        fewest = enough(limit)
        assert Decimal(100) / fewest <= limit < Decimal(100) / (fewest - 1)


def test_a_window_is_short_in_a_name() -> None:
    hours = [5 / 60, 0.5, 1, 6, 72]
    assert [brief(timedelta(hours=h)) for h in hours] == ["5m", "30m", "1h", "6h", "3d"]
