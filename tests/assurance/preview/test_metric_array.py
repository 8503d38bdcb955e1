"""The shorthand of metrics arrays, as the API reference describes it."""

from collections.abc import Sequence

import pytest

from assurance.preview.labels import label_of, readable
from assurance.preview.metric_array import rows_of
from promises.errors import WantedError


def names(*entries: Sequence[object]) -> list[tuple[str, ...]]:
    return [row.names for row in rows_of([list(entry) for entry in entries])]  # type: ignore[arg-type]


def test_a_dot_repeats_the_value_above_it() -> None:
    assert names(["AWS/EC2", "CPU", "Id", "i-1"], [".", "Disk", ".", "."]) == [
        ("AWS/EC2", "CPU", "Id", "i-1"),
        ("AWS/EC2", "Disk", "Id", "i-1"),
    ]


def test_three_dots_repeat_as_many_as_are_missing() -> None:
    given = [["AWS/EC2", "CPU", "Id", "i-1"], ["...", "i-2"], ["...", {"stat": "p95"}]]
    assert names(*given)[1:] == [("AWS/EC2", "CPU", "Id", "i-2")] * 2


def test_an_expression_between_metrics_is_no_metric_to_repeat() -> None:
    given = [["AWS/EC2", "CPU"], [{"expression": "1 + 1", "id": "e"}], [".", "Disk"]]
    assert names(*given) == [("AWS/EC2", "CPU"), (), ("AWS/EC2", "Disk")]


@pytest.mark.parametrize(
    ("entries", "at"),
    [
        ([[".", "CPU"]], (0, 0)),
        ([["AWS/EC2", "CPU"], "text"], (1,)),
        ([["AWS/EC2"]], (0,)),
        ([["AWS/EC2", "CPU", "Id"]], (0,)),
    ],
)
def test_an_entry_that_cannot_be_read_is_placed(entries: list[object], at: tuple[int]) -> None:
    with pytest.raises(WantedError) as raised:
        rows_of(entries)  # type: ignore[arg-type]
    assert raised.value.at == at


def test_a_label_is_what_sets_a_line_apart() -> None:
    rows = rows_of([["AWS/SQS", "Depth", "Queue", "jobs"], ["...", "video"]])
    assert [label_of(row, rows) for row in rows] == ["jobs", "video"]
    alone = rows_of([["AWS/SQS", "Depth", "Queue", "jobs"]])
    assert label_of(alone[0], alone) == "Depth"


def test_a_label_may_name_a_property_of_its_metric() -> None:
    [row] = rows_of([["NS", "Depth", "Queue", "jobs", {"label": "${PROP('Dim.Queue')} ${MAX}"}]])
    assert label_of(row, [row]) == "jobs ${MAX}"


def test_what_only_the_deployment_knows_is_shown_by_its_last_part() -> None:
    assert readable("{{resolve:ssm:/platform/prod/api/cluster}}") == "cluster"
    assert readable("${prod-Data.Media}") == "Media"
    assert readable("at most ${MAX}") == "at most ${MAX}"
