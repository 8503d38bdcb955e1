"""What of an environment costs something: resources into names of the price table."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterator, Mapping
from typing import Final

from assurance.assembly import Resource, Stage
from assurance.assembly.values import items, mapping, text
from assurance.proof.recovery.figures import whole

Counted = Iterator[tuple[str, int]]
_AWS: Final = ("AWS/", "ECS/ContainerInsights", "CWAgent")


def counted(stage: Stage) -> Mapping[str, int]:
    """How many of each thing that has a price; a database once for each Zone it runs in."""
    found: Counter[str] = Counter()
    for resource in stage.resources():
        for name, count in _reader(resource.type)(resource):
            found[name] += count
    found["custom_metric"] += len(set(_custom_metrics(stage)))
    return {name: count for name, count in sorted(found.items()) if count}


def _reader(kind: str) -> Callable[[Resource], Counted]:
    """How a type is counted: what nobody has looked at under its own name, so that it is told."""
    return _nothing if kind in PARTS else READERS.get(kind) or _one(kind)


def _nothing(_: Resource) -> Counted:
    yield from ()


def _one(name: str) -> Callable[[Resource], Counted]:
    def of(_: Resource) -> Counted:
        yield name, 1

    return of


def _alarm(resource: Resource) -> Counted:
    """An alarm on metric math is billed for each metric it reads."""
    queries = [mapping(one) for one in items(resource.properties.get("Metrics"))]
    stats = [mapping(one["MetricStat"]) for one in queries if "MetricStat" in one]
    periods = [whole(one.get("Period")) for one in (*stats, resource.properties)]
    fast = any(period is not None and period < 60 for period in periods)
    yield "fast_alarm_metric" if fast else "alarm_metric", max(len(stats), 1)


def _database(resource: Resource) -> Counted:
    zones = 2 if text(resource.properties.get("MultiAZ") or False).lower() == "true" else 1
    yield f"database.{text(resource.properties.get('DBInstanceClass') or 'of no class')}", zones
    yield from _storage(resource, zones)
    if resource.properties.get("DatabaseInsightsMode") == "advanced":
        yield "database_insights", zones
    yield "database_backup", 1
    if resource.properties.get("AutomaticBackupReplicationRegion"):
        yield "database_replica_backup", 1


def _storage(resource: Resource, zones: int) -> Counted:
    """Its size by its kind, and what is bought beside it."""
    said = resource.properties
    fast = whole(said.get("Iops"))
    # CreateDBInstance: io1 where Iops are given and no kind is, else gp3
    kind = text(said.get("StorageType") or ("gp3" if fast is None else "io1"))
    size = whole(said.get("AllocatedStorage"))
    if size is not None:
        yield f"database_storage.{kind}", size * zones
    if fast is not None:
        yield "database_iops", fast * zones
    if (throughput := whole(said.get("StorageThroughput"))) is not None:
        yield "database_throughput", throughput * zones


def _subscription(resource: Resource) -> Counted:
    yield f"delivery.{text(resource.properties.get('Protocol') or 'unknown')}", 1


def _document(resource: Resource) -> Counted:
    if resource.properties.get("DocumentType") == "Automation":
        yield "automation", 1


def _parameter(resource: Resource) -> Counted:
    if resource.properties.get("Tier", "Standard") != "Standard":
        yield "advanced_parameter", 1


def _bucket(resource: Resource) -> Counted:
    yield "bucket", 1
    if resource.properties.get("ReplicationConfiguration"):
        yield "media_replication", 1


def _custom_metrics(stage: Stage) -> Iterator[str]:
    """The metrics of our own that alarms read: at least these are published and paid for."""
    for resource in stage.resources("AWS::CloudWatch::Alarm"):
        queries = [mapping(one) for one in items(resource.properties.get("Metrics"))]
        read = [mapping(mapping(one.get("MetricStat")).get("Metric")) for one in queries]
        for one in (*read, resource.properties):
            namespace = text(one.get("Namespace") or "")
            if namespace and not namespace.startswith(_AWS):
                name, dimensions = text(one.get("MetricName")), text(one.get("Dimensions") or [])
                yield f"{resource.stack.region} {namespace} {name} {dimensions}"


READERS: Final[Mapping[str, Callable[[Resource], Counted]]] = {
    "AWS::ApplicationSignals::ServiceLevelObjective": _one("native_slo"),
    "AWS::Backup::BackupVault": _one("backup_vault"),
    "AWS::Backup::RestoreTestingPlan": _one("restore_test"),
    "AWS::CloudFront::MonitoringSubscription": _one("distribution_metrics"),
    "AWS::CloudWatch::Alarm": _alarm,
    "AWS::CloudWatch::AlarmMuteRule": _one("mute_rule"),
    "AWS::CloudWatch::CompositeAlarm": _one("composite_alarm"),
    "AWS::CloudWatch::Dashboard": _one("dashboard"),
    "AWS::DynamoDB::Table": _one("table"),
    "AWS::Events::ApiDestination": _one("api_destination"),
    "AWS::Events::Rule": _one("event_rule"),
    "AWS::KMS::Key": _one("kms_key"),
    "AWS::KMS::ReplicaKey": _one("kms_key"),
    "AWS::Lambda::Function": _one("function_request"),
    "AWS::Logs::LogGroup": _one("log_group"),
    "AWS::RDS::DBInstance": _database,
    "AWS::S3::Bucket": _bucket,
    "AWS::Scheduler::Schedule": _one("schedule"),
    "AWS::SecretsManager::Secret": _one("secret"),
    "AWS::SNS::Subscription": _subscription,
    "AWS::SNS::Topic": _one("topic"),
    "AWS::SQS::Queue": _one("queue"),
    "AWS::SSM::Document": _document,
    "AWS::SSM::Parameter": _parameter,
    "AWS::StepFunctions::StateMachine": _one("state_machine"),
    "AWS::Synthetics::Canary": _one("canary_run"),
}
# Settings of something that is counted, or what AWS asks nothing for by itself.
PARTS: Final = frozenset(
    {
        "AWS::Backup::BackupPlan",
        "AWS::Backup::BackupSelection",
        "AWS::Backup::RestoreTestingSelection",
        "AWS::CDK::Metadata",
        "AWS::Chatbot::SlackChannelConfiguration",
        "AWS::CloudFormation::Stack",
        "AWS::EC2::SecurityGroup",
        "AWS::EC2::SecurityGroupEgress",
        "AWS::EC2::SecurityGroupIngress",
        "AWS::Events::Connection",
        "AWS::IAM::ManagedPolicy",
        "AWS::IAM::OIDCProvider",
        "AWS::IAM::Policy",
        "AWS::IAM::Role",
        "AWS::KMS::Alias",
        "AWS::Lambda::EventInvokeConfig",
        "AWS::Lambda::Permission",
        "AWS::Logs::MetricFilter",
        "AWS::Logs::QueryDefinition",
        "AWS::RDS::DBParameterGroup",
        "AWS::RDS::DBSubnetGroup",
        "AWS::S3::BucketPolicy",
        "AWS::SNS::TopicPolicy",
        "AWS::SQS::QueuePolicy",
        "AWS::SSM::MaintenanceWindow",
        "AWS::SSM::MaintenanceWindowTarget",
        "AWS::SSM::MaintenanceWindowTask",
        "AWS::SSM::PatchBaseline",
        "AWS::Scheduler::ScheduleGroup",
    }
)
