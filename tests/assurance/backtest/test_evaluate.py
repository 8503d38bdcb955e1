"""`evaluate` as a process: the contract of its command line."""

import json
from pathlib import Path
from typing import Any

import pytest

from tests.assurance.backtest.lab import (
    ALARM,
    ARN,
    START,
    TOPIC,
    described,
    line,
    resource,
    template,
    write,
    write_lines,
)
from tests.assurance.command import Done, run

VALUES = [0, 0, 9, 9, 9, 0, 0, 0]
END = "2026-11-02T00:08:00Z"


@pytest.fixture
def alarms(tmp_path: Path) -> Path:
    return write(tmp_path / "alarms.json", described(ALARM | {"StateValue": "OK", "AlarmArn": ARN}))


@pytest.fixture
def series(tmp_path: Path) -> Path:
    return write_lines(tmp_path / "series.jsonl", line(VALUES))


def evaluate(alarms: Path, *metrics: Path, options: tuple[str, ...] = ()) -> Done:
    files = [part for file in metrics for part in ("--metrics", str(file))]
    return run(
        "evaluate", "--alarms", str(alarms), *files, "--start", START, "--end", END, *options
    )


def told(alarms: Path, *metrics: Path, options: tuple[str, ...] = ()) -> dict[str, Any]:
    result = evaluate(alarms, *metrics, options=("--format", "json", *options))
    assert result.returncode == 0, result.stderr
    return json.loads(result.stdout)


def test_the_json_has_the_shape_of_the_contract(alarms: Path, series: Path) -> None:
    [alarm] = told(alarms, series)["alarms"]
    assert set(alarm) == {"name", "state", "transitions", "notifications", "unspecified"}
    assert (alarm["name"], alarm["state"]) == ("api-errors", "OK")
    first = alarm["transitions"][0]
    assert (first["at"], first["from"], first["to"]) == ("2026-11-02T00:04:00Z", "OK", "ALARM")
    assert first["reason"].startswith("Threshold Crossed: 2 out of the last 2 datapoints [9.0")
    assert alarm["notifications"][0] == {
        "at": "2026-11-02T00:04:00Z",
        "state": "ALARM",
        "actions": [TOPIC],
        "withheld_by": None,
    }
    assert alarm["unspecified"] == []


def test_a_template_starts_its_alarms_without_data(tmp_path: Path, series: Path) -> None:
    file = write(tmp_path / "t.json", template(Errors=resource("Alarm", **ALARM)))
    [alarm] = told(file, series)["alarms"]
    assert alarm["transitions"][0]["from"] == "INSUFFICIENT_DATA"


def test_a_range_that_decides_is_unspecified(tmp_path: Path) -> None:
    silent = ALARM | {"StateValue": "OK", "TreatMissingData": "breaching"}
    file = write(tmp_path / "a.json", described(silent | {"EvaluationPeriods": 1}))
    data = write_lines(tmp_path / "s.jsonl", line([0]))
    [alarm] = told(file, data)["alarms"]
    assert alarm["unspecified"][0]["at"] == "2026-11-02T00:03:00Z"
    [sure] = told(file, data, options=("--evaluation-range", "2"))["alarms"]
    assert sure["unspecified"] == []
    assert sure["transitions"][-1]["at"] == "2026-11-02T00:03:00Z"


def test_what_no_rule_decides_has_no_state(tmp_path: Path) -> None:
    three = ALARM | {"Period": 60, "EvaluationPeriods": 3, "TreatMissingData": "missing"}
    file = write(tmp_path / "a.json", described(three | {"StateValue": "OK"}))
    data = write_lines(tmp_path / "s.jsonl", line([None, None, None, None, 9]))
    [alarm] = told(file, data)["alarms"]
    assert alarm["state"] == "unspecified"


def test_settings_compare_old_and_new(alarms: Path, series: Path) -> None:
    document = told(alarms, series, options=("--set", "api-errors.Threshold=20"))
    assert document["alarms"][0]["transitions"] == []
    assert len(document["before"][0]["transitions"]) == 2


def test_the_text_says_when_how_long_and_why(alarms: Path, series: Path) -> None:
    result = evaluate(alarms, series, options=("--set", "api-errors.Threshold=8"))
    assert result.returncode == 0
    for part in ("fired once", "2 min", "before the settings: fired once", "█", "▔", "threshold 8"):
        assert part in result.stdout
    assert result.stderr == ""


def test_alarms_are_compared_by_name_with_those_they_were(
    tmp_path: Path, alarms: Path, series: Path
) -> None:
    gone = ALARM | {"StateValue": "OK", "AlarmName": "api-slow", "Threshold": 8}
    old = ALARM | {"StateValue": "OK", "Threshold": 20}
    before = ("--before", str(write(tmp_path / "old.json", described(old, gone))))
    document = told(alarms, series, options=before)
    assert [len(one["transitions"]) for one in document["alarms"]] == [2]
    assert {one["name"]: len(one["transitions"]) for one in document["before"]} == {
        "api-errors": 0,
        "api-slow": 2,
    }
    text = evaluate(alarms, series, options=before).stdout
    assert "before: never fired" in text
    assert "api-slow  gone" in text
    assert "before: fired once" in text


def test_an_alarm_that_was_not_there_before_is_told(
    tmp_path: Path, alarms: Path, series: Path
) -> None:
    other = write(tmp_path / "old.json", described(ALARM | {"AlarmName": "other"}))
    assert "before: not there" in evaluate(alarms, series, options=("--before", str(other))).stdout


def test_an_alarm_that_cloudwatch_refuses_is_a_finding_and_exit_1(
    tmp_path: Path, series: Path
) -> None:
    file = write(tmp_path / "a.json", described(ALARM | {"DatapointsToAlarm": 3}))
    result = evaluate(file, series, options=("--format", "json"))
    assert result.returncode == 1
    document = json.loads(result.stdout)
    assert document["findings"][0]["kind"] == "illegal"
    assert document["alarms"][0]["state"] == "unspecified"


def test_a_metric_without_series_is_told_with_its_nearest(tmp_path: Path, series: Path) -> None:
    other = ALARM | {"Dimensions": [{"Name": "Service", "Value": "web"}]}
    file = write(tmp_path / "a.json", described(other))
    [finding] = told(file, series)["findings"]
    assert "no series of Films Errors {Service=web}" in finding["text"]
    assert "there is one of Films Errors {Service=api}" in finding["text"]


def test_a_metric_that_the_account_does_not_have_is_told(
    tmp_path: Path, alarms: Path, series: Path
) -> None:
    metric = {"Namespace": "Films", "MetricName": "Errors"}
    listing = write(tmp_path / "metrics.json", {"Metrics": [metric]})
    [finding] = told(alarms, series, options=("--listing", str(listing)))["findings"]
    assert finding["kind"] == "no such metric"
    assert "there is one of Films Errors" in finding["text"]


@pytest.mark.parametrize(
    ("lines", "message"),
    [
        ([line(VALUES, stat="p99")], "wanted Films Errors {Service=api} as Sum at 60 s"),
        ([line(VALUES, period=300)], "got Sum at 300 s"),
        ([line(VALUES, period=7)], "series.jsonl:1: period: wanted"),
    ],
)
def test_series_that_cannot_be_used_are_one_line_and_exit_2(
    tmp_path: Path, alarms: Path, lines: list[dict[str, Any]], message: str
) -> None:
    result = evaluate(alarms, write_lines(tmp_path / "series.jsonl", *lines))
    assert result.returncode == 2
    assert message in result.stderr
    assert len(result.stderr.splitlines()) == 1
    assert result.stdout == ""


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        (("--start", "soon"), "wanted a time such as 2026-11-01T00:00:00Z, got soon"),
        (("--start", "2026-12-01T00:00:00Z"), "wanted a time from --start on"),
        (("--set", "Threshold=5"), "wanted NAME.Property=value, got Threshold=5"),
        (("--set", "other.Threshold=5"), "wanted one of api-errors, got other"),
        (("--evaluation-range", "0"), "--evaluation-range"),
    ],
)
def test_options_that_cannot_be_used_are_told(
    alarms: Path, series: Path, arguments: tuple[str, ...], message: str
) -> None:
    result = evaluate(alarms, series, options=arguments)
    assert result.returncode == 2
    assert message in result.stderr
    assert "Traceback" not in result.stderr


def test_without_series_there_is_nothing_to_evaluate(alarms: Path) -> None:
    result = evaluate(alarms)
    assert result.returncode == 2
    assert "--metrics: wanted a file of series, got none" in result.stderr


def test_findings_need_neither_time_nor_series(tmp_path: Path) -> None:
    never = ALARM | {"Threshold": -1, "ComparisonOperator": "LessThanThreshold", "Unit": "Count"}
    contradiction = {"AlarmName": "both", "AlarmRule": "ALARM(api-errors) AND OK(api-errors)"}
    file = write(tmp_path / "a.json", described(never, composites=[contradiction]))
    listing = write(tmp_path / "metrics.json", {"Metrics": []})
    asked = ("evaluate", "--alarms", str(file), "--check")
    found = run(*asked, "--listing", str(listing), "--format", "json")
    kinds = {(one["alarm"], one["kind"]) for one in json.loads(found.stdout)["findings"]}
    assert found.returncode == 0
    assert kinds == {
        ("api-errors", "never fires"),
        ("api-errors", "no such metric"),
        ("both", "never fires"),
    }
    assert "2 alarms, 2 with findings" in run(*asked).stdout


def test_findings_of_what_cloudwatch_refuses_exit_1(tmp_path: Path) -> None:
    file = write(tmp_path / "a.json", described(ALARM | {"DatapointsToAlarm": 3}))
    done = run("evaluate", "--alarms", str(file), "--check")
    assert done.returncode == 1
    assert "illegal: DatapointsToAlarm is 1 to 2" in done.stdout


def test_without_times_there_is_nothing_to_evaluate(alarms: Path, series: Path) -> None:
    done = run("evaluate", "--alarms", str(alarms), "--metrics", str(series))
    assert done.returncode == 2
    assert done.stderr == "--start and --end: wanted two times, got one or none\n"


def test_a_template_in_yaml_is_evaluated(tmp_path: Path, series: Path) -> None:
    file = tmp_path / "t.yaml"
    file.write_text(
        "Resources:\n  Errors:\n    Type: AWS::CloudWatch::Alarm\n    Properties:\n"
        + "".join(f"      {key}: {json.dumps(value)}\n" for key, value in ALARM.items())
    )
    [alarm] = told(file, series)["alarms"]
    assert (alarm["name"], len(alarm["transitions"])) == ("api-errors", 3)


def test_a_log_alarm_of_describe_alarms_is_unspecified_not_forgotten(
    tmp_path: Path, series: Path
) -> None:
    log = {"AlarmName": "denied", "StateValue": "OK"}
    file = write(tmp_path / "a.json", {"LogAlarms": [log]})
    [alarm] = told(file, series)["alarms"]
    assert (alarm["name"], alarm["state"]) == ("denied", "unspecified")


def test_fetch_prints_calls_whose_answers_evaluate_reads(tmp_path: Path, alarms: Path) -> None:
    result = evaluate(alarms, options=("--fetch",))
    assert result.returncode == 0
    assert "aws cloudwatch get-metric-data --cli-input-json file://request-1.json" in result.stdout
    text = result.stdout.split("<<'END'\n")[1].split("\nEND\n")[0]
    request = write(tmp_path / "request.json", json.loads(text))
    [query] = json.loads(text)["MetricDataQueries"]
    answer = {"Id": query["Id"], "Timestamps": [START], "Values": [9]}
    response = write(tmp_path / "response.json", {"MetricDataResults": [answer]})
    assert told(alarms, request, response)["findings"] == []
