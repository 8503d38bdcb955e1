"""Where a database lives: a network that is given, or a small one of its own."""

from collections.abc import Sequence
from dataclasses import dataclass

from aws_cdk import CfnTag, Fn, Stack
from aws_cdk import aws_ec2 as ec2
from aws_cdk import aws_iam as iam
from constructs import Construct

from filmops.acknowledged import NO_FLOW_LOGS, acknowledge, any_of

_CIDR = "10.201.0.0/24"
_SUBNETS = ("10.201.0.0/26", "10.201.0.64/26")


@dataclass(frozen=True, slots=True)
class PrivateNetwork:
    """A VPC, its private subnets in two Zones or more, and the security groups that may connect.

    All by id; L1 resources take them as they are, so that nothing is looked up at synth.
    """

    vpc: str
    subnets: Sequence[str]
    clients: Sequence[str]


@dataclass(frozen=True, slots=True)
class Inside:
    """Where a function stands in a network, and what guards it; both by id."""

    subnets: Sequence[str]
    security_group: str


def may_stand_inside(scope: Construct, role: iam.IRole) -> iam.Policy:
    """What Lambda needs of the role to put a function into a network; its own code may not.

    Lambda takes no narrower resource for an interface it has not made yet, and says that the
    function's code can be kept from it ("Giving Lambda functions access to resources in a VPC").
    """
    interfaces = Stack.of(scope).format_arn(service="ec2", resource="*", resource_name="*")
    manages = [
        f"ec2:{verb}"
        for verb in (
            "AssignPrivateIpAddresses",
            "CreateNetworkInterface",
            "DeleteNetworkInterface",
            "UnassignPrivateIpAddresses",
        )
    ]
    looks = [f"ec2:Describe{what}" for what in ("NetworkInterfaces", "Subnets")]
    policy = iam.Policy(
        scope,
        "Inside",
        roles=[role],
        statements=[
            iam.PolicyStatement(actions=manages, resources=[interfaces]),
            iam.PolicyStatement(actions=looks, resources=["*"]),
            iam.PolicyStatement(
                effect=iam.Effect.DENY,
                actions=[*manages, *looks],
                resources=["*"],
                conditions={"Null": {"lambda:SourceFunctionArn": "false"}},
            ),
        ],
    )
    acknowledge(policy, any_of("*"), "Describe actions know no resource; the code may do none")
    acknowledge(
        policy, any_of(interfaces), "Lambda asks for every interface; the code may touch none"
    )
    return policy


class IsolatedNetwork(Construct):
    """A VPC without a way in or out: two subnets in two Zones, and a group for its clients.

    For an environment that is given no network. Whoever shall reach the database peers with it.
    """

    def __init__(self, scope: Construct, id: str, *, name: str) -> None:
        super().__init__(scope, id)
        tags = [CfnTag(key="Name", value=name)]
        vpc = ec2.CfnVPC(
            self,
            "Vpc",
            cidr_block=_CIDR,
            enable_dns_hostnames=True,
            enable_dns_support=True,
            tags=tags,
        )
        acknowledge(vpc, NO_FLOW_LOGS, "No route leads in or out; the database logs who connects")
        subnets = [
            ec2.CfnSubnet(
                self,
                f"Subnet{count}",
                vpc_id=vpc.attr_vpc_id,
                cidr_block=cidr,
                availability_zone=Fn.select(count, Fn.get_azs()),
                map_public_ip_on_launch=False,
                tags=tags,
            )
            for count, cidr in enumerate(_SUBNETS)
        ]
        clients = ec2.CfnSecurityGroup(
            self,
            "Clients",
            vpc_id=vpc.attr_vpc_id,
            group_description="Those who may connect to the database",
            tags=tags,
        )
        self.network = PrivateNetwork(
            vpc=vpc.attr_vpc_id,
            subnets=[subnet.attr_subnet_id for subnet in subnets],
            clients=[clients.attr_group_id],
        )
