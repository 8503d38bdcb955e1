"""Boards: within limits, showing what is promised and what speaks."""

import json
from collections.abc import Callable
from typing import Any

import pytest

from assurance.verdict import Verdict
from tests.assurance.proof.changes import Change, put
from tests.assurance.proof.monitoring.conftest import Judged, assert_told

Widgets = list[dict[str, Any]]
ELSEWHERE = "arn:aws:cloudwatch:us-west-2:111122223333:alarm:ApiDown"


def on_board(change: Callable[[Widgets], object]) -> Change:
    def write(resources: dict[str, Any]) -> None:
        properties = resources["Board"]["Properties"]
        body = json.loads(properties["DashboardBody"])
        change(body["widgets"])
        properties["DashboardBody"] = json.dumps(body)

    return write


def titled(widgets: Widgets, title: str) -> dict[str, Any]:
    return next(one for one in widgets if one["properties"]["title"] == title)


def without(title: str) -> Change:
    return on_board(lambda widgets: widgets.remove(titled(widgets, title)))


def unmarked(title: str, mark: float) -> Change:
    def move(widgets: Widgets) -> None:
        marks = titled(widgets, title)["properties"]["annotations"]["horizontal"]
        assert [one["value"] for one in marks] == [mark]
        marks[0]["value"] = 1000 * mark

    return on_board(move)


def line(title: str, at: int, **look: object) -> Change:
    return on_board(
        lambda widgets: titled(widgets, title)["properties"]["metrics"][at][-1].update(look)
    )


TARGETS: dict[str, tuple[str, float]] = {
    "api_response_time": ("API times", 0.2),
    "api_errors": ("API errors", 1),
    "queue_depth": ("Jobs", 50),
    "film_success": ("Success", 95),
    "generation_time": ("Film times", 300),
    "backend_cpu": ("API CPU", 70),
    "worker_cpu": ("GPU CPU", 75),
    "memory": ("Cache memory", 80),
    "disk_free": ("Storage", 20),
    "database_cpu": ("CPU", 70),
    "database_connections": ("Connections", 80),
    "read_latency": ("Reads", 0.01),
    "write_latency": ("Writes", 0.02),
}


@pytest.mark.parametrize("name", TARGETS)
def test_a_target_is_drawn_at_its_value_in_the_charts_unit(judged: Judged, name: str) -> None:
    promise, (title, mark) = f"thresholds.{name}.target", TARGETS[name]
    assert judged(promise).verdict is Verdict.KEPT
    assert_told(judged(promise, unmarked(title, mark)), f"{title} draws no line at {mark:g}")
    assert_told(judged(promise, without(title)), "no board shows")


@pytest.mark.parametrize(
    ("promise", "change"),
    [
        ("metrics.system.cpu", without("GPU CPU")),
        ("metrics.system.memory", without("API memory")),
        ("metrics.system.disk_free", without("GPU disk")),
        ("metrics.system.network", without("S3")),
        ("metrics.application.api_response_time", line("API times", 2, stat="p90")),
        ("metrics.application.film_success", without("Success")),
        ("metrics.application.queue_depth", without("Jobs")),
        ("metrics.application.database_queries", without("Load")),
        ("metrics.business.active_users", without("Users")),
        ("metrics.business.films_generated", line("Films", 0, period=60)),
        ("metrics.business.conversion_rate", line("Conversion", 0, expression="100 * s / b")),
        ("metrics.business.churn_rate", line("Churn", 1, period=86400)),
    ],
)
def test_a_key_metric_is_charted(judged: Judged, promise: str, change: Change) -> None:
    assert judged(promise).verdict is Verdict.KEPT
    assert_told(judged(promise, change), "no board shows")


def test_a_key_metric_with_a_number_needs_its_alarm_too(judged: Judged) -> None:
    proof = judged("metrics.system.cpu", put(99, "GpuCpu", "Threshold"))
    assert_told(proof, "alarms at > 99, promised above 90")


def many(count: int) -> Callable[[Widgets], object]:
    metrics = [["Lab", "Busy", {"period": 60, "stat": "Sum"}]] * count
    return lambda widgets: titled(widgets, "Jobs")["properties"].update(metrics=metrics)


def crowd(widgets: Widgets) -> None:
    widgets += [{**widgets[-1], "y": 6 * row} for row in range(len(widgets), 501)]


def spread(widgets: Widgets) -> None:
    for widget in widgets[1:8]:
        widget["properties"]["metrics"] = [["Lab", "Busy", {"stat": "Sum"}]] * 400


@pytest.mark.parametrize(
    ("named", "one"),
    [
        pytest.param("is no JSON", put("{", "Board", "DashboardBody"), id="no JSON"),
        pytest.param(
            "has no list of widgets", put("{}", "Board", "DashboardBody"), id="no widgets"
        ),
        pytest.param("501 widgets", on_board(crowd), id="widgets"),
        pytest.param("Jobs reads 501 metrics", on_board(many(501)), id="metrics of a widget"),
        pytest.param("metrics, CloudWatch allows 2500", on_board(spread), id="metrics in all"),
        pytest.param("24 columns", on_board(lambda w: w[3].update(x=1)), id="columns"),
        pytest.param("overlap", on_board(lambda w: w[3].update(y=w[2]["y"] + 1)), id="overlap"),
    ],
)
def test_a_board_is_within_its_limits(judged: Judged, named: str, one: Change) -> None:
    assert_told(judged("monitoring.boards", one), named)


def states(*more: str, without: int = 0) -> Change:
    def show(widgets: Widgets) -> None:
        properties = titled(widgets, "States")["properties"]
        properties["alarms"] = [*properties["alarms"][without:], *more]

    return on_board(show)


@pytest.mark.parametrize(
    ("named", "change"),
    [
        ("ApiGone", states("arn:aws:cloudwatch:us-east-1:111122223333:alarm:ApiGone")),
        ("us-west-2", states(ELSEWHERE)),
        ("stands on no board", states(without=1)),
    ],
)
def test_a_board_shows_the_alarms_there_are(judged: Judged, named: str, change: Change) -> None:
    assert judged("monitoring.board_alarms").verdict is Verdict.KEPT
    assert_told(judged("monitoring.board_alarms", change), named)


def pointing_to(section: str) -> Change:
    def write(widgets: Widgets) -> None:
        properties = titled(widgets, "Note")["properties"]
        properties["markdown"] = properties["markdown"].replace("#api-down", f"#{section}")

    return on_board(write)


def test_a_board_names_runbooks_that_are_written(judged: Judged) -> None:
    assert judged("monitoring.board_runbooks").verdict is Verdict.KEPT
    told = judged("monitoring.board_runbooks", pointing_to("api-dwn"))
    assert_told(told, "docs/runbooks.md has no section api-dwn")
