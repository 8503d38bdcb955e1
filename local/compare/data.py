"""What RDS and Backup show of their resources."""

from typing import Any

from local.clients import Clients
from local.compare.asking import ask
from local.compare.core import Deployed, Shown
from local.compare.reading import own, picked

SAME_NAME = (
    *("AllocatedStorage", "AutoMinorVersionUpgrade", "BackupRetentionPeriod"),
    *("CACertificateIdentifier", "CopyTagsToSnapshot", "DBInstanceClass", "DBInstanceIdentifier"),
    *("DBName", "DatabaseInsightsMode", "DeletionProtection", "Engine", "EngineLifecycleSupport"),
    *("EngineVersion", "KmsKeyId", "MasterUserSecret", "MasterUsername", "MaxAllocatedStorage"),
    *("MonitoringInterval", "MonitoringRoleArn", "MultiAZ", "PerformanceInsightsKMSKeyId"),
    *("PerformanceInsightsRetentionPeriod", "PreferredBackupWindow"),
    *("PreferredMaintenanceWindow", "PubliclyAccessible", "StorageEncrypted", "StorageType"),
)


def database(clients: Clients, resource: Deployed) -> Shown:
    """AWS::RDS::DBInstance; the copies of its backups are asked for where they lie."""
    rds = ask(clients, "rds", resource.region)
    (about,) = rds("describe_db_instances", DBInstanceIdentifier=resource.physical_id)[
        "DBInstances"
    ]
    return {
        **picked(about, *SAME_NAME),
        "DBParameterGroupName": about["DBParameterGroups"][0]["DBParameterGroupName"],
        "DBSubnetGroupName": about["DBSubnetGroup"]["DBSubnetGroupName"],
        "EnableCloudwatchLogsExports": about.get("EnabledCloudwatchLogsExports"),
        "EnableIAMDatabaseAuthentication": about.get("IAMDatabaseAuthenticationEnabled"),
        "EnablePerformanceInsights": about.get("PerformanceInsightsEnabled"),
        "ManageMasterUserPassword": "MasterUserSecret" in about,
        "Port": about["Endpoint"]["Port"],
        "Tags": own(about.get("TagList", [])),
        "VPCSecurityGroups": [one["VpcSecurityGroupId"] for one in about["VpcSecurityGroups"]],
        **_copies(clients, resource),
    }


def _copies(clients: Clients, resource: Deployed) -> Shown:
    region = resource.properties.get("AutomaticBackupReplicationRegion")
    if not isinstance(region, str):
        return {}
    rds = ask(clients, "rds", region)
    every = rds("describe_db_instance_automated_backups")["DBInstanceAutomatedBackups"]
    found = [one for one in every if one["DBInstanceIdentifier"] == resource.physical_id]
    copy: dict[str, Any] = found[0] if found else {}
    return {
        "AutomaticBackupReplicationRegion": region if found else None,
        "AutomaticBackupReplicationKmsKeyId": copy.get("KmsKeyId"),
        "AutomaticBackupReplicationRetentionPeriod": copy.get("BackupRetentionPeriod"),
    }


def subnet_group(clients: Clients, resource: Deployed) -> Shown:
    """AWS::RDS::DBSubnetGroup."""
    rds = ask(clients, "rds", resource.region)
    (about,) = rds("describe_db_subnet_groups", DBSubnetGroupName=resource.physical_id)[
        "DBSubnetGroups"
    ]
    subnets = [one["SubnetIdentifier"] for one in about["Subnets"]]
    return {**picked(about, "DBSubnetGroupName", "DBSubnetGroupDescription"), "SubnetIds": subnets}


def parameter_group(clients: Clients, resource: Deployed) -> Shown:
    """AWS::RDS::DBParameterGroup: the parameters somebody set."""
    rds = ask(clients, "rds", resource.region)
    name = {"DBParameterGroupName": resource.physical_id}
    (about,) = rds("describe_db_parameter_groups", **name)["DBParameterGroups"]
    told = rds("describe_db_parameters", **name, Source="user")["Parameters"]
    return {
        "DBParameterGroupName": about["DBParameterGroupName"],
        "Description": about["Description"],
        "Family": about["DBParameterGroupFamily"],
        "Parameters": {one["ParameterName"]: one.get("ParameterValue") for one in told},
    }


def vault(clients: Clients, resource: Deployed) -> Shown:
    """AWS::Backup::BackupVault; the emulator keeps neither its lock nor its access policy."""
    backup = ask(clients, "backup", resource.region)
    about = backup("describe_backup_vault", BackupVaultName=resource.physical_id)
    return picked(about, "BackupVaultName", "EncryptionKeyArn")


def plan(clients: Clients, resource: Deployed) -> Shown:
    """AWS::Backup::BackupPlan, in the template's names of its members."""
    backup = ask(clients, "backup", resource.region)
    about = backup("get_backup_plan", BackupPlanId=resource.physical_id)["BackupPlan"]
    rules = [
        {
            ("TargetBackupVault" if key == "TargetBackupVaultName" else key): value
            for key, value in one.items()
        }
        for one in about.get("Rules", [])
    ]
    return {"BackupPlan": {**picked(about, "BackupPlanName"), "BackupPlanRule": rules}}


def selection(clients: Clients, resource: Deployed) -> Shown:
    """AWS::Backup::BackupSelection."""
    backup = ask(clients, "backup", resource.region)
    chosen, _, of_plan = resource.physical_id.partition("_")
    about = backup("get_backup_selection", BackupPlanId=of_plan, SelectionId=chosen)
    return picked(about, "BackupSelection", "BackupPlanId")
