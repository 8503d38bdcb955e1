"""Rules about events that page without being alarms."""

import json

import pytest

from assurance.verdict import Verdict
from tests.assurance.proof.changes import (
    Change,
    Proven,
    assert_broken,
    both,
    case,
    changed,
    drop,
    gone,
    put,
)
from tests.assurance.proof.parts import arn, envelope, without

LETTERS = ("LostPolicy", "PolicyDocument", "Statement")
TARGET = ("GuardDutyRule", "Targets", 0)
TRANSFORMER = (*TARGET, "InputTransformer")


@pytest.mark.parametrize(
    ("named", "one"),
    [
        case("a rule switched off", "GuardDutyRule", put("DISABLED", "GuardDutyRule", "State")),
        case(
            "another address",
            "v1/enqueue",
            put("https://events.pagerduty.com/v1/enqueue", "p1Door", "InvocationEndpoint"),
        ),
        case("a GET", "POST", put("GET", "p1Door", "HttpMethod")),
        case(
            "a routing key in the open",
            "routing_key",
            put(
                False,
                "p1Connection",
                "AuthParameters",
                "InvocationHttpParameters",
                "BodyParameters",
                0,
                "IsValueSecret",
            ),
        ),
        case("a role that may not call", "p1Caller", put([], "p1Caller", "Policies")),
        case(
            "a role nobody may assume",
            "assume",
            put({"Statement": []}, "p1Caller", "AssumeRolePolicyDocument"),
        ),
    ],
)
def test_an_event_is_posted_to_pagerduty_with_a_secret_routing_key(
    proven: Proven, named: str, one: Change
) -> None:
    assert_broken(proven(changed(one)), "paging.events.request", named)


@pytest.mark.parametrize(
    ("named", "one"),
    [
        case("no dedup key", "dedup_key", put(without("dedup_key"), *TRANSFORMER, "InputTemplate")),
        case(
            "a dedup key of the time",
            "$.time",
            put({"id": "$.time", "title": "$.detail.title"}, *TRANSFORMER, "InputPathsMap"),
        ),
        case(
            "no severity in the body",
            "payload.severity",
            put(without("severity", "payload"), *TRANSFORMER, "InputTemplate"),
        ),
        case(
            "no summary in the body",
            "summary",
            put(without("summary", "payload"), *TRANSFORMER, "InputTemplate"),
        ),
        case("a body that is no JSON", "JSON", put("<title>", *TRANSFORMER, "InputTemplate")),
    ],
)
def test_an_event_opens_one_incident_that_says_how_bad_it_is(
    proven: Proven, named: str, one: Change
) -> None:
    assert_broken(proven(changed(one)), "paging.events.body", named)


def led(to: str) -> Change:
    """An event's page with another runbook."""
    links = [
        {"href": f"https://a/docs/{to}", "text": "Runbook"},
        {"href": "https://a", "text": "Dashboard"},
    ]
    said = json.dumps({**envelope("P1"), "links": links})
    return put(said, *TRANSFORMER, "InputTemplate")


@pytest.mark.parametrize(
    ("named", "one"),
    [
        case("no links", "runbook", put(without("links"), *TRANSFORMER, "InputTemplate")),
        case("no dashboard", "dashboard", put(without(1, "links"), *TRANSFORMER, "InputTemplate")),
        case(
            "no response time",
            "15 min",
            put(without("custom_details", "payload"), *TRANSFORMER, "InputTemplate"),
        ),
        case(
            "the response time of another severity",
            "15 min",
            put(json.dumps(envelope("P2")), *TRANSFORMER, "InputTemplate"),
        ),
    ],
)
def test_every_event_says_how_urgent_it_is_and_where_to_look(
    proven: Proven, named: str, one: Change
) -> None:
    assert_broken(proven(changed(one)), "paging.descriptions", named)


def test_a_runbook_of_an_event_that_is_written_is_found(proven: Proven) -> None:
    proof = proven(changed(led("runbooks.md#security-finding")))["paging.runbooks"]
    assert proof.verdict is Verdict.KEPT


@pytest.mark.parametrize(
    ("named", "one"),
    [
        case("another section", "GuardDutyRule: docs/runbooks.md has no", led("runbooks.md#guard")),
        case("no section", "names no section", led("runbooks.md")),
    ],
)
def test_a_runbook_of_an_event_that_is_not_written_is_named(
    proven: Proven, named: str, one: Change
) -> None:
    assert_broken(proven(changed(one)), "paging.runbooks", named)


@pytest.mark.parametrize(
    ("named", "one"),
    [
        case("no retries of an event", "GuardDutyRule", drop(*TARGET, "RetryPolicy")),
        case("no dead letters of an event", "GuardDutyRule", drop(*TARGET, "DeadLetterConfig")),
        case("a queue closed to events", "events.amazonaws.com", drop(*LETTERS, 1)),
    ],
)
def test_an_event_that_cannot_be_delivered_is_kept(proven: Proven, named: str, one: Change) -> None:
    assert_broken(proven(changed(one)), "paging.events.dead_letters", named)


@pytest.mark.parametrize(
    ("named", "one"),
    [
        case(
            "only the worst findings",
            "GuardDuty",
            put([{"numeric": [">=", 9]}], "GuardDutyRule", "EventPattern", "detail", "severity"),
        ),
        case(
            "findings at P2",
            "lab/p2",
            both(put(arn("p2Door"), *TARGET, "Arn"), put(arn("p2Caller"), *TARGET, "RoleArn")),
        ),
    ],
)
def test_every_high_guardduty_finding_pages_as_a_security_breach(
    proven: Proven, named: str, one: Change
) -> None:
    assert_broken(proven(changed(one)), "paging.events.guardduty", named)


@pytest.mark.parametrize(
    ("named", "one"),
    [
        case("half of Security Hub", "some forms", gone("SecurityHubV2Rule")),
    ],
)
def test_every_critical_security_hub_finding_pages(proven: Proven, named: str, one: Change) -> None:
    assert_broken(proven(changed(one)), "paging.events.security_hub", named)


@pytest.mark.parametrize(
    ("named", "one"),
    [
        case("no root sign-in", "root", gone("RootSignInRule")),
    ],
)
def test_a_sign_in_of_the_root_user_pages(proven: Proven, named: str, one: Change) -> None:
    assert_broken(proven(changed(one)), "paging.events.root_sign_in", named)


@pytest.mark.parametrize(
    ("named", "one"),
    [
        case(
            "only disabled keys",
            "KMS",
            put(["DisableKey"], "KeyLostRule", "EventPattern", "detail", "eventName"),
        ),
    ],
)
def test_a_key_that_is_lost_pages_as_data_loss(proven: Proven, named: str, one: Change) -> None:
    assert_broken(proven(changed(one)), "paging.events.key_lost", named)


@pytest.mark.parametrize(
    ("named", "one"),
    [
        case("no database failure", "database", gone("DatabaseRule")),
    ],
)
def test_a_failing_database_pages_as_data_loss(proven: Proven, named: str, one: Change) -> None:
    assert_broken(proven(changed(one)), "paging.events.database_failure", named)


@pytest.mark.parametrize(
    ("named", "one"),
    [
        case("no backup failure", "backup", gone("BackupRule")),
    ],
)
def test_a_failing_backup_pages(proven: Proven, named: str, one: Change) -> None:
    assert_broken(proven(changed(one)), "paging.events.backup_failure", named)


@pytest.mark.parametrize(
    ("named", "one"),
    [
        case("no AWS Health", "AWS", gone("HealthRule")),
    ],
)
def test_an_issue_of_aws_pages(proven: Proven, named: str, one: Change) -> None:
    assert_broken(proven(changed(one)), "paging.events.aws_health", named)
