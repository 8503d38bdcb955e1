"""The charts of whatever answers behind a load balancer."""

from filmops.boards.balancer import balancer_row
from filmops.metrics import Expression, Metric
from filmops.services.balancer import Balancer
from promises import load_handbook

SHOP = Balancer("app/shop/1")


def test_what_is_promised_is_drawn_in_the_unit_of_each_chart() -> None:
    _, failed, times = balancer_row(SHOP, load_handbook().slos.api)
    assert [(mark.label, mark.value) for mark in failed.marks] == [("promised: below 1 %", 1)]
    assert [(mark.label, mark.value) for mark in times.marks] == [
        ("promised: p95 below 200 ms", 0.2)
    ]


def test_what_promises_no_time_has_none_drawn() -> None:
    *_, times = balancer_row(SHOP, load_handbook().slos.s3_storage)
    assert times.marks == ()


def test_every_line_is_of_that_load_balancer() -> None:
    lines = [
        line.looks_at
        for chart in balancer_row(SHOP, load_handbook().slos.api)
        for line in chart.lines
    ]
    read = [
        metric
        for one in lines
        for metric in (one.metrics.values() if isinstance(one, Expression) else (one,))
    ]
    assert all(isinstance(one, Metric) for one in read)
    assert {tuple(one.dimensions.items()) for one in read} == {(("LoadBalancer", "app/shop/1"),)}
