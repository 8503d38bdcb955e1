"""Series from JSON Lines, CSV and get-metric-data."""

import json
from pathlib import Path
from typing import Any

import numpy as np
import pytest

from assurance.backtest.moments import parsed
from assurance.backtest.series_files import read_series
from assurance.cloudwatch import Metric, Series
from promises import InputError, InputErrors
from tests.assurance.backtest.lab import START, line, write, write_lines

METRIC = Metric("Films", "Errors", frozenset({("Service", "api")}))
CSV = "timestamp,namespace,metric,dimensions,stat,period,value\n"


def only(*files: Path) -> Series:
    [series] = read_series(files).of(METRIC)
    return series


def same(series: Series, values: list[float]) -> bool:
    return np.array_equal(series.values, np.array(values), equal_nan=True)


def test_a_line_is_a_series(tmp_path: Path) -> None:
    series = only(write_lines(tmp_path / "s.jsonl", line([1, None, 3.5])))
    assert (series.statistic, series.period, series.start) == ("Sum", 60, parsed(START))
    assert same(series, [1, float("nan"), 3.5])


def test_a_line_may_carry_samples(tmp_path: Path) -> None:
    values = [{"values": [1, 2], "counts": [5, 1]}, None, {"values": [7]}]
    series = only(
        write_lines(tmp_path / "s.jsonl", line([]) | {"stat": "Distribution", "values": values})
    )
    assert [None if s is None else s.counts.tolist() for s in series.samples] == [[5, 1], None, [1]]


@pytest.mark.parametrize(
    ("change", "message"),
    [
        (
            {"values": [1, "x"]},
            's.jsonl:1: values[1]: wanted a number within +-2^360, or null, got "x"',
        ),
        ({"values": None}, "values: wanted a list of numbers and null, got nothing"),
        ({"values": [1e200]}, "wanted a number within"),
        ({"period": 45}, "period: wanted 5, 10, 20, 30 or a multiple of 60 seconds, got 45"),
        ({"start": "yesterday"}, "start: wanted a time in ISO 8601"),
        ({"stat": "Median"}, "statistic: wanted SampleCount"),
        ({"metric": None}, "metric: wanted a text, got nothing"),
        ({"dimensions": {"a": 1}}, "dimensions: wanted"),
        ({"stat": "Distribution", "values": [5]}, "values[0]: wanted"),
        (
            {"stat": "Distribution", "values": [{"values": [1], "counts": [1, 2]}]},
            "values[0]: wanted 1 counts, got 2",
        ),
    ],
)
def test_a_mistake_is_one_line_with_its_place(
    tmp_path: Path, change: dict[str, object], message: str
) -> None:
    file = write_lines(tmp_path / "s.jsonl", line([1]) | change)
    with pytest.raises(InputErrors) as error:
        read_series([file])
    assert message in str(error.value)
    assert len(str(error.value).splitlines()) == 1


def test_every_mistake_is_told(tmp_path: Path) -> None:
    file = write_lines(tmp_path / "s.jsonl", line([1]), line(["x"]), line([1]) | {"period": 1})  # pyright: ignore[reportArgumentType]
    file.write_text(file.read_text() + "{nonsense\n")
    with pytest.raises(InputErrors) as error:
        read_series([file])
    assert [e.line for e in error.value.errors] == [2, 3, 4]


def test_csv_has_a_point_a_line(tmp_path: Path) -> None:
    file = tmp_path / "s.csv"
    row = "Films,Errors,Service=api,Sum,60"
    file.write_text(
        CSV
        + f"2026-11-02T00:02:00Z,{row},3\n2026-11-02T00:00:00Z,{row},1\n2026-11-02T00:01:00Z,{row},\n"
    )
    assert same(only(file), [1, float("nan"), 3])


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("a,b\n1,2\n", "wanted JSON, or CSV with the columns"),
        (CSV + "x,Films,Errors,,Sum,60,1\n", "2: timestamp: wanted a time in ISO 8601, got x"),
        (CSV + "2026-11-02,Films,Errors,,Sum,60,inf\n", "2: value: wanted a number, got inf"),
        (CSV + "2026-11-02,Films,Errors,,Sum,sixty,1\n", "2: period: wanted a number, got sixty"),
        (
            CSV + "2026-11-02T00:00:00Z,F,E,,Sum,60,1\n2026-11-02T00:00:30Z,F,E,,Sum,60,1\n",
            "wanted points 60 s apart, got one 30 s after the first",
        ),
    ],
)
def test_a_mistake_in_csv_is_told(tmp_path: Path, text: str, message: str) -> None:
    file = tmp_path / "s.csv"
    file.write_text(text)
    with pytest.raises((InputError, InputErrors)) as error:
        read_series([file])
    assert message in str(error.value)


QUERY: dict[str, Any] = {
    "Id": "m0",
    "MetricStat": {
        "Metric": {
            "Namespace": "Films",
            "MetricName": "Errors",
            "Dimensions": [{"Name": "Service", "Value": "api"}],
        },
        "Period": 60,
        "Stat": "Sum",
    },
}
ANSWER = {
    "MetricDataResults": [
        {
            "Id": "m0",
            "Timestamps": ["2026-11-02T00:02:00+00:00", "2026-11-02T00:00:00+00:00"],
            "Values": [3.0, 1.0],
        }
    ]
}


def test_a_request_says_what_its_response_holds(tmp_path: Path) -> None:
    request = write(tmp_path / "request.json", {"MetricDataQueries": [QUERY]})
    response = write(tmp_path / "response.json", ANSWER)
    for files in ((request, response), (response, request)):
        assert same(only(*files), [1, float("nan"), 3])


def test_a_response_without_its_request_is_refused(tmp_path: Path) -> None:
    with pytest.raises(InputError, match="wanted the request it answers"):
        read_series([write(tmp_path / "response.json", ANSWER)])


def test_one_id_for_two_queries_is_refused(tmp_path: Path) -> None:
    other = QUERY | {"MetricStat": QUERY["MetricStat"] | {"Stat": "Maximum"}}
    first = write(tmp_path / "request-1.json", {"MetricDataQueries": [QUERY]})
    second = write(tmp_path / "request-2.json", {"MetricDataQueries": [other]})
    with pytest.raises(InputError, match="got m0 twice"):
        read_series([first, second])


def test_a_series_may_be_one_object_over_many_lines(tmp_path: Path) -> None:
    assert same(only(write(tmp_path / "s.json", line([1, 2]))), [1, 2])


def test_an_empty_answer_is_a_metric_without_data(tmp_path: Path) -> None:
    request = write(tmp_path / "request.json", {"MetricDataQueries": [QUERY]})
    assert len(only(request).values) == 0


@pytest.mark.parametrize("name", ["missing.jsonl", "."])
def test_a_file_that_cannot_be_read_is_told(tmp_path: Path, name: str) -> None:
    with pytest.raises(InputError, match="wanted"):
        read_series([tmp_path / name])


def test_two_series_over_the_same_time_are_refused(tmp_path: Path) -> None:
    file = write_lines(tmp_path / "s.jsonl", line([1]), line([2]))
    with pytest.raises(InputErrors, match="one value for each period"):
        read_series([file])


def test_json_with_a_byte_order_mark_is_read(tmp_path: Path) -> None:
    file = tmp_path / "s.jsonl"
    file.write_text(json.dumps(line([1])), encoding="utf-8-sig")
    assert same(only(file), [1])
