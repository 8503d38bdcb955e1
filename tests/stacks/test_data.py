"""What the data and recovery stacks say, in sentences; the rules are proven in tests/assurance."""

import json
from collections.abc import Iterator, Mapping
from typing import Any

import pytest

from environments import load_environment

Template = dict[str, Any]
ENVIRONMENTS = pytest.mark.parametrize("environment", ["dev", "staging", "prod"])
BOTH = pytest.mark.parametrize("stack", ["prod-Data", "prod-Recovery"])


def of_type(template: Template, kind: str) -> Iterator[dict[str, Any]]:
    for resource in template["Resources"].values():
        if resource["Type"] == kind:
            yield resource["Properties"]


def media(template: Template) -> dict[str, Any]:
    buckets = of_type(template, "AWS::S3::Bucket")
    (bucket,) = (one for one in buckets if "-media-" in one.get("BucketName", ""))
    return bucket


@ENVIRONMENTS
def test_the_database_is_called_as_the_environment_says(
    templates: Mapping[str, Template], environment: str
) -> None:
    (database,) = of_type(templates[f"{environment}-Data"], "AWS::RDS::DBInstance")
    assert database["DBInstanceIdentifier"] == f"ai-film-studio-{environment}"


@ENVIRONMENTS
def test_both_regions_have_a_home_for_the_database_that_refuses_plain_connections(
    templates: Mapping[str, Template], environment: str
) -> None:
    most = load_environment(environment).sizes.database.connections
    groups: list[dict[str, Any]] = []
    for stack in ("Data", "Recovery"):
        template = templates[f"{environment}-{stack}"]
        (group,) = of_type(template, "AWS::RDS::DBParameterGroup")
        assert list(of_type(template, "AWS::RDS::DBSubnetGroup"))
        groups.append(group)
    assert groups[0] == groups[1]
    assert groups[0]["Parameters"] == {"rds.force_ssl": "1", "max_connections": str(most)}


@ENVIRONMENTS
def test_the_security_group_lets_only_the_clients_groups_in(
    templates: Mapping[str, Template], environment: str
) -> None:
    for stack in ("Data", "Recovery"):
        groups = of_type(templates[f"{environment}-{stack}"], "AWS::EC2::SecurityGroup")
        ingress = [rule for group in groups for rule in group.get("SecurityGroupIngress", [])]
        assert len(ingress) == 2  # the database's clients, and the reader of restored copies
        for rule in ingress:
            assert {"SourceSecurityGroupId", "FromPort"} <= rule.keys()
            assert not {"CidrIp", "CidrIpv6"} & rule.keys()


def test_an_environment_without_a_network_gets_one_without_a_way_out(
    templates: Mapping[str, Template],
) -> None:
    kinds = {one["Type"] for one in templates["dev-Data"]["Resources"].values()}
    assert "AWS::EC2::VPC" in kinds
    assert not {"AWS::EC2::InternetGateway", "AWS::EC2::NatGateway", "AWS::EC2::Route"} & kinds
    given = {one["Type"] for one in templates["prod-Data"]["Resources"].values()}
    assert "AWS::EC2::VPC" not in given


@BOTH
def test_original_and_replica_are_alike_so_that_either_can_take_over(
    templates: Mapping[str, Template], stack: str
) -> None:
    bucket = media(templates[stack])
    assert bucket["MetricsConfigurations"] == [{"Id": "EntireBucket"}]
    assert bucket["VersioningConfiguration"] == {"Status": "Enabled"}
    assert all(bucket["PublicAccessBlockConfiguration"].values())
    undo, uploads = bucket["LifecycleConfiguration"]["Rules"]
    assert undo["NoncurrentVersionExpiration"] == {"NoncurrentDays": 35}
    assert uploads["AbortIncompleteMultipartUpload"] == {"DaysAfterInitiation": 7}
    assert bucket["LoggingConfiguration"]["LogFilePrefix"] == f"{bucket['BucketName']}/"


def test_media_goes_to_the_bucket_that_waits_for_it(templates: Mapping[str, Template]) -> None:
    (rule,) = media(templates["prod-Data"])["ReplicationConfiguration"]["Rules"]
    waiting = media(templates["prod-Recovery"])["BucketName"]
    assert rule["Destination"]["Bucket"].endswith(f":::{waiting}")
    assert "ReplicationConfiguration" not in media(templates["prod-Recovery"])


def test_keys_of_the_other_region_are_read_when_the_stack_is_deployed(
    templates: Mapping[str, Template],
) -> None:
    (database,) = of_type(templates["prod-Data"], "AWS::RDS::DBInstance")
    read = database["AutomaticBackupReplicationKmsKeyId"]["Fn::GetStackOutput"]
    assert (read["StackName"], read["Region"]) == ("prod-Recovery", "us-west-2")
    assert read["OutputName"] in templates["prod-Recovery"]["Outputs"]


def test_only_production_makes_the_lock_of_its_vaults_final(
    templates: Mapping[str, Template],
) -> None:
    for environment, days in (("prod", 7), ("staging", None), ("dev", None)):
        for stack in ("Data", "Recovery"):
            (vault,) = of_type(templates[f"{environment}-{stack}"], "AWS::Backup::BackupVault")
            assert vault["LockConfiguration"].get("ChangeableForDays") == days


def test_only_development_has_no_standby(templates: Mapping[str, Template]) -> None:
    standby = {
        environment: next(of_type(templates[f"{environment}-Data"], "AWS::RDS::DBInstance"))[
            "MultiAZ"
        ]
        for environment in ("dev", "staging", "prod")
    }
    assert standby == {"dev": False, "staging": True, "prod": True}


@BOTH
def test_whatever_happens_to_a_stack_its_data_stays(
    templates: Mapping[str, Template], stack: str
) -> None:
    kinds = (
        "KMS::Key",
        "S3::Bucket",
        "RDS::DBInstance",
        "RDS::DBSubnetGroup",
        "Backup::BackupVault",
    )
    for resource in templates[stack]["Resources"].values():
        if resource["Type"].removeprefix("AWS::") in kinds:
            assert resource["DeletionPolicy"] == resource["UpdateReplacePolicy"] == "Retain"


def test_a_restore_test_restores_into_the_home_that_is_prepared(
    templates: Mapping[str, Template],
) -> None:
    template = templates["prod-Recovery"]
    (selection,) = of_type(template, "AWS::Backup::RestoreTestingSelection")
    overrides = json.dumps(selection["RestoreMetadataOverrides"])
    for logical_id in ("HomeSubnets", "HomeParameters", "DrillsReadingGuard"):
        assert logical_id in overrides
