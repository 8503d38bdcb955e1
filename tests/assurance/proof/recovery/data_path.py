"""A database, media and their copies in two Regions, written by hand: every rule is kept by them.

They stand beside a whole paging path, so that what fails is heard. Tests change one thing.
"""

from copy import deepcopy
from typing import Any

from tests.assurance.lab import ACCOUNT, ELSEWHERE, REGION, Template
from tests.assurance.proof.paging_path import whole as paging
from tests.assurance.proof.parts import alarm, allow, arn, buries, kept, may, one, resource, role

MEDIA, REPLICA = "lab-media", "lab-replica"
EVENTS = ("OperationFailedReplication", "OperationMissedThreshold", "OperationNotTracked")
FROM_MEDIA = {
    "StringEquals": {"aws:SourceAccount": ACCOUNT},
    "ArnLike": {"aws:SourceArn": f"arn:aws:s3:::{MEDIA}"},
}
USE = ["kms:Decrypt", "kms:GenerateDataKey*"]


def of_recovery(logical_id: str) -> dict[str, Any]:
    """The ARN of a key of the recovery Region, read when the stack is deployed."""
    output = {"StackName": "recovery", "Region": ELSEWHERE, "OutputName": logical_id}
    return {"Fn::GetStackOutput": output}


def key(*grants: dict[str, Any]) -> dict[str, Any]:
    account = {"AWS": f"arn:aws:iam::{ACCOUNT}:root"}
    root = {"Effect": "Allow", "Principal": account, "Action": "kms:*", "Resource": "*"}
    policy = {"Statement": [root, *grants]}
    return resource("AWS::KMS::Key", KeyPolicy=policy, EnableKeyRotation=True)


def database() -> dict[str, Any]:
    made = resource(
        "AWS::RDS::DBInstance",
        DBInstanceIdentifier="lab",
        Engine="postgres",
        BackupRetentionPeriod=35,
        AutomaticBackupReplicationRegion=ELSEWHERE,
        AutomaticBackupReplicationKmsKeyId=of_recovery("DatabaseKey"),
        AutomaticBackupReplicationRetentionPeriod=35,
        DeletionProtection=True,
        DeleteAutomatedBackups=False,
        StorageEncrypted=True,
        KmsKeyId=arn("DatabaseKey"),
        PubliclyAccessible=False,
        MultiAZ=True,
        PreferredMaintenanceWindow="sun:02:00-sun:06:00",
        PreferredBackupWindow="07:00-07:30",
        AutoMinorVersionUpgrade=False,
        ManageMasterUserPassword=True,
        EngineLifecycleSupport="open-source-rds-extended-support-disabled",
        EnableCloudwatchLogsExports=["postgresql", "upgrade"],
        MonitoringInterval=60,
        DatabaseInsightsMode="standard",
    )
    metadata = {"accepted": ["RDS.13: applied in the window"]}
    return {
        **made,
        "DeletionPolicy": "Retain",
        "UpdateReplacePolicy": "Snapshot",
        "Metadata": metadata,
    }


def bucket(name: str, sealed_by: str, **properties: object) -> dict[str, Any]:
    default = {"SSEAlgorithm": "aws:kms", "KMSMasterKeyID": arn(sealed_by)}
    encryption = {"ServerSideEncryptionConfiguration": [{"ServerSideEncryptionByDefault": default}]}
    versioned = {"Status": "Enabled"}
    return resource(
        "AWS::S3::Bucket",
        BucketName=name,
        BucketEncryption=encryption,
        VersioningConfiguration=versioned,
        **properties,
    )


def replication() -> dict[str, Any]:
    destination = {
        "Bucket": f"arn:aws:s3:::{REPLICA}",
        "EncryptionConfiguration": {"ReplicaKmsKeyID": of_recovery("MediaKey")},
        "ReplicationTime": {"Status": "Enabled", "Time": {"Minutes": 15}},
        "Metrics": {"Status": "Enabled", "EventThreshold": {"Minutes": 15}},
    }
    rule = {
        "Id": "ToRecovery",
        "Status": "Enabled",
        "DeleteMarkerReplication": {"Status": "Disabled"},
        "SourceSelectionCriteria": {"SseKmsEncryptedObjects": {"Status": "Enabled"}},
        "Destination": destination,
    }
    return {"Role": arn("Copier"), "Rules": [rule]}


def media() -> dict[str, Any]:
    told = [{"Event": f"s3:Replication:{event}", "Queue": arn("Uncopied")} for event in EVENTS]
    through = {"StringEquals": {"kms:ViaService": f"s3.{REGION}.amazonaws.com"}}
    far = {"StringEquals": {"kms:ViaService": f"s3.{ELSEWHERE}.amazonaws.com"}}
    let_in = allow("s3", "sqs:SendMessage", arn("Uncopied"), FROM_MEDIA)
    depth = "ApproximateNumberOfMessagesVisible"
    watched = one("AWS/SQS", depth, "QueueName", {"Fn::GetAtt": ["Uncopied", "QueueName"]})
    return {
        "Media": bucket(
            MEDIA,
            "MediaKey",
            ReplicationConfiguration=replication(),
            NotificationConfiguration={"QueueConfigurations": told},
        ),
        "Copier": role(
            "s3",
            may("s3:GetObjectVersionForReplication", f"arn:aws:s3:::{MEDIA}/*"),
            may("s3:ReplicateObject", f"arn:aws:s3:::{REPLICA}/*"),
            may("kms:Decrypt", arn("MediaKey"), **through),
            may("kms:Encrypt", of_recovery("MediaKey"), **far),
        ),
        "Uncopied": resource("AWS::SQS::Queue", KmsMasterKeyId=arn("MediaKey")),
        "UncopiedPolicy": resource(
            "AWS::SQS::QueuePolicy",
            Queues=[{"Ref": "Uncopied"}],
            PolicyDocument={"Statement": [let_in]},
        ),
        "UncopiedAlarm": alarm("P2", "P2", **watched),
    }


def figure(
    namespace: str, metric: str, threshold: float, missing: str, **dimensions: object
) -> dict[str, Any]:
    """An alarm on a figure of the recovery, one period of five minutes, as promised."""
    return alarm(
        "P2",
        "P2",
        Namespace=namespace,
        MetricName=metric,
        Dimensions=[{"Name": name, "Value": value} for name, value in dimensions.items()],
        Statistic="Sum" if "Failed" in metric else "Maximum",
        Period=300,
        EvaluationPeriods=1,
        Threshold=threshold,
        ComparisonOperator="GreaterThanThreshold",
        TreatMissingData=missing,
    )


def measured(copy: str) -> dict[str, Any]:
    """A function that measures a copy every five minutes, and the alarm on what it says."""
    namespace = "FilmOps/Recovery"
    fence = {"StringEquals": {"cloudwatch:namespace": namespace}}
    target = kept({"Arn": arn("Measuring"), "RoleArn": arn("Poller"), "Input": "{}"})
    return {
        "Measuring": resource("AWS::Lambda::Function", Role=arn("Measurer")),
        "Measurer": role("lambda", may("cloudwatch:PutMetricData", "*", **fence)),
        "Poller": role("scheduler", may("lambda:InvokeFunction", arn("Measuring")), *buries()),
        "Poll": resource(
            "AWS::Scheduler::Schedule", ScheduleExpression="rate(5 minutes)", Target=target
        ),
        "PointAlarm": figure(namespace, "RecoveryPointAge", 2700, "breaching", Copy=copy),
    }


def copying() -> dict[str, Any]:
    """The alarms on what S3 says of the replication, and on the daily backup."""
    named = {"SourceBucket": MEDIA, "DestinationBucket": REPLICA, "RuleId": "ToRecovery"}
    limits = {
        "ReplicationLatency": 900,
        "OperationsFailedReplication": 0,
        "BytesPendingReplication": 100 * 2**30,
        "OperationsPendingReplication": 1000,
    }
    return {
        "BackupAlarm": figure("FilmOps/Recovery", "BackupAge", 90000, "breaching", Copy="primary"),
        **{
            metric: figure("AWS/S3", metric, limit, "ignore", **named)
            for metric, limit in limits.items()
        },
    }


def call(api: str, **inputs: object) -> dict[str, Any]:
    return {
        "name": api,
        "action": "aws:executeAwsApi",
        "inputs": {"Service": "rds", "Api": api, **inputs},
    }


def runbook(role_: str, *steps: dict[str, Any]) -> dict[str, Any]:
    content = {"schemaVersion": "0.3", "assumeRole": arn(role_), "mainSteps": deepcopy(list(steps))}
    return resource("AWS::SSM::Document", DocumentType="Automation", Content=content)


ASK = {
    "name": "ask",
    "action": "aws:approve",
    "inputs": {"Approvers": ["arn:aws:iam::111122223333:role/a"], "NotificationArn": "topic"},
}


def runbooks() -> dict[str, Any]:
    """One that restores from the replicated backups, one that promotes."""
    guarded = {
        "DBParameterGroupName": "lab",
        "VpcSecurityGroupIds": ["sg-1"],
        "DeletionProtection": True,
    }
    restore = call(
        "RestoreDBInstanceToPointInTime",
        SourceDBInstanceAutomatedBackupsArn="{{ find.Backup }}",
        DBSubnetGroupName="lab",
        BackupRetentionPeriod=35,
        **guarded,
    )
    return {
        "Restore": runbook("Restorer", ASK, restore),
        "Restorer": role(
            "ssm", may("rds:RestoreDBInstanceToPointInTime", "arn:aws:rds:*:*:db:lab*")
        ),
        "Promote": runbook(
            "Promoter",
            ASK,
            call("PromoteReadReplica", BackupRetentionPeriod=35),
            call("ModifyDBInstance", **guarded),
        ),
        "Promoter": role("ssm", may("rds:PromoteReadReplica", "arn:aws:rds:*:*:db:lab-replica")),
    }


def vault() -> dict[str, Any]:
    lock = {"MinRetentionDays": 35, "MaxRetentionDays": 365}
    return resource("AWS::Backup::BackupVault", BackupVaultName="lab-vault", LockConfiguration=lock)


def third_copy() -> dict[str, Any]:
    kept = {"DeleteAfterDays": 35}
    there = f"arn:aws:backup:{ELSEWHERE}:{ACCOUNT}:backup-vault:lab-vault"
    rule = {
        "TargetBackupVault": {"Ref": "Vault"},
        "ScheduleExpression": "cron(0 12 * * ? *)",
        "StartWindowMinutes": 60,
        "CompletionWindowMinutes": 480,
        "Lifecycle": kept,
        "CopyActions": [{"DestinationBackupVaultArn": there, "Lifecycle": kept}],
    }
    chosen = {"Resources": [f"arn:aws:rds:{REGION}:{ACCOUNT}:db:lab"]}
    return {
        "Vault": vault(),
        "Plan": resource("AWS::Backup::BackupPlan", BackupPlan={"BackupPlanRule": [rule]}),
        "Selection": resource(
            "AWS::Backup::BackupSelection",
            BackupPlanId={"Ref": "Plan"},
            BackupSelection=chosen,
        ),
    }


def here() -> Template:
    """The primary Region, paging and all."""
    resources = paging()["Resources"]
    resources |= {
        "Database": database(),
        "DatabaseKey": key(),
        "MediaKey": key(allow("s3", USE, "*", FROM_MEDIA)),
        "Log": resource("AWS::Logs::LogGroup", RetentionInDays=90),
        **media(),
        **third_copy(),
        **measured("primary"),
        **copying(),
    }
    return {"Resources": resources}


def there() -> Template:
    """What waits in the recovery Region."""
    keys = ("DatabaseKey", "MediaKey")
    return {
        "Resources": {
            **paging()["Resources"],
            **measured("replica"),
            **runbooks(),
            **{name: key() for name in keys},
            "Replica": bucket(REPLICA, "MediaKey"),
            "Vault": vault(),
        },
        "Outputs": {name: {"Value": arn(name)} for name in keys},
    }
