"""Alarms from templates and from the output of describe-alarms."""

from pathlib import Path

import pytest

from assurance.backtest.alarm_files import read_alarms
from assurance.backtest.settings import setting
from assurance.cloudwatch import (
    AlarmError,
    CompositeAlarm,
    MetricAlarm,
    OpaqueAlarm,
    State,
    Suppressor,
    WarmUp,
)
from assurance.cloudwatch.composite import parse_rule
from promises import InputErrors
from tests.assurance.backtest.lab import ALARM, ARN, described, resource, template, write


def test_an_alarm_of_a_template_is_a_new_one(tmp_path: Path) -> None:
    file = write(tmp_path / "t.json", template(Errors=resource("Alarm", **ALARM)))
    [one] = read_alarms(file).alarms
    assert isinstance(one, MetricAlarm)
    assert (one.name, one.initial, one.threshold) == ("api-errors", None, 5.0)
    assert one.datapoints_to_alarm == 2


def test_an_alarm_of_an_account_has_its_state(tmp_path: Path) -> None:
    file = write(tmp_path / "a.json", described(ALARM | {"StateValue": "ALARM", "AlarmArn": ARN}))
    [one] = read_alarms(file).alarms
    assert (one.initial, one.arn) == (State.ALARM, ARN)


def test_every_setting_is_read(tmp_path: Path) -> None:
    more = {
        "DatapointsToAlarm": 1,
        "EvaluationWindow": {"WallClockWindow": {"Timezone": "Europe/Berlin"}},
        "WarmUpConfiguration": {
            "WarmUpPeriodDurationInMinutes": 30,
            "OnlyStartEvaluatingAfterWarmUpPeriodEnds": True,
        },
        "EvaluateLowSampleCountPercentile": "ignore",
        "ActionsEnabled": False,
    }
    file = write(tmp_path / "t.json", template(Errors=resource("Alarm", **ALARM, **more)))
    [one] = read_alarms(file).alarms
    assert isinstance(one, MetricAlarm)
    assert one.wall_clock == "Europe/Berlin"
    assert one.warm_up == WarmUp(30, to_the_end=True)
    assert (one.low_samples, one.datapoints_to_alarm, one.actions.enabled) == ("ignore", 1, False)


def test_a_composite_finds_its_children_by_reference(tmp_path: Path) -> None:
    rule = {"Fn::Join": ["", ['ALARM("', {"Fn::GetAtt": ["Errors", "Arn"]}, '")']]}
    unnamed = {key: value for key, value in ALARM.items() if key != "AlarmName"}
    content = template(
        Errors=resource("Alarm", **unnamed),
        Whole=resource(
            "CompositeAlarm",
            AlarmName="whole",
            AlarmRule=rule,
            ActionsSuppressor={"Ref": "Errors"},
            ActionsSuppressorWaitPeriod=60,
            ActionsSuppressorExtensionPeriod=120,
        ),
    )
    account = read_alarms(write(tmp_path / "t.json", content))
    whole = account.find("whole")
    assert isinstance(whole, CompositeAlarm)
    assert whole.suppressor == Suppressor("${t.Errors}", 60, 120)
    for reference in ("${t.Errors}", *parse_rule(whole.rule).children):
        found = account.find(reference)
        assert found is not None
        assert found.name == "Errors"


def test_mute_rules_are_read(tmp_path: Path) -> None:
    schedule = {"Expression": "cron(0 2 * * SUN)", "Duration": "PT2H", "Timezone": "Asia/Tokyo"}
    mute = resource(
        "AlarmMuteRule",
        Name="calm",
        Rule={"Schedule": schedule},
        MuteTargets={"AlarmNames": ["api-errors"]},
        ExpireDate="2026-12-31T23:59",
    )
    [rule] = read_alarms(write(tmp_path / "t.json", template(Calm=mute))).mute_rules
    assert (rule.name, rule.duration, rule.expires) == ("calm", "PT2H", "2026-12-31T23:59")
    assert rule.alarms == ("api-errors",)


def test_dynamodb_ignores_missing_data_by_default(tmp_path: Path) -> None:
    """User guide, "Configuring how CloudWatch alarms treat missing data"."""
    unsaid = {k: v for k, v in ALARM.items() if k != "TreatMissingData"}
    [one] = read_alarms(
        write(tmp_path / "a.json", described(unsaid | {"Namespace": "AWS/DynamoDB"}))
    ).alarms
    assert isinstance(one, MetricAlarm)
    assert one.missing == "ignore"


@pytest.mark.parametrize(
    ("kind", "properties", "why"),
    [
        ("Alarm", {"EvaluationCriteria": {"PromQLCriteria": {"Query": "up"}}}, "PromQL"),
        ("Alarm", ALARM | {"ThresholdMetricId": "band"}, "anomaly detection band"),
        ("LogAlarm", {"AlarmName": "logs"}, "log alarm"),
        ("Alarm", {"Metrics": [{"Id": "q", "Expression": "SELECT MAX(x) FROM y"}]}, "Insights"),
        ("CompositeAlarm", {"AlarmRule": "ALARM("}, "AlarmRule column 7"),
    ],
)
def test_what_only_aws_can_evaluate_is_kept_with_the_reason(
    tmp_path: Path, kind: str, properties: dict[str, object], why: str
) -> None:
    [one] = read_alarms(write(tmp_path / "t.json", template(X=resource(kind, **properties)))).alarms
    assert isinstance(one, OpaqueAlarm)
    assert why in one.why


@pytest.mark.parametrize(
    ("change", "message"),
    [
        ({"Threshold": "high"}, "api-errors.Threshold: wanted a number, got high"),
        ({"Period": None}, "api-errors.Period: wanted a number, got nothing"),
        (
            {"EvaluationPeriods": 1.5},
            "api-errors.EvaluationPeriods: wanted a whole number, got 1.5",
        ),
        ({"MetricName": 5}, "api-errors.MetricName: wanted a text, got 5"),
        ({"StateValue": "FINE"}, "wanted OK or ALARM or INSUFFICIENT_DATA, got FINE"),
    ],
)
def test_what_cannot_be_read_is_one_line(
    tmp_path: Path, change: dict[str, object], message: str
) -> None:
    file = write(tmp_path / "a.json", described(ALARM | change))
    with pytest.raises(InputErrors) as error:
        read_alarms(file)
    assert message in str(error.value)
    assert len(str(error.value).splitlines()) == 1


@pytest.mark.parametrize("content", [{}, {"Alarms": []}, []])
def test_another_file_is_refused(tmp_path: Path, content: object) -> None:
    with pytest.raises(InputErrors, match="wanted"):
        read_alarms(write(tmp_path / "a.json", content))


def test_two_alarms_of_one_name_are_refused(tmp_path: Path) -> None:
    with pytest.raises(InputErrors, match="two of this name"):
        read_alarms(write(tmp_path / "a.json", described(ALARM, ALARM)))


def test_a_setting_changes_a_property(tmp_path: Path) -> None:
    file = write(tmp_path / "a.json", described(ALARM))
    [one] = read_alarms(file, (setting("api-errors.Threshold=9.5"),)).alarms
    assert isinstance(one, MetricAlarm)
    assert one.threshold == 9.5
    [two] = read_alarms(file, (setting("api-errors.TreatMissingData=breaching"),)).alarms
    assert isinstance(two, MetricAlarm)
    assert two.missing == "breaching"


def test_a_setting_of_no_alarm_names_those_there_are(tmp_path: Path) -> None:
    file = write(tmp_path / "a.json", described(ALARM))
    with pytest.raises(AlarmError, match="wanted one of api-errors, got other"):
        read_alarms(file, (setting("other.Threshold=1"),))


@pytest.mark.parametrize("text", ["Threshold=5", "a.Threshold", "=5", ".Threshold=5"])
def test_no_setting(text: str) -> None:
    with pytest.raises(AlarmError, match=r"wanted NAME\.Property=value"):
        setting(text)


def test_a_name_with_dots_is_understood() -> None:
    one = setting("my.alarm.Threshold=5")
    assert (one.alarm, one.property, one.value) == ("my.alarm", "Threshold", 5)
