"""What the functions of a window may do, and when the window runs, in sentences."""

import json
from collections.abc import Iterator, Mapping
from datetime import timedelta
from typing import Any, cast

import pytest

from environments import load_environment
from filmops.window_workflow import ACTIVITIES

Template = dict[str, Any]
ENVIRONMENTS = pytest.mark.parametrize("environment", ["dev", "staging", "prod"])
DATABASE = "arn:aws:rds:us-east-1:111122223333:db:ai-film-studio-prod"


def listed(value: Any) -> list[Any]:  # noqa: ANN401 (a policy holds one or many)
    return cast(list[Any], value if isinstance(value, list) else [value])


def of_type(template: Template, kind: str) -> dict[str, dict[str, Any]]:
    return {
        name: one["Properties"]
        for name, one in template["Resources"].items()
        if one["Type"] == kind
    }


def allowed(template: Template, action: str) -> Iterator[dict[str, Any]]:
    for policy in of_type(template, "AWS::IAM::Policy").values():
        for one in policy["PolicyDocument"]["Statement"]:
            if one["Effect"] == "Allow" and action in listed(one["Action"]):
                yield one


def window(template: Template) -> dict[str, Any]:
    machines = of_type(template, "AWS::StepFunctions::StateMachine").values()
    (found,) = (one for one in machines if one["StateMachineName"].endswith("-window"))
    return found


@ENVIRONMENTS
def test_a_run_that_starts_late_ends_with_its_window(
    templates: Mapping[str, Template], environment: str
) -> None:
    template = templates[f"{environment}-Maintenance"]
    lasts = json.loads(window(template)["DefinitionString"])["TimeoutSeconds"]
    starts = [
        one["Target"]["RetryPolicy"]["MaximumEventAgeInSeconds"]
        for one in of_type(template, "AWS::Scheduler::Schedule").values()
        if "SUN#" in one["ScheduleExpression"] and "Window" in json.dumps(one["Target"]["Arn"])
    ]
    length = load_environment(environment).handbook.maintenance.length
    assert len(starts) == 2
    assert timedelta(seconds=lasts + max(starts)) == length


def test_every_activity_has_an_alarm_and_all_three_ends_have_one(
    templates: Mapping[str, Template],
) -> None:
    alarms = of_type(templates["prod-Maintenance"], "AWS::CloudWatch::Alarm").values()
    names = {one["AlarmName"].removeprefix("filmops-prod-") for one in alarms}
    assert names >= {f"activity-failed-{one.step}" for one in ACTIVITIES}
    assert names >= {"window-failed", "window-ended-broken", "backup-ahead-failed"}


def test_nothing_is_applied_to_another_database(templates: Mapping[str, Template]) -> None:
    for action in ("rds:ApplyPendingMaintenanceAction", "rds:CreateDBSnapshot"):
        (statement,) = allowed(templates["prod-Maintenance"], action)
        databases = [one for one in listed(statement["Resource"]) if ":db:" in one]
        assert databases == [DATABASE]


def test_what_is_only_reported_needs_no_right_to_change(templates: Mapping[str, Template]) -> None:
    assert load_environment("prod").maintenance.upgrades == "report"
    assert not list(allowed(templates["prod-Maintenance"], "rds:ModifyDBInstance"))
    assert list(allowed(templates["staging-Maintenance"], "rds:ModifyDBInstance"))
    assert not list(allowed(templates["dev-Maintenance"], "ssm:SendCommand"))


def test_only_snapshots_of_this_name_and_tag_are_deleted(templates: Mapping[str, Template]) -> None:
    (statement,) = allowed(templates["prod-Maintenance"], "rds:DeleteDBSnapshot")
    named = "arn:aws:rds:us-east-1:111122223333:snapshot:filmops-prod-maintenance-*"
    assert statement["Resource"] == named
    tag = {"aws:ResourceTag/filmops-maintenance": "filmops-prod-maintenance"}
    assert statement["Condition"] == {"StringEquals": tag}


def test_commands_reach_the_workers_alone(templates: Mapping[str, Template]) -> None:
    document, workers = allowed(templates["prod-Maintenance"], "ssm:SendCommand")
    assert document["Resource"] == "arn:aws:ssm:us-east-1::document/AWS-RunPatchBaseline"
    (fenced,) = workers["Condition"]["StringEquals"]
    assert fenced == "ssm:resourceTag/aws:autoscaling:groupName"


@ENVIRONMENTS
def test_no_function_of_a_window_may_end_a_database(
    templates: Mapping[str, Template], environment: str
) -> None:
    for action in ("rds:DeleteDBInstance", "rds:StopDBInstance", "rds:RebootDBInstance"):
        assert not list(allowed(templates[f"{environment}-Maintenance"], action))


def test_the_scan_opens_on_the_promised_days_and_looks_only(
    templates: Mapping[str, Template],
) -> None:
    template = templates["prod-Maintenance"]
    windows = of_type(template, "AWS::SSM::MaintenanceWindow").values()
    assert {one["Schedule"] for one in windows} == {
        "cron(0 2 ? * SUN#2 *)",
        "cron(0 2 ? * SUN#4 *)",
    }
    assert {(one["Duration"], one["Cutoff"], one["ScheduleTimezone"]) for one in windows} == {
        (4, 1, "UTC")
    }
    for task in of_type(template, "AWS::SSM::MaintenanceWindowTask").values():
        command = task["TaskInvocationParameters"]["MaintenanceWindowRunCommandParameters"]
        assert command["Parameters"] == {"Operation": ["Scan"]}
        assert task["MaxConcurrency"] == "20%"


def test_health_knows_every_objective_and_counts_no_alarm_on_windows(
    templates: Mapping[str, Template],
) -> None:
    functions = of_type(templates["prod-Maintenance"], "AWS::Lambda::Function").values()
    (health,) = (one for one in functions if one["FunctionName"].endswith("-health"))
    told = health["Environment"]["Variables"]
    objectives = {
        one["Name"]
        for stack in ("prod-Monitoring", "prod-Services1")
        for one in of_type(
            templates[stack], "AWS::ApplicationSignals::ServiceLevelObjective"
        ).values()
    }
    assert set(told["OBJECTIVES"].split(",")) == objectives
    alarms = of_type(templates["prod-Maintenance"], "AWS::CloudWatch::Alarm").values()
    assert set(told["OWN_ALARMS"].split(",")) == {one["AlarmName"] for one in alarms}
