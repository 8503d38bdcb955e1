"""The role that may approve a runbook."""

from aws_cdk import ArnFormat, Stack
from aws_cdk import aws_iam as iam
from constructs import Construct

from filmops.acknowledged import acknowledge, wildcard
from filmops.names import Names


def approver_arn(scope: Construct, names: Names) -> str:
    """Its ARN by its name: the other Region writes it down."""
    return Stack.of(scope).format_arn(
        service="iam", region="", resource="role", resource_name=names.of("approver")
    )


class Approver(iam.Role):
    """May say yes or no to a run, and see what it is about; assumed with MFA.

    Who may assume it, the account's own policies say; roles are the account's, so one serves both
    Regions.
    """

    def __init__(self, scope: Construct, id: str, *, names: Names) -> None:
        here = Stack.of(scope)
        super().__init__(
            scope,
            id,
            role_name=names.of("approver"),
            description="Approves runbooks that cannot be undone",
            assumed_by=iam.AccountRootPrincipal().with_conditions(
                {"Bool": {"aws:MultiFactorAuthPresent": "true"}}
            ),
        )
        runs = here.format_arn(
            service="ssm",
            region="*",
            resource="automation-execution",
            resource_name="*",
            arn_format=ArnFormat.SLASH_RESOURCE_NAME,
        )
        policy = iam.Policy(
            self,
            "May",
            roles=[self],
            statements=[
                iam.PolicyStatement(
                    actions=["ssm:SendAutomationSignal", "ssm:GetAutomationExecution"],
                    resources=[runs],
                )
            ],
        )
        acknowledge(policy, wildcard(self, runs), "Runs are numbered by SSM, in both Regions")
