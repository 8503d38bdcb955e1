from datetime import timedelta

from filmops.metrics import Metric
from filmops.ratios import Ratio, slower_than
from tests.filmops.lab import RATIO, metric

HOUR = timedelta(hours=1)


def test_a_share_is_in_percent_and_needs_so_many_events() -> None:
    share = RATIO.percent(HOUR, least=70)
    assert share.formula == "IF(requests >= 70, 100 * failed / requests)"
    assert share.period == HOUR


def test_one_failure_is_left_out_of_the_count_not_of_the_share() -> None:
    # 100 * 54 / 9000 is 0.6 to the last bit; 100 * 55 / 9000 - 100 / 9000 is a little more
    ratio = Ratio("a + b", "c + d", {name: metric(name) for name in "abcd"})
    share = ratio.percent_sparing_one(HOUR, least=70)
    assert share.formula == "IF(c + d >= 70, 100 * (a + b - 1) / (c + d))"


def test_a_sum_is_taken_before_it_is_divided() -> None:
    ratio = Ratio("a + b", "c + d", {name: metric(name) for name in "abcd"})
    assert ratio.percent(HOUR).formula == "IF(c + d >= 1, 100 * (a + b) / (c + d))"
    assert ratio.good_percent(HOUR).formula == "IF(c + d >= 1, 100 - 100 * (a + b) / (c + d))"


def test_failures_alone_are_counted_below_so_many_events() -> None:
    assert RATIO.failures(HOUR, below=200).formula == "IF(requests < 200, failed)"


def test_an_expression_reads_only_the_metrics_its_formula_names() -> None:
    ratio = Ratio("a", "b", {"a": metric("a"), "b": metric("b"), "ab": metric("ab")})
    assert set(ratio.percent(HOUR).metrics) == {"a", "b"}


def test_what_is_slow_is_counted_by_the_percentile_rank_of_the_limit() -> None:
    took = Metric("AWS/ApplicationELB", "TargetResponseTime", {}, "Average", HOUR)
    slow = slower_than(0.2, took, "handled")
    assert slow.failed == "handled * (100 - within) / 100"
    assert slow.metrics["within"].statistic == "PR(:0.2)"
    assert slow.metrics["handled"].statistic == "SampleCount"
