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
        for name, count in _READERS.get(resource.type, _nothing)(resource):
            found[name] += count
    found["custom_metric"] += len(set(_custom_metrics(stage)))
    return {name: count for name, count in sorted(found.items()) if count}


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
    size = whole(resource.properties.get("AllocatedStorage"))
    if size is not None:
        yield "database_storage", size * zones
    yield "database_backup", 1
    if resource.properties.get("AutomaticBackupReplicationRegion"):
        yield "database_replica_backup", 1


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


_READERS: Final[Mapping[str, Callable[[Resource], Counted]]] = {
    "AWS::ApplicationSignals::ServiceLevelObjective": _one("native_slo"),
    "AWS::Backup::BackupVault": _one("backup_vault"),
    "AWS::CloudWatch::Alarm": _alarm,
    "AWS::CloudWatch::AlarmMuteRule": _one("mute_rule"),
    "AWS::CloudWatch::CompositeAlarm": _one("composite_alarm"),
    "AWS::CloudWatch::Dashboard": _one("dashboard"),
    "AWS::KMS::Key": _one("kms_key"),
    "AWS::KMS::ReplicaKey": _one("kms_key"),
    "AWS::Lambda::Function": _one("function_request"),
    "AWS::Logs::LogGroup": _one("log_group"),
    "AWS::RDS::DBInstance": _database,
    "AWS::S3::Bucket": _bucket,
    "AWS::Scheduler::Schedule": _one("schedule"),
    "AWS::SecretsManager::Secret": _one("secret"),
    "AWS::SNS::Topic": _one("topic"),
    "AWS::SQS::Queue": _one("queue"),
    "AWS::StepFunctions::StateMachine": _one("state_machine"),
    "AWS::Synthetics::Canary": _one("canary_run"),
}
