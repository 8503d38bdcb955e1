"""What the stacks make of the watches: names, links, order, what is left out."""

import json
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

import pytest

from environments import load_environment
from stacks.catalogue import catalogue

Template = dict[str, Any]
STACKS = ("prod-Monitoring", "prod-Services1")
CLOUDWATCH = ("AWS::CloudWatch::Alarm", "AWS::CloudWatch::CompositeAlarm")


def resources(
    templates: Mapping[str, Template], stacks: tuple[str, ...], *types: str
) -> Iterator[Any]:
    for stack in stacks:
        for resource in templates[stack]["Resources"].values():
            if resource["Type"] in types:
                yield resource


@pytest.fixture
def alarms(templates: Mapping[str, Template]) -> dict[str, dict[str, Any]]:
    return {
        one["Properties"]["AlarmName"].removeprefix("filmops-prod-"): one["Properties"]
        for one in resources(templates, STACKS, *CLOUDWATCH)
    }


@pytest.fixture
def boards(templates: Mapping[str, Template]) -> dict[str, str]:
    return {
        one["Properties"]["DashboardName"]: json.dumps(one["Properties"]["DashboardBody"])
        for one in resources(templates, STACKS, "AWS::CloudWatch::Dashboard")
    }


def read(alarm: dict[str, Any]) -> set[str]:
    return {
        query["MetricStat"]["Metric"]["MetricName"]
        for query in alarm["Metrics"]
        if "MetricStat" in query
    }


def test_no_healthy_host_for_two_minutes_is_a_p1(alarms: dict[str, dict[str, Any]]) -> None:
    alarm = alarms["api-no-healthy-host"]
    assert (alarm["MetricName"], alarm["Statistic"]) == ("HealthyHostCount", "Maximum")
    assert (alarm["ComparisonOperator"], alarm["Threshold"]) == ("LessThanThreshold", 1)
    assert alarm["Period"] * alarm["DatapointsToAlarm"] == 120
    assert alarm["TreatMissingData"] == "breaching"
    assert {"Key": "severity", "Value": "P1"} in alarms["api-down"]["Tags"]


def test_requests_turned_away_before_a_target_was_chosen_count_as_requests(
    alarms: dict[str, dict[str, Any]],
) -> None:
    for name in ("api-all-failing", "api-availability-fast-1h", "api-errors-signal"):
        assert read(alarms[name]) == {
            "RequestCount",
            "HTTPCode_ELB_503_Count",
            "HTTPCode_Target_5XX_Count",
            "HTTPCode_ELB_5XX_Count",
        }


def test_each_service_counts_time_in_the_unit_its_publisher_uses(
    alarms: dict[str, dict[str, Any]],
) -> None:
    for name, metric, statistic in (
        ("api-latency-fast-1h", "TargetResponseTime", "PR(:0.2)"),
        ("film-generation-latency-fast-1h", "GenerationDuration", "PR(:300)"),
        ("dashboard-latency-fast-1h", "OriginLatency", "PR(:1000)"),
    ):
        stats = [
            query["MetricStat"]["Stat"]
            for query in alarms[name]["Metrics"]
            if "MetricStat" in query
        ]
        assert read(alarms[name]) == {metric}
        assert statistic in stats


def test_each_queue_alarms_at_the_promised_depth(alarms: dict[str, dict[str, Any]]) -> None:
    for kind in load_environment("prod").platform.queues:
        alarm = alarms[f"{kind}-queue-depth-signal"]
        assert alarm["Threshold"] == 100
        assert alarm["Period"] * alarm["DatapointsToAlarm"] == 600
        assert f"{kind}-queue-depth-signal" in alarms["film-generation-queue-depth"]["AlarmRule"]


def test_a_certificate_is_told_of_in_days(alarms: dict[str, dict[str, Any]]) -> None:
    alarm = alarms["api-certificate-expiry"]
    assert (alarm["MetricName"], alarm["Threshold"], alarm["Period"]) == ("DaysToExpiry", 30, 86400)


def test_every_objective_is_a_native_slo_with_its_goal_and_the_windows_left_out(
    templates: Mapping[str, Template],
) -> None:
    slos = {
        one["Properties"]["Description"].split(":")[0]: one["Properties"]
        for one in resources(templates, STACKS, "AWS::ApplicationSignals::ServiceLevelObjective")
    }
    goals = {promise: slo["Goal"]["AttainmentGoal"] for promise, slo in slos.items()}
    assert goals == {
        "slos.api.availability": 99.9,
        "slos.api.error_rate": 99,
        "slos.api.latency": 95,
        "slos.film_generation.availability": 99.5,
        "slos.film_generation.error_rate": 95,
        "slos.film_generation.latency": 95,
        "slos.dashboard.availability": 99.9,
        "slos.dashboard.error_rate": 99,
        "slos.dashboard.latency": 95,
        "slos.s3_storage.availability": 99.99,
        "slos.s3_storage.error_rate": 99.9,
    }
    for slo in slos.values():
        excluded = [one["RecurrenceRule"]["Expression"] for one in slo["ExclusionWindows"]]
        assert excluded == ["cron(0 2 ? * SUN#2 *)", "cron(0 2 ? * SUN#4 *)"]
        looked = [one["LookBackWindowMinutes"] for one in slo["BurnRateConfigurations"]]
        assert looked == [5, 30, 60, 360, 4320]


def test_what_an_environment_does_not_have_is_left_out(templates: Mapping[str, Template]) -> None:
    stacks = tuple(name for name in templates if name.startswith(("dev-Mon", "dev-Ser")))
    named = {
        one["Properties"]["AlarmName"].removeprefix("filmops-dev-")
        for one in resources(templates, stacks, *CLOUDWATCH)
    }
    assert "film-generation-queue-depth" in named
    assert "database-down" in named
    for absent in ("api-", "dashboard-", "cache-", "workers-"):
        assert not [name for name in named if name.startswith(absent)]


def test_there_is_a_board_for_everything_the_handbook_speaks_of(boards: dict[str, str]) -> None:
    assert {name.removeprefix("filmops-prod-") for name in boards} == {
        "overview",
        "api",
        "film-generation",
        "dashboard",
        "media",
        "infrastructure",
        "database",
        "business",
    }


@pytest.mark.parametrize("environment", ["dev", "prod"])
def test_a_board_is_called_as_its_entry_of_the_catalogue(
    templates: Mapping[str, Template], environment: str
) -> None:
    found = resources(templates, tuple(templates), "AWS::CloudWatch::Dashboard")
    names = {one["Properties"]["DashboardName"] for one in found}
    for entry in catalogue(load_environment(environment)):
        assert f"filmops-{environment}-{entry.name}" in names


def test_the_overview_links_to_every_other_board(boards: dict[str, str]) -> None:
    overview = boards["filmops-prod-overview"]
    others = [*boards, "filmops-prod-recovery", "filmops-prod-paging"]
    for name in set(others) - {"filmops-prod-overview"}:
        assert f"dashboard/{name}" in overview
        back = boards.get(name, "")
        assert not back or "dashboard/filmops-prod-overview" in back


def test_an_alarm_links_to_its_services_board(
    alarms: dict[str, dict[str, Any]], boards: dict[str, str]
) -> None:
    for alarm in alarms.values():
        if "Dashboard:" in alarm["AlarmDescription"]:
            address = alarm["AlarmDescription"].split("Dashboard: ")[1].split()[0]
            assert address.rpartition("/")[2] in boards


@pytest.mark.parametrize("stack", STACKS)
def test_a_composite_comes_after_every_alarm_of_its_stack_that_it_names(
    templates: Mapping[str, Template], stack: str
) -> None:
    by_name = {
        one["Properties"]["AlarmName"]: logical_id
        for logical_id, one in templates[stack]["Resources"].items()
        if one["Type"] in CLOUDWATCH
    }
    composites = list(resources(templates, (stack,), "AWS::CloudWatch::CompositeAlarm"))
    assert composites
    for one in composites:
        properties = one["Properties"]
        named = {name for name in by_name if f'ALARM("{name}")' in properties["AlarmRule"]}
        named |= {properties["ActionsSuppressor"]} if "ActionsSuppressor" in properties else set()
        after = {by_name[name] for name in named if name in by_name}
        assert set(one.get("DependsOn", [])) == after


def test_services_are_deployed_after_what_they_lean_on(synthesized: Path) -> None:
    manifest = json.loads((synthesized / "assembly-prod" / "manifest.json").read_text())
    artifacts = manifest["artifacts"]
    (services,) = (one for one in artifacts if one.startswith("prodServices1") and "." not in one)
    assert any(one.startswith("prodMonitoring") for one in artifacts[services]["dependencies"])


def test_cloudfronts_additional_metrics_are_switched_on(
    templates: Mapping[str, Template],
) -> None:
    (switch,) = resources(templates, STACKS, "AWS::CloudFront::MonitoringSubscription")
    config = switch["Properties"]["MonitoringSubscription"]["RealtimeMetricsSubscriptionConfig"]
    assert config == {"RealtimeMetricsSubscriptionStatus": "Enabled"}
