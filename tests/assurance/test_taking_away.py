"""The real templates of production with one thing taken away: each time the promise that breaks."""

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from assurance.proof import prove
from assurance.verdict import Proof, Verdict

Template = dict[str, Any]
Resource = dict[str, Any]
Change = Callable[[Template], str]
"""Changes a template in one place and gives what the verdict must name."""


def first(template: Template, kind: str, **having: object) -> tuple[str, Resource]:
    for logical_id, resource in template["Resources"].items():
        properties = resource["Properties"]
        if resource["Type"] == kind and all(properties.get(k) == v for k, v in having.items()):
            return logical_id, resource
    raise LookupError(f"no {kind} having {having}")


def speaking(template: Template, kind: str) -> tuple[str, Resource]:
    """An alarm that tells somebody itself; most are parts of a composite."""
    return next(
        (logical_id, resource)
        for logical_id, resource in template["Resources"].items()
        if resource["Type"] == kind and "OKActions" in resource["Properties"]
    )


def without_grant(service: str, shuts_out: str) -> Change:
    def change(template: Template) -> str:
        _, key = first(template, "AWS::KMS::Key")
        policy = key["Properties"]["KeyPolicy"]
        policy["Statement"] = [
            statement
            for statement in policy["Statement"]
            if statement["Principal"].get("Service") != service
        ]
        return shuts_out

    return change


def without_subscription(protocol: str) -> Change:
    def change(template: Template) -> str:
        logical_id, subscription = first(template, SUBSCRIPTION, Protocol=protocol)
        del template["Resources"][logical_id]
        topic = template["Resources"][subscription["Properties"]["TopicArn"]["Ref"]]
        return str(topic["Properties"]["TopicName"])

    return change


def without(kind: str, name: str) -> Change:
    def change(template: Template) -> str:
        find = speaking if name == "OKActions" else first
        logical_id, resource = find(template, kind)
        del resource["Properties"][name]
        return logical_id

    return change


def disabled(template: Template) -> str:
    logical_id, resource = speaking(template, ALARM)
    resource["Properties"]["ActionsEnabled"] = False
    return logical_id


def changed(kind: str, name: str, value: object, **having: object) -> Change:
    def change(template: Template) -> str:
        logical_id, resource = first(template, kind, **having)
        resource["Properties"][name] = value
        return logical_id

    return change


def without_statement(kind: str, sid: str, names: str = "") -> Change:
    def change(template: Template) -> str:
        for logical_id, resource in template["Resources"].items():
            if resource["Type"] == kind:
                document = resource["Properties"]["PolicyDocument"]
                kept = [one for one in document["Statement"] if one.get("Sid") != sid]
                if len(kept) < len(document["Statement"]):
                    document["Statement"] = kept
                    return names or logical_id
        raise LookupError(sid)

    return change


def pasted_key(template: Template) -> str:
    _, subscription = first(template, SUBSCRIPTION, Protocol="https")
    subscription["Properties"]["Endpoint"] = LITERAL
    return "looks like a PagerDuty key"


def replication(spoil: Callable[[list[Any]], object], names: str) -> Change:
    def change(template: Template) -> str:
        for bucket in template["Resources"].values():
            rules = bucket["Properties"].get("ReplicationConfiguration", {}).get("Rules")
            if rules:
                spoil(rules)
                return names
        raise LookupError("a replication rule")

    return change


def unprotected(template: Template) -> str:
    for logical_id, resource in template["Resources"].items():
        if resource["Type"] == "AWS::SSM::Document":
            for step in resource["Properties"]["Content"]["mainSteps"]:
                if step["inputs"].pop("DeletionProtection", None):
                    return logical_id
    raise LookupError("a step that protects")


DATABASE = "AWS::RDS::DBInstance"
ALARM, TOPIC = "AWS::CloudWatch::Alarm", "AWS::SNS::Topic"
COMPOSITE, SUBSCRIPTION = "AWS::CloudWatch::CompositeAlarm", "AWS::SNS::Subscription"
ELSEWHERE = ["arn:aws:sns:eu-west-1:111122223333:filmops-prod-p1"]
GENERIC_KEY = "0123456789abcdef0123456789abcdef"
LITERAL = f"https://events.pagerduty.com/integration/{GENERIC_KEY}/enqueue"
HURRIED = {"healthyRetryPolicy": {"numRetries": 3, "minDelayTarget": 1, "maxDelayTarget": 1}}

CASES: dict[str, tuple[str, Change, str]] = {
    "the key's grant to CloudWatch": (
        "Paging",
        without_grant("cloudwatch.amazonaws.com", "PathKey"),
        "paging.topic_keys",
    ),
    "the key's grant to SNS": (
        "Paging",
        without_grant("sns.amazonaws.com", "PathLostPages"),
        "paging.dead_letters",
    ),
    "the key's grant to EventBridge": (
        "RecoveryPaging",
        without_grant("events.amazonaws.com", "PathLostPages"),
        "paging.events.dead_letters",
    ),
    "the subscription of PagerDuty": (
        "Paging",
        without_subscription("https"),
        "severities.P1.channels",
    ),
    "one of two subscriptions by SMS": (
        "RecoveryPaging",
        without_subscription("sms"),
        "paging.regions_alike",
    ),
    "an OK action": ("Monitoring", without(ALARM, "OKActions"), "paging.actions"),
    "the composite's OK action": ("Paging", without(COMPOSITE, "OKActions"), "paging.actions"),
    "the right Region of an action": (
        "Monitoring",
        changed(ALARM, "AlarmActions", ELSEWHERE),
        "paging.regions",
    ),
    "the enabling of an alarm's actions": (
        "Monitoring",
        disabled,
        "paging.actions",
    ),
    "the topic policy's admission of alarms": (
        "Paging",
        without_statement("AWS::SNS::TopicPolicy", "AlarmsPublish"),
        "paging.topic_policies",
    ),
    "the topic policy's refusal without TLS": (
        "Paging",
        without_statement("AWS::SNS::TopicPolicy", "AllowPublishThroughSSLOnly"),
        "paging.topic_policies",
    ),
    "the customer key of a topic": (
        "Paging",
        changed(TOPIC, "KmsMasterKeyId", "alias/aws/sns"),
        "paging.topic_keys",
    ),
    "the secret behind a PagerDuty key": (
        "Paging",
        pasted_key,
        "paging.no_key_literals",
    ),
    "the patience of a delivery": (
        "Paging",
        changed(SUBSCRIPTION, "DeliveryPolicy", HURRIED, Protocol="https"),
        "paging.delivery",
    ),
    "the dead-letter queue of a delivery": (
        "Paging",
        changed(SUBSCRIPTION, "RedrivePolicy", {}, Protocol="https"),
        "paging.dead_letters",
    ),
    "the envelope PagerDuty needs": (
        "Paging",
        changed(SUBSCRIPTION, "RawMessageDelivery", True, Protocol="https"),
        "paging.integration",
    ),
    "the runbook of an alarm": (
        "Monitoring",
        changed(ALARM, "AlarmDescription", "The API has no healthy host"),
        "paging.descriptions",
    ),
    "four weeks of backups": (
        "Data",
        changed(DATABASE, "BackupRetentionPeriod", 7),
        "recovery.backups.database.retention",
    ),
    "the backups' way out of the Region": (
        "Data",
        without(DATABASE, "AutomaticBackupReplicationRegion"),
        "recovery.database.other_region",
    ),
    "the name of the database": (
        "Data",
        changed(DATABASE, "DBInstanceIdentifier", "film-studio"),
        "recovery.database.not_replaced",
    ),
    "the replication of the media": (
        "Data",
        replication(lambda rules: rules.clear(), "no bucket that is replicated"),
        "recovery.backups.media.method",
    ),
    "the agreement on 15 minutes": (
        "Data",
        replication(
            lambda rules: rules[0]["Destination"].pop("ReplicationTime"), "ReplicationTime"
        ),
        "recovery.backups.media.cadence",
    ),
    "the word on media that is not copied": (
        "Data",
        without_statement("AWS::SQS::QueuePolicy", "ReplicationTells", "policy of queue Uncopied"),
        "recovery.media.failures",
    ),
    "the lock of the far vault": (
        "Recovery",
        without("AWS::Backup::BackupVault", "LockConfiguration"),
        "recovery.third_copy.locked",
    ),
    "the measuring of the far copy": (
        "Recovery",
        changed(
            "AWS::Scheduler::Schedule",
            "ScheduleExpression",
            "rate(1 hour)",
            ScheduleExpression="rate(5 minutes)",
        ),
        "recovery.point.measured_every",
    ),
    "the alarm on an old copy": (
        "Recovery",
        changed(ALARM, "Threshold", 3600, MetricName="RecoveryPointAge"),
        "recovery.point.alert",
    ),
    "the word on a backup that was left out": (
        "Data",
        changed(ALARM, "TreatMissingData", "notBreaching", MetricName="BackupAge"),
        "thresholds.backup_age.alert",
    ),
    "the rule's id in an alarm on its copies": (
        "Data",
        changed(ALARM, "Dimensions", [], MetricName="ReplicationLatency"),
        "recovery.media_copy.late",
    ),
    "the protection of what a runbook restores": (
        "Recovery",
        unprotected,
        "recovery.runbooks.protected",
    ),
    "the rotation of a key": (
        "Recovery",
        without("AWS::KMS::Key", "EnableKeyRotation"),
        "security.key_rotation",
    ),
    "the denial of production to the drill": (
        "Data",
        without_statement("AWS::IAM::Policy", "NeverProduction", "is not denied"),
        "recovery.drill.rights",
    ),
    "the alarm on a drill that is missing": (
        "Data",
        changed(ALARM, "TreatMissingData", "notBreaching", MetricName="DaysSinceDrill"),
        "recovery.drill.missed",
    ),
    "the hours within which a restore test starts": (
        "Recovery",
        without("AWS::Backup::RestoreTestingPlan", "StartWindowHours"),
        "recovery.restore_tests.run",
    ),
    "the composite's knowledge of its parts": (
        "Paging",
        changed(COMPOSITE, "AlarmRule", 'ALARM("nobody-made-this")'),
        "paging.composites",
    ),
}


def broken(assembly: Path) -> dict[str, Proof]:
    (report,) = prove(assembly, "prod").environments
    return {proof.id: proof for proof in report.promises if proof.verdict is Verdict.BROKEN}


def test_nothing_taken_away_breaks_nothing(assembly: Path) -> None:
    assert not broken(assembly)


@pytest.mark.parametrize("what", CASES)
def test_what_is_taken_away_is_named(assembly: Path, what: str) -> None:
    stack, change, promise = CASES[what]
    (file,) = (assembly / "assembly-prod").glob(f"prod{stack}????????.template.json")
    whole = file.read_text()
    template = json.loads(whole)
    names = change(template)
    try:
        file.write_text(json.dumps(template))
        found = broken(assembly)
    finally:
        file.write_text(whole)
    assert promise in found
    named = found[promise]
    places = " ".join(evidence.logical_id for evidence in named.evidence)
    assert names in f"{places} {named.because}"
    assert named.fix
