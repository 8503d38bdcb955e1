"""A rule of a security group that stands apart from its group."""

import pytest

from local.cloud import EmbeddedAws
from local.compare.asking import ask
from tests.local.helpers import REGION, Stacks, Template

ENDS = {"Egress": "DestinationSecurityGroupId", "Ingress": "SourceSecurityGroupId"}


def template(direction: str, port: int) -> Template:
    group: dict[str, object] = {
        "Type": "AWS::EC2::SecurityGroup",
        "Properties": {"GroupDescription": "Readers"},
    }
    rule = {
        "GroupId": {"Fn::GetAtt": ["From", "GroupId"]},
        ENDS[direction]: {"Fn::GetAtt": ["To", "GroupId"]},
        "IpProtocol": "tcp",
        "FromPort": port,
        "ToPort": port,
        "Description": "Databases",
    }
    out: dict[str, object] = {
        "Type": f"AWS::EC2::SecurityGroup{direction}",
        "Properties": rule,
    }
    return {"From": group, "To": group, "Rule": out}


@pytest.mark.parametrize(
    ("direction", "shown"), [("Egress", "IpPermissionsEgress"), ("Ingress", "IpPermissions")]
)
def test_it_is_made_follows_an_update_and_goes(
    aws: EmbeddedAws, stacks: Stacks, direction: str, shown: str
) -> None:
    def ports() -> list[int]:
        found = ask(aws.client, "ec2", REGION)("describe_security_groups")["SecurityGroups"]
        return [
            one.get("FromPort", 0)
            for group in found
            for one in group.get(shown, [])
            if one.get("UserIdGroupPairs")
        ]

    stack = stacks.create(template(direction, 5433))
    assert ports() == [5433]
    stacks.update(stack, template(direction, 5434))
    assert ports() == [5434]
    stacks.delete(stack)
    assert ports() == []
