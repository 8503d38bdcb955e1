"""A guarded room for restored databases, and the one function that may look into it."""

from aws_cdk import Duration
from aws_cdk import aws_ec2 as ec2
from constructs import Construct

from filmops.database_home import PORT
from filmops.function import OperationsFunction
from filmops.lost_pages import LostPages
from filmops.names import Names
from filmops.network import Inside, PrivateNetwork
from filmops.no_way_out import NO_WAY_OUT

LONGEST = Duration.minutes(15)
"""What Lambda gives a function."""


class DrillReading(Construct):
    """A guard for restored instances that lets the reader in and nobody else, and the reader.

    No client of the database reaches a restored copy by mistake, and the reader reaches no
    database but those behind this guard.
    """

    def __init__(
        self,
        scope: Construct,
        id: str,
        *,
        names: Names,
        network: PrivateNetwork,
        lost_pages: LostPages,
    ) -> None:
        super().__init__(scope, id)
        outside = self._group("Outside", network, "The reader of restored databases")
        self.guard = self._group(
            "Guard",
            network,
            "Restored databases, open to their reader",
            ec2.CfnSecurityGroup.IngressProperty(
                source_security_group_id=outside.attr_group_id,
                ip_protocol="tcp",
                from_port=PORT,
                to_port=PORT,
                description="The reader",
            ),
        )
        ec2.CfnSecurityGroupEgress(
            self,
            "Out",
            group_id=outside.attr_group_id,
            destination_security_group_id=self.guard.attr_group_id,
            ip_protocol="tcp",
            from_port=PORT,
            to_port=PORT,
            description="Restored databases",
        )
        self.reader = OperationsFunction(
            self,
            "Reader",
            name=names.of("drill-read"),
            folder="drill",
            module="reading",
            packaged=True,
            environment={},
            dead_letters=lost_pages,
            timeout=LONGEST,
            inside=Inside(network.subnets, outside.attr_group_id),
        )

    def _group(
        self,
        id: str,
        network: PrivateNetwork,
        is_for: str,
        *lets_in: ec2.CfnSecurityGroup.IngressProperty,
    ) -> ec2.CfnSecurityGroup:
        return ec2.CfnSecurityGroup(
            self,
            id,
            vpc_id=network.vpc,
            group_description=is_for,
            security_group_ingress=list(lets_in) or None,
            security_group_egress=[NO_WAY_OUT],
        )
