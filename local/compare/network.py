"""What EC2 shows of a network."""

from collections.abc import Mapping
from typing import Any, cast

from local.clients import Clients
from local.compare.asking import ask
from local.compare.core import Deployed, Shown
from local.compare.reading import own, picked


def vpc(clients: Clients, resource: Deployed) -> Shown:
    """AWS::EC2::VPC; its DNS attributes are asked for one by one."""
    ec2 = ask(clients, "ec2", resource.region)
    (about,) = ec2("describe_vpcs", VpcIds=[resource.physical_id])["Vpcs"]
    dns = {
        name: ec2("describe_vpc_attribute", VpcId=resource.physical_id, Attribute=attribute)[name]
        for name, attribute in (
            ("EnableDnsHostnames", "enableDnsHostnames"),
            ("EnableDnsSupport", "enableDnsSupport"),
        )
    }
    return {
        **picked(about, "CidrBlock"),
        **{name: answer["Value"] for name, answer in dns.items()},
        "Tags": own(about.get("Tags", [])),
    }


def subnet(clients: Clients, resource: Deployed) -> Shown:
    """AWS::EC2::Subnet."""
    ec2 = ask(clients, "ec2", resource.region)
    (about,) = ec2("describe_subnets", SubnetIds=[resource.physical_id])["Subnets"]
    names = ("VpcId", "CidrBlock", "AvailabilityZone", "MapPublicIpOnLaunch")
    return {**picked(about, *names), "Tags": own(about.get("Tags", []))}


def security_group(clients: Clients, resource: Deployed) -> Shown:
    """AWS::EC2::SecurityGroup, its rules in the template's words."""
    ec2 = ask(clients, "ec2", resource.region)
    (about,) = ec2("describe_security_groups", GroupIds=[resource.physical_id])["SecurityGroups"]
    inline = _descriptions(resource.properties.get("SecurityGroupIngress"))
    return {
        "GroupDescription": about["Description"],
        "GroupName": about["GroupName"],
        "VpcId": about.get("VpcId"),
        "SecurityGroupIngress": [
            rule
            for one in about["IpPermissions"]
            for rule in _rules(one, "Source")
            if "SourceSecurityGroupId" not in rule or rule.get("Description") in inline
        ],
        "SecurityGroupEgress": [
            rule
            for one in about["IpPermissionsEgress"]
            for rule in _rules(one, "Destination")
            if "DestinationSecurityGroupId" not in rule  # ours stand apart, as resources
        ],
        "Tags": own(about.get("Tags", [])),
    }


def _descriptions(rules: object) -> set[object]:
    """Of the rules that stand in the group itself; those that stand apart are resources."""
    found = cast("list[Mapping[str, object]]", rules) if isinstance(rules, list) else []
    return {one.get("Description") for one in found}


def _rules(said: Mapping[str, Any], end: str) -> list[dict[str, object]]:
    ports = picked(said, "IpProtocol", "FromPort", "ToPort")
    groups = [
        {f"{end}SecurityGroupId": one["GroupId"], **picked(one, "Description")}
        for one in said.get("UserIdGroupPairs", [])
    ]
    ranges = [picked(one, "CidrIp", "Description") for one in said.get("IpRanges", [])]
    return [{**ports, **one} for one in (*groups, *ranges)]
