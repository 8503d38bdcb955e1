"""A document in the account, with a role that may do its steps and nothing else."""

from collections.abc import Sequence

from aws_cdk import ArnFormat, Stack
from aws_cdk import aws_iam as iam
from aws_cdk import aws_ssm as ssm
from constructs import Construct

from filmops.acknowledged import acknowledge, wildcard
from filmops.automation.document import Document

PATH = "/filmops/runbooks/"
"""Where the roles of runbooks are: whoever starts one must be allowed to hand it its role."""


class AutomationRole(iam.Role):
    """What Automation may do for one document: `may`, and to publish requests for approval.

    `wildcards` are ARNs among them that end in one, with the reason.
    """

    def __init__(
        self,
        scope: Construct,
        id: str,
        *,
        description: str,
        may: Sequence[iam.PolicyStatement],
        wildcards: Sequence[str],
        reason: str,
    ) -> None:
        here = Stack.of(scope)
        runs = here.format_arn(
            service="ssm",
            resource="automation-execution",
            resource_name="*",
            arn_format=ArnFormat.SLASH_RESOURCE_NAME,
        )
        super().__init__(
            scope,
            id,
            path=PATH,
            description=description,
            assumed_by=iam.ServicePrincipal(
                "ssm.amazonaws.com",
                conditions={
                    "StringEquals": {"aws:SourceAccount": here.account},
                    "ArnLike": {"aws:SourceArn": runs},
                },
            ),
        )
        policy = iam.Policy(scope, "May", roles=[self], statements=list(may))
        for arn in wildcards:
            acknowledge(policy, wildcard(scope, arn), reason)


class Runbook(Construct):
    """One Automation document under a fixed name: people type it at 3 a.m.

    A new version becomes the default one; runs that have begun keep theirs.
    """

    def __init__(
        self,
        scope: Construct,
        id: str,
        *,
        document: Document,
        may: Sequence[iam.PolicyStatement],
        wildcards: Sequence[str] = (),
        reason: str = "",
    ) -> None:
        super().__init__(scope, id)
        role = AutomationRole(
            self,
            "Role",
            description=f"What the runbook {document.name} may do",
            may=may,
            wildcards=wildcards,
            reason=reason,
        )
        ssm.CfnDocument(
            self,
            "Document",
            name=document.name,
            document_type="Automation",
            document_format="JSON",
            content=document.content(role.role_arn),
            update_method="NewVersion",
        )
