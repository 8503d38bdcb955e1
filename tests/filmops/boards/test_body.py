import json
from typing import Any

import pytest

from filmops.boards.body import Place, body_of
from filmops.boards.widgets import Board, Chart, Choice, Figures, Line, Mark, Note, States
from filmops.metrics import Expression
from tests.filmops.lab import MINUTE, RATIO, metric

PLACE = Place("us-east-1", "arn:aws:cloudwatch:us-east-1:111122223333:alarm:")


def body(*rows: tuple[Any, ...], choices: tuple[Choice, ...] = ()) -> dict[str, Any]:
    return json.loads(body_of(Board("lab", "Lab", rows, choices), PLACE))


def chart(*lines: Line, width: int = 8) -> Chart:
    return Chart("Requests", "requests", lines, width=width)


def test_rows_follow_each_other_and_widgets_stand_side_by_side() -> None:
    shown = body((Note("# Lab", height=2),), (chart(), chart()), (chart(),))["widgets"]
    assert [(one["x"], one["y"]) for one in shown] == [(0, 0), (0, 2), (8, 2), (0, 8)]


def test_a_row_wider_than_the_board_is_refused() -> None:
    with pytest.raises(ValueError, match="lab: wanted rows of 24 columns, got: 32"):
        body((chart(), chart(), chart(), chart()))


def test_a_metric_names_its_dimensions_statistic_and_period() -> None:
    (shown,) = body((chart(Line("all", metric())),))["widgets"]
    (entry,) = shown["properties"]["metrics"]
    assert entry[:4] == ["Lab", "Requests", "Service", "orders"]
    assert entry[4] == {"stat": "Sum", "period": 60, "label": "all", "color": "#1f77b4"}


def test_two_expressions_on_one_chart_keep_their_metrics_apart() -> None:
    share = RATIO.percent(MINUTE)
    (shown,) = body((chart(Line("a", share), Line("b", share)),))["widgets"]
    entries = shown["properties"]["metrics"]
    ids = [entry[-1]["id"] for entry in entries]
    assert len(ids) == len(set(ids)) == 6
    formulas = [entry[0]["expression"] for entry in entries if len(entry) == 1]
    assert formulas == ["IF(m1 >= 1, 100 * m2 / m1)", "IF(m3 >= 1, 100 * m4 / m3)"]
    hidden = [entry[-1] for entry in entries if len(entry) > 1]
    assert all(entry["visible"] is False for entry in hidden)


def test_a_name_inside_a_function_or_another_name_is_not_renamed() -> None:
    nested = Expression("IF(MAX > 1, max)", {"max": metric()})
    (shown,) = body((chart(Line("a", nested)),))["widgets"]
    assert shown["properties"]["metrics"][0][0]["expression"] == "IF(MAX > 1, m1)"


def test_a_limit_is_a_labelled_line() -> None:
    marked = Chart("Errors", "%", (Line("a", metric()),), (Mark("alert: above 5 %", 5),), high=100)
    (shown,) = body((marked,))["widgets"]
    assert shown["properties"]["annotations"]["horizontal"] == [
        {"label": "alert: above 5 %", "value": 5, "color": "#d13212"}
    ]
    assert shown["properties"]["yAxis"]["left"]["max"] == 100


def test_states_name_their_alarms_by_arn() -> None:
    (shown,) = body((States("Alarms", ("lab-down",)),))["widgets"]
    assert shown["properties"]["alarms"] == [f"{PLACE.alarms}lab-down"]


def test_figures_are_large_numbers_with_their_history() -> None:
    (shown,) = body((Figures("Left", (Line("a", metric()),)),))["widgets"]
    assert (shown["properties"]["view"], shown["properties"]["sparkline"]) == ("singleValue", True)


def test_a_choice_puts_a_name_in_the_place_of_its_pattern() -> None:
    choice = Choice("the-chosen-queue", "Queue", ("jobs", "video"))
    (variable,) = body((chart(),), choices=(choice,))["variables"]
    assert (variable["type"], variable["pattern"]) == ("pattern", "the-chosen-queue")
    assert variable["defaultValue"] == "jobs"


def test_states_take_the_rows_their_alarms_need() -> None:
    few, many = (States("Alarms", tuple(f"lab-{n}" for n in range(count))) for count in (5, 42))
    assert (few.height, many.height) == (2, 7)
