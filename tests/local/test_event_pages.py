"""The rules of production's paging stack, deployed here: what their pages say when they arrive."""

import json
from collections.abc import Iterator, Mapping
from copy import deepcopy
from datetime import UTC, datetime
from typing import Any

import pytest

from assurance.proof.paging.sections import leads_nowhere
from local.cloud import EmbeddedAws
from local.pagerduty.account import Account
from local.pagerduty.events import Triggered
from local.pagerduty.events_v2 import receive
from tests.conftest import Template
from tests.local.helpers import REGION, Receiver, Stacks, eventually

DOORS, ADDRESS = Account.with_new_keys(), "/v2/enqueue"
CALL = "AWS API Call via CloudTrail"
BREAK_GLASS = "arn:aws:iam::111122223333:role/filmops-prod-break-glass"
EVENTS: Mapping[str, tuple[str, str, dict[str, Any]]] = {
    "GuardDuty": ("guardduty", "GuardDuty Finding", {"id": "g1", "severity": 8, "title": "leaked"}),
    "RootSignIn": (
        "signin",
        "AWS Console Sign In via CloudTrail",
        {"userIdentity": {"type": "Root"}, "sourceIPAddress": "203.0.113.7"},
    ),
    "KeyLost": (
        "kms",
        CALL,
        {"eventName": "DisableKey", "requestParameters": {"keyId": "1234abcd"}},
    ),
    "DatabaseFailure": (
        "rds",
        "RDS DB Instance Event",
        {
            "EventCategories": ["failure"],
            "EventID": "RDS-EVENT-0031",
            "Message": "The DB instance has failed",
            "SourceArn": "arn:aws:rds:us-east-1:111122223333:db:films",
        },
    ),
    "BackupFailure": (
        "backup",
        "Backup Job State Change",
        {"state": "FAILED", "backupJobId": "b1"},
    ),
    "BackupCopyFailure": (
        "backup",
        "Copy Job State Change",
        {"state": "FAILED", "copyJobId": "c1"},
    ),
    "AwsHealth": (
        "health",
        "AWS Health Event",
        {"eventTypeCategory": "issue", "eventTypeCode": "AWS_RDS_ISSUE", "eventArn": "arn:h1"},
    ),
    "BreakGlassUsed": (
        "sts",
        CALL,
        {
            "eventName": "AssumeRole",
            "requestParameters": {"roleArn": BREAK_GLASS},
            "userIdentity": {"arn": "arn:aws:iam::111122223333:user/her"},
        },
    ),
}
"""For each rule an event as AWS sends it, but for what no rule reads. Security Hub's are left out:
the emulator reads no `[0]` in a path."""


def rules_of(template: Template) -> Template:
    """The rules that page and all they need, but for the queue and its key."""
    found: Template = {}
    for name, resource in deepcopy(template["Resources"]).items():
        if not name.startswith("Events"):
            continue
        found[name] = resource
        if resource["Type"] == "AWS::Events::Rule":
            # the emulator takes the longer word for off
            resource["Properties"]["State"] = "ENABLED"
            del resource["Properties"]["Targets"][0]["DeadLetterConfig"]
    return found


@pytest.fixture(scope="module")
def pages(
    aws: EmbeddedAws,
    stacks: Stacks,
    receiver: Receiver,
    templates: Mapping[str, Template],
) -> Iterator[Mapping[str, Triggered]]:
    """What PagerDuty makes of each event, by the name of its rule."""
    secrets = aws.client("secretsmanager", REGION)
    for service in DOORS.services:
        name = f"filmops/prod/pagerduty/{service.level.lower()}"
        keys = {"integration_key": service.integration_key, "routing_key": service.routing_key}
        secrets.create_secret(Name=name, SecretString=json.dumps(keys))
    stack = stacks.create(rules_of(templates["prod-Paging"]))
    before = len(receiver.got(ADDRESS))
    for source, kind, detail in EVENTS.values():
        aws.service_event(REGION, f"aws.{source}", kind, detail)
    eventually(lambda: len(receiver.got(ADDRESS)) == before + len(EVENTS))
    found: dict[str, Triggered] = {}
    for request in receiver.got(ADDRESS)[before:]:
        answer, event = receive(DOORS, request.body.encode(), datetime.now(UTC), drawn_key="drawn")
        assert isinstance(event, Triggered), answer.body
        found[event.dedup_key.partition("-")[0]] = event
    yield found
    stacks.delete(stack)
    for service in DOORS.services:
        name = f"filmops/prod/pagerduty/{service.level.lower()}"
        secrets.delete_secret(SecretId=name, ForceDeleteWithoutRecovery=True)


def test_every_event_becomes_an_incident(pages: Mapping[str, Triggered]) -> None:
    assert set(pages) == set(EVENTS)


@pytest.mark.parametrize("rule", EVENTS)
def test_its_page_leads_to_a_runbook_that_is_written_and_to_a_board(
    pages: Mapping[str, Triggered], rule: str
) -> None:
    links = {link.text: link.href for link in pages[rule].links}
    assert leads_nowhere(links["Runbook"]) == ""
    assert "/docs/runbooks.md#" in links["Runbook"]
    assert "#dashboards/dashboard/filmops-prod-" in links["Dashboard"]


def test_it_pages_the_service_of_its_severity(pages: Mapping[str, Triggered]) -> None:
    levels = {rule: page.integration.service.level for rule, page in pages.items()}
    assert {rule for rule, level in levels.items() if level == "P2"} == {
        "BackupFailure",
        "BackupCopyFailure",
        "AwsHealth",
    }
    assert levels["GuardDuty"] == "P1"
