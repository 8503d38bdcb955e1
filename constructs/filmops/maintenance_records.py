"""The table that knows of every window: claimed by whom, announced when, worked through how."""

from aws_cdk import RemovalPolicy
from aws_cdk import aws_dynamodb as dynamodb
from aws_cdk import aws_iam as iam
from constructs import Construct

from filmops.names import Names

RECORDS = "maintenance-records"


class MaintenanceRecords(dynamodb.Table):
    """Keyed by window and what the record is of. Never expires: a window leaves some forty records.

    It may be restored to any second of five weeks, and cannot be deleted by a deployment.
    """

    def __init__(self, scope: Construct, id: str, *, names: Names) -> None:
        super().__init__(
            scope,
            id,
            table_name=names.of(RECORDS),
            partition_key=dynamodb.Attribute(name="window", type=dynamodb.AttributeType.STRING),
            sort_key=dynamodb.Attribute(name="what", type=dynamodb.AttributeType.STRING),
            billing_mode=dynamodb.BillingMode.PAY_PER_REQUEST,
            encryption=dynamodb.TableEncryption.AWS_MANAGED,
            point_in_time_recovery_specification=dynamodb.PointInTimeRecoverySpecification(
                point_in_time_recovery_enabled=True
            ),
            deletion_protection=True,
            removal_policy=RemovalPolicy.RETAIN,
        )

    @property
    def may_read(self) -> iam.PolicyStatement:
        """What reading a window's records needs."""
        return iam.PolicyStatement(
            actions=["dynamodb:GetItem", "dynamodb:Query"], resources=[self.table_arn]
        )

    @property
    def may_write(self) -> iam.PolicyStatement:
        """What reading and writing them needs; nobody deletes one."""
        return iam.PolicyStatement(
            actions=[
                "dynamodb:GetItem",
                "dynamodb:PutItem",
                "dynamodb:Query",
                "dynamodb:UpdateItem",
            ],
            resources=[self.table_arn],
        )
