"""What a PostgreSQL instance needs before it can be created or restored in a Region."""

from aws_cdk import CfnDeletionPolicy, CfnTag
from aws_cdk import aws_ec2 as ec2
from aws_cdk import aws_rds as rds
from constructs import Construct

from filmops.names import Names
from filmops.network import PrivateNetwork
from filmops.no_way_out import NO_WAY_OUT

ENGINE_MAJOR = "17"
"""Without the minor version: one applied in a window would be taken back by the next deployment."""
PORT = 5433
"""Not PostgreSQL's default, which every scanner tries first (Security Hub RDS.23)."""


class DatabaseHome(Construct):
    """Subnet group, parameter group and security group, the same in both Regions.

    A restored instance gets AWS's defaults unless these are passed, which would let it be reached
    without TLS. Their names are fixed, so that a runbook can pass them when the primary Region is
    gone. `connections` is the most that may be open at once. `subnet_group` is the name of one that
    was there already.
    """

    def __init__(
        self,
        scope: Construct,
        id: str,
        *,
        names: Names,
        network: PrivateNetwork,
        connections: int,
        subnet_group: str | None = None,
    ) -> None:
        super().__init__(scope, id)
        name = names.of("database")
        self.subnet_group = rds.CfnDBSubnetGroup(
            self,
            "Subnets",
            db_subnet_group_name=subnet_group or name,
            db_subnet_group_description="Private subnets of two Zones",
            subnet_ids=list(network.subnets),
        )
        # The instance outlives its stack, and could not without it.
        self.subnet_group.cfn_options.deletion_policy = CfnDeletionPolicy.RETAIN
        self.subnet_group.cfn_options.update_replace_policy = CfnDeletionPolicy.RETAIN
        self.parameter_group = rds.CfnDBParameterGroup(
            self,
            "Parameters",
            db_parameter_group_name=f"{name}-postgres{ENGINE_MAJOR}",
            description="Nobody connects without TLS",
            family=f"postgres{ENGINE_MAJOR}",
            parameters={"rds.force_ssl": "1", "max_connections": str(connections)},
        )
        self.security_group = ec2.CfnSecurityGroup(
            self,
            "Guard",
            vpc_id=network.vpc,
            group_description="The database, open to its clients and to nobody else",
            security_group_ingress=[
                ec2.CfnSecurityGroup.IngressProperty(
                    ip_protocol="tcp",
                    from_port=PORT,
                    to_port=PORT,
                    source_security_group_id=client,
                    description="A client of the database",
                )
                for client in network.clients
            ],
            security_group_egress=[NO_WAY_OUT],
            tags=[CfnTag(key="Name", value=name)],
        )
