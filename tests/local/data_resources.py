"""One resource of every type of the data stacks that is compared."""

from tests.local.helpers import ACCOUNT, REGION, Template

KEY = f"arn:aws:kms:{REGION}:{ACCOUNT}:key/here"
SEALED = {"SSEAlgorithm": "aws:kms", "KMSMasterKeyID": KEY}
SETTINGS: dict[str, object] = {
    "VersioningConfiguration": {"Status": "Enabled"},
    "BucketEncryption": {
        "ServerSideEncryptionConfiguration": [
            {"ServerSideEncryptionByDefault": SEALED, "BucketKeyEnabled": True}
        ]
    },
    "LifecycleConfiguration": {
        "Rules": [
            {
                "Id": "Undo",
                "Status": "Enabled",
                "NoncurrentVersionExpiration": {"NoncurrentDays": 35},
                "ExpiredObjectDeleteMarker": True,
            },
            {"Id": "AYear", "Status": "Enabled", "ExpirationInDays": 365},
        ]
    },
    "LoggingConfiguration": {"DestinationBucketName": "films-logs", "LogFilePrefix": "films/"},
    "OwnershipControls": {"Rules": [{"ObjectOwnership": "BucketOwnerEnforced"}]},
}


def network() -> dict[str, tuple[str, dict[str, object]]]:
    client = {"IpProtocol": "tcp", "FromPort": 5433, "ToPort": 5433, "CidrIp": "10.0.0.0/24"}
    vpc: dict[str, object] = {"CidrBlock": "10.0.0.0/24", "EnableDnsSupport": True}
    return {
        "Vpc": ("EC2::VPC", vpc),
        **{
            f"Subnet{zone}": (
                "EC2::Subnet",
                {
                    "VpcId": {"Ref": "Vpc"},
                    "CidrBlock": f"10.0.0.{64 * count}/26",
                    "AvailabilityZone": f"{REGION}{zone}",
                },
            )
            for count, zone in enumerate("ab")
        },
        "Guard": (
            "EC2::SecurityGroup",
            {
                "VpcId": {"Ref": "Vpc"},
                "GroupDescription": "Clients only",
                "SecurityGroupIngress": [client],
            },
        ),
    }


def storage() -> dict[str, tuple[str, dict[str, object]]]:
    rule = {
        "RuleName": "Daily",
        "TargetBackupVault": "compared",
        "ScheduleExpression": "cron(0 12 * * ? *)",
        "Lifecycle": {"DeleteAfterDays": 35},
    }
    chosen = {
        "SelectionName": "some",
        "IamRoleArn": f"arn:aws:iam::{ACCOUNT}:role/backup",
        "Resources": [f"arn:aws:rds:{REGION}:{ACCOUNT}:db:compared"],
    }
    statement = {"Effect": "Deny", "Principal": "*", "Action": "s3:*", "Resource": "*"}
    policy = {"Version": "2012-10-17", "Statement": [statement]}
    database: dict[str, object] = {
        "DBInstanceIdentifier": "compared",
        "DBInstanceClass": "db.t4g.medium",
        "Engine": "postgres",
        "BackupRetentionPeriod": 35,
        "DBSubnetGroupName": {"Ref": "Subnets"},
        "DBParameterGroupName": {"Ref": "Parameters"},
    }
    return {
        "Subnets": (
            "RDS::DBSubnetGroup",
            {
                "DBSubnetGroupName": "compared",
                "DBSubnetGroupDescription": "Two Zones",
                "SubnetIds": [{"Ref": "Subneta"}, {"Ref": "Subnetb"}],
            },
        ),
        "Parameters": (
            "RDS::DBParameterGroup",
            {
                "DBParameterGroupName": "compared",
                "Description": "TLS",
                "Family": "postgres17",
                "Parameters": {"rds.force_ssl": "1"},
            },
        ),
        "Database": ("RDS::DBInstance", database),
        "Films": ("S3::Bucket", {"BucketName": "films-of-everything", **SETTINGS}),
        "FilmsPolicy": (
            "S3::BucketPolicy",
            {"Bucket": "films-of-everything", "PolicyDocument": policy},
        ),
        "Vault": ("Backup::BackupVault", {"BackupVaultName": "compared"}),
        "Plan": (
            "Backup::BackupPlan",
            {"BackupPlan": {"BackupPlanName": "compared", "BackupPlanRule": [rule]}},
        ),
        "Selection": (
            "Backup::BackupSelection",
            {"BackupPlanId": {"Ref": "Plan"}, "BackupSelection": chosen},
        ),
    }


def data_resources() -> Template:
    """The resources, in an order that can be deployed."""
    order = {"FilmsPolicy": "Films", "Plan": "Vault"}
    return {
        name: {
            "Type": f"AWS::{kind}",
            "Properties": properties,
            **({"DependsOn": order[name]} if name in order else {}),
            **({"DeletionPolicy": "Delete"} if kind == "RDS::DBInstance" else {}),
        }
        for name, (kind, properties) in (network() | storage()).items()
    }
