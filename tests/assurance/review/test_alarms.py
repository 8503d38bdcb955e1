"""Alarms: what of a change is told where no threshold and no window moves."""

from collections.abc import Mapping

import pytest

from assurance.review.pair import Pair
from assurance.review.reviewing import spoken
from tests.assurance.lab import Template
from tests.assurance.review.small import Case, compared_all


def alarm(*dimensions: str, **properties: object) -> Template:
    pairs = [dict(zip(("Name", "Value"), one.split("="), strict=True)) for one in dimensions]
    plain: dict[str, object] = {
        "AlarmName": "busy",
        "Namespace": "AWS/RDS",
        "MetricName": "CPUUtilization",
        "Dimensions": pairs,
        "Statistic": "Average",
        "Period": 60,
        "EvaluationPeriods": 1,
        "Threshold": 85,
        "ComparisonOperator": "GreaterThanThreshold",
    }
    return {"Busy": {"Type": "AWS::CloudWatch::Alarm", "Properties": plain | properties}}


CASES: dict[str, Case] = {
    "another database": (alarm("DB=a", "Role=w"), alarm("DB=b", "Role=w")),
    "one more dimension": (alarm("DB=a"), alarm("DB=a", "Role=w")),
    "no dimension": (alarm("DB=a"), alarm()),
    "a unit": (alarm("DB=a"), alarm("DB=a", Unit="Percent")),
}
TOLD = {
    "another database": "busy: looks at DB=a -> DB=b",
    "one more dimension": "busy: looks at DB=a -> DB=a, Role=w",
    "no dimension": "busy: looks at DB=a -> all of it",
    "a unit": "busy: judged otherwise; the resource below says how",
}


@pytest.fixture(scope="module")
def pairs(tmp_path_factory: pytest.TempPathFactory) -> Mapping[str, Pair]:
    return compared_all(tmp_path_factory.mktemp("alarms"), CASES)


@pytest.mark.parametrize("case", CASES)
def test_what_an_alarm_looks_at_is_told(case: str, pairs: Mapping[str, Pair]) -> None:
    assert [one.text for one in spoken(pairs[case])] == [TOLD[case]]
