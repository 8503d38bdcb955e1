"""The first alarms, their numbers recomputed from the handbook."""

from collections.abc import Mapping
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest

from environments import load_environment

Template = dict[str, Any]
HANDBOOK = load_environment("prod").handbook


@pytest.fixture
def alarms(templates: Mapping[str, Template]) -> dict[str, dict[str, Any]]:
    return {
        resource["Properties"]["AlarmName"].removeprefix("filmops-prod-"): resource["Properties"]
        for resource in templates["prod-Monitoring"]["Resources"].values()
        if resource["Type"] == "AWS::CloudWatch::Alarm"
    }


def test_no_healthy_host_for_two_minutes_is_a_p1(alarms: dict[str, dict[str, Any]]) -> None:
    alarm = alarms["api-no-healthy-host"]
    assert (alarm["MetricName"], alarm["Statistic"]) == ("HealthyHostCount", "Maximum")
    assert (alarm["ComparisonOperator"], alarm["Threshold"]) == ("LessThanThreshold", 1)
    promised = HANDBOOK.thresholds.healthy_hosts.alert.for_
    assert timedelta(seconds=alarm["Period"] * alarm["DatapointsToAlarm"]) == promised
    assert alarm["TreatMissingData"] == "breaching"
    assert {"Key": "severity", "Value": "P1"} in alarm["Tags"]


def test_the_error_share_counts_the_balancers_own_errors_too(
    alarms: dict[str, dict[str, Any]],
) -> None:
    alarm = alarms["api-errors"]
    read = {
        query["MetricStat"]["Metric"]["MetricName"]
        for query in alarm["Metrics"]
        if not query["ReturnData"]
    }
    assert read == {"HTTPCode_Target_5XX_Count", "HTTPCode_ELB_5XX_Count", "RequestCount"}
    assert alarm["Threshold"] == 5  # percent, as the formula gives
    assert next(query for query in alarm["Metrics"] if query["ReturnData"])[
        "Expression"
    ].startswith("100 * ")


def test_each_queue_alarms_at_the_promised_depth(alarms: dict[str, dict[str, Any]]) -> None:
    for kind in load_environment("prod").platform.queues:
        alarm = alarms[f"{kind}-queue-depth"]
        assert alarm["Threshold"] == 100
        assert alarm["Period"] * alarm["DatapointsToAlarm"] == 600


def test_a_certificate_is_told_of_in_days(alarms: dict[str, dict[str, Any]]) -> None:
    alarm = alarms["api-certificate-expiry"]
    assert (alarm["MetricName"], alarm["Threshold"], alarm["Period"]) == ("DaysToExpiry", 30, 86400)


def test_what_an_environment_does_not_have_is_left_out(
    templates: Mapping[str, Template],
) -> None:
    names = [
        resource["Properties"].get("AlarmName")
        for resource in templates["dev-Monitoring"]["Resources"].values()
    ]
    assert "filmops-dev-jobs-queue-depth" in names
    assert "filmops-dev-api-errors" not in names


def test_every_alarm_links_to_a_section_of_the_runbooks(
    templates: Mapping[str, Template],
) -> None:
    runbooks = (Path(__file__).parents[2] / "docs" / "runbooks.md").read_text()
    linked = {
        description.rpartition("#")[2]
        for template in templates.values()
        for resource in template["Resources"].values()
        if (description := resource.get("Properties", {}).get("AlarmDescription"))
    }
    assert linked
    for section in linked:
        assert f"\n## {section}\n" in runbooks
