"""How resources are named: what Ref and GetAtt return when the physical name is known.

The forms are those of the Service Authorization Reference (ARN formats per service).
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from assurance.assembly.values import Json, is_literal, text

_DEFAULTS = {"Path": "/", "GroupName": "default", "EventBusName": "default"}


@dataclass(frozen=True, slots=True)
class Place:
    """Where a stack lands, and how tokens name it."""

    label: str
    """Unique in its environment: the stack name, or the artifact id when two stacks share it."""
    stack: str
    account: str
    region: str
    partition: str
    suffix: str

    def token(self, logical_id: str, attribute: str | None = None) -> str:
        """The visible text of a reference to one of this stack's resources."""
        tail = f".{attribute}" if attribute else ""
        return f"${{{self.label}.{logical_id}{tail}}}"


@dataclass(frozen=True, slots=True)
class Identity:
    """The naming of one resource type."""

    name: str
    """The property that sets the physical name; "" when the service makes it up."""
    arn: str
    """With {partition}, {region}, {account}, {name}, and properties such as {Path}."""
    ref: str = "name"
    """What Ref returns: name, arn or url."""
    arn_attribute: str = "Arn"
    name_attribute: str = ""


_ARN = "arn:{partition}:%s:{region}:{account}:"
IDENTITIES: Mapping[str, Identity] = {
    "AWS::SNS::Topic": Identity(
        "TopicName", _ARN % "sns" + "{name}", "arn", "TopicArn", "TopicName"
    ),
    "AWS::SQS::Queue": Identity(
        "QueueName", _ARN % "sqs" + "{name}", "url", name_attribute="QueueName"
    ),
    "AWS::CloudWatch::Alarm": Identity("AlarmName", _ARN % "cloudwatch" + "alarm:{name}"),
    "AWS::CloudWatch::CompositeAlarm": Identity("AlarmName", _ARN % "cloudwatch" + "alarm:{name}"),
    "AWS::Events::Rule": Identity("Name", _ARN % "events" + "rule/{name}"),
    "AWS::Events::EventBus": Identity(
        "Name", _ARN % "events" + "event-bus/{name}", name_attribute="Name"
    ),
    "AWS::Scheduler::Schedule": Identity(
        "Name", _ARN % "scheduler" + "schedule/{GroupName}/{name}"
    ),
    "AWS::KMS::Key": Identity("", _ARN % "kms" + "key/{name}"),
    "AWS::KMS::Alias": Identity("AliasName", _ARN % "kms" + "{name}", arn_attribute=""),
    "AWS::Lambda::Function": Identity("FunctionName", _ARN % "lambda" + "function:{name}"),
    "AWS::IAM::Role": Identity("RoleName", "arn:{partition}:iam::{account}:role{Path}{name}"),
    "AWS::S3::Bucket": Identity("BucketName", "arn:{partition}:s3:::{name}"),
    "AWS::DynamoDB::Table": Identity("TableName", _ARN % "dynamodb" + "table/{name}"),
    "AWS::StepFunctions::StateMachine": Identity(
        "StateMachineName", _ARN % "states" + "stateMachine:{name}", "arn", name_attribute="Name"
    ),
    "AWS::RDS::DBInstance": Identity(
        "DBInstanceIdentifier", _ARN % "rds" + "db:{name}", arn_attribute="DBInstanceArn"
    ),
    "AWS::Backup::BackupVault": Identity(
        "BackupVaultName",
        _ARN % "backup" + "backup-vault:{name}",
        arn_attribute="BackupVaultArn",
        name_attribute="BackupVaultName",
    ),
    "AWS::Logs::LogGroup": Identity("LogGroupName", _ARN % "logs" + "log-group:{name}:*"),
    "AWS::SSM::Parameter": Identity("Name", _ARN % "ssm" + "parameter{name}", arn_attribute=""),
    "AWS::SecretsManager::Secret": Identity(
        "", _ARN % "secretsmanager" + "secret:{name}", "arn", arn_attribute="Id"
    ),
}
_UNNAMED = Identity("", "")


def naming_properties(kind: str) -> tuple[str, ...]:
    """The properties that decide what a resource of the type is called."""
    return (IDENTITIES.get(kind, _UNNAMED).name, *_DEFAULTS)


def reference(
    kind: str, logical_id: str, properties: Mapping[str, Json], place: Place, attribute: str | None
) -> str:
    """What Ref (no attribute) or GetAtt returns: the value where known, else the token."""
    identity = IDENTITIES.get(kind, _UNNAMED)
    wanted = _wanted(identity, attribute)
    canonical = None if wanted == identity.ref else attribute
    name = properties.get(identity.name)
    if not isinstance(name, str) or not is_literal(name) or not name:
        return place.token(logical_id, canonical)
    if wanted == "name":
        return name
    if wanted == "url":
        return f"https://sqs.{place.region}.{place.suffix}/{place.account}/{name}"
    if wanted == "arn":
        return _arn(identity, name, properties, place)
    return place.token(logical_id, canonical)


def arns_of(
    kind: str, logical_id: str, properties: Mapping[str, Json], place: Place
) -> tuple[str, ...]:
    """Every spelling of the ARN: as a reference resolves, and with its parts spelled out."""
    identity = IDENTITIES.get(kind, _UNNAMED)
    resolved = reference(kind, logical_id, properties, place, identity.arn_attribute or "Arn")
    if not identity.arn:
        return (resolved,)
    name = properties.get(identity.name)
    known = text(name) if name is not None else place.token(logical_id, identity.name_attribute)
    return tuple(dict.fromkeys((resolved, _arn(identity, known, properties, place))))


def _wanted(identity: Identity, attribute: str | None) -> str:
    if attribute is None:
        return identity.ref
    if attribute == identity.arn_attribute:
        return "arn"
    return "name" if attribute == identity.name_attribute else ""


def _arn(identity: Identity, name: str, properties: Mapping[str, Json], place: Place) -> str:
    parts = {key: text(properties.get(key, default)) for key, default in _DEFAULTS.items()}
    return identity.arn.format(
        partition=place.partition,
        region=place.region,
        account=place.account,
        name=name,
        **parts,
    )
