"""The real monitoring of production with one thing wrong: each time the promise that breaks."""

import json
from collections.abc import Callable, Generator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import pytest

from assurance.assembly import read_assembly
from assurance.proof.monitoring.proof import prove_monitoring
from assurance.proof.paging.walk import Walk
from assurance.verdict import Proof, Verdict
from environments import load_environment

Template = dict[str, Any]
Properties = dict[str, Any]
Change = Callable[[Template], str]
"""Changes a template in one place and gives what the verdict must name."""
MORE = "AWS::CloudFront::MonitoringSubscription"


def found(template: Template, name: str) -> tuple[str, Properties]:
    """The alarm, objective or board of that name."""
    for logical_id, resource in template["Resources"].items():
        properties = resource.get("Properties", {})
        if f"filmops-prod-{name}" in (properties.get("AlarmName"), properties.get("Name")):
            return logical_id, properties
    raise LookupError(name)


def put(name: str, key: str, value: object) -> Change:
    def change(template: Template) -> str:
        logical_id, properties = found(template, name)
        assert key in properties
        properties[key] = value
        return logical_id

    return change


def lasting(name: str, count: int) -> Change:
    def change(template: Template) -> str:
        put(name, "EvaluationPeriods", count)(template)
        return put(name, "DatapointsToAlarm", count)(template)

    return change


def query(name: str, edit: Callable[[Properties], None]) -> Change:
    """An edit of every query of a formula that reads a metric."""

    def change(template: Template) -> str:
        logical_id, properties = found(template, name)
        for one in properties["Metrics"]:
            if "MetricStat" in one:
                edit(one["MetricStat"])
        return logical_id

    return change


def formula(name: str, text: str) -> Change:
    def change(template: Template) -> str:
        logical_id, properties = found(template, name)
        [one] = [one for one in properties["Metrics"] if "Expression" in one]
        one["Expression"] = text
        return logical_id

    return change


def in_milliseconds(stat: Properties) -> None:
    stat["Stat"] = stat["Stat"].replace("0.2", "200")


def another_filter(stat: Properties) -> None:
    stat["Metric"]["Dimensions"][1]["Value"] = "EntireBuckt"


def an_hour(stat: Properties) -> None:
    stat["Period"] = 3600


def by_name_alone(template: Template) -> str:
    logical_id, properties = found(template, "api-cpu-signal")
    properties["Dimensions"] = [properties["Dimensions"][1]]
    return logical_id


def unsuppressed(template: Template) -> str:
    logical_id, properties = found(template, "api-availability-medium")
    for key in [one for one in properties if one.startswith("ActionsSuppressor")]:
        del properties[key]
    return logical_id


def without(name: str, named: str) -> Change:
    def change(template: Template) -> str:
        logical_id, _ = found(template, name)
        del template["Resources"][logical_id]
        return named

    return change


def without_kind(kind: str, named: str) -> Change:
    def change(template: Template) -> str:
        [gone] = [key for key, one in template["Resources"].items() if one["Type"] == kind]
        del template["Resources"][gone]
        return named

    return change


def empty_board(name: str, named: str) -> Change:
    def change(template: Template) -> str:
        for resource in template["Resources"].values():
            if resource["Properties"].get("DashboardName") == f"filmops-prod-{name}":
                resource["Properties"]["DashboardBody"] = json.dumps({"widgets": []})
                return named
        raise LookupError(name)

    return change


def another_goal(template: Template) -> str:
    logical_id, properties = found(template, "dashboard-availability")
    assert properties["Goal"]["AttainmentGoal"] == 99.9
    properties["Goal"]["AttainmentGoal"] = 99
    return logical_id


API, FAST = "Monitoring", "api-availability-fast"
CASES: dict[str, tuple[str, Change, str]] = {
    "a threshold ten times too high": (
        API,
        put(f"{FAST}-1h", "Threshold", 14.4),
        "slos.api.availability",
    ),
    "the same threshold": (API, put(f"{FAST}-1h", "Threshold", 14.4), "alerting.burn_rates.fast"),
    "milliseconds for seconds": (
        API,
        query("api-latency-slow-3d", in_milliseconds),
        "slos.api.latency",
    ),
    "500 for half a second": (
        API,
        put("api-slow-signal", "Threshold", 500),
        "thresholds.api_response_time.alert",
    ),
    "half of the dimensions": (API, by_name_alone, "monitoring.dimensions"),
    "an hour for five minutes": (API, query("api-errors-signal", an_hour), "alerting.high_errors"),
    "the suppressor of a tier": (API, unsuppressed, "alerting.burn_rates.medium"),
    "an alarm on silence": (
        API,
        without("api-silent-signal", "no alarm looks at the silence of api"),
        "alerting.silence.api",
    ),
    "a filter's name": (
        "Services1",
        query("media-availability-fast-1h", another_filter),
        "monitoring.filters",
    ),
    "a native goal": ("Services1", another_goal, "slos.dashboard.availability"),
    "a P1 of ten datapoints": (
        API,
        lasting("api-no-healthy-host", 10),
        "alerting.outage_seen_within",
    ),
    "the guard of a percentile": (
        API,
        formula("api-slow-signal", "slowest + 0 * events"),
        "monitoring.percentiles",
    ),
    "the meaning of silence": (
        API,
        put("workers-cpu", "TreatMissingData", "notBreaching"),
        "monitoring.missing_data",
    ),
    "the price of a metric": (
        "Services1",
        without_kind(MORE, "is not switched on"),
        "monitoring.additional_metrics",
    ),
    "a board's charts": (
        "Services1",
        empty_board("media", "no board shows BytesDownloaded of s3_storage"),
        "metrics.system.network",
    ),
}


@contextmanager
def changed(assembly: Path, stack: str, change: Change) -> Generator[str, None, None]:
    """The assembly with the change, and what the verdict must name; as it was afterwards."""
    [file] = (assembly / "assembly-prod").glob(f"prod{stack}????????.template.json")
    whole = file.read_text()
    template = json.loads(whole)
    named = change(template)
    try:
        file.write_text(json.dumps(template))
        yield named
    finally:
        file.write_text(whole)


def broken(assembly: Path) -> dict[str, Proof]:
    [stage] = [one for one in read_assembly(assembly).stages if one.name == "prod"]
    production = load_environment("prod")
    proofs = prove_monitoring(Walk(stage, production.handbook), production)
    return {proof.id: proof for proof in proofs if proof.verdict is Verdict.BROKEN}


@pytest.mark.parametrize("what", CASES)
def test_what_is_wrong_is_named(assembly: Path, what: str) -> None:
    stack, change, promise = CASES[what]
    with changed(assembly, stack, change) as named:
        proofs = broken(assembly)
    assert promise in proofs
    places = " ".join(evidence.logical_id for evidence in proofs[promise].evidence)
    assert named in f"{places} {proofs[promise].because}"
    assert proofs[promise].fix


def test_nothing_changed_breaks_nothing(assembly: Path) -> None:
    assert not broken(assembly)
