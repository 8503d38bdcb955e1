"""What GitHub's workflows may be in an account: a provider of identities, and roles pinned to one."""

from collections.abc import Sequence
from dataclasses import dataclass

from aws_cdk import Stack
from aws_cdk import aws_iam as iam
from constructs import Construct

ISSUER = "token.actions.githubusercontent.com"
"""https://docs.github.com/en/actions/reference/security/oidc"""
AUDIENCE = "sts.amazonaws.com"


@dataclass(frozen=True, slots=True)
class Workflow:
    """The jobs of one repository that run in one of its GitHub environments, and no others."""

    repository: str
    environment: str

    @property
    def subject(self) -> str:
        """The `sub` claim of exactly these jobs."""
        return f"repo:{self.repository}:environment:{self.environment}"


class GitHub(Construct):
    """GitHub as a provider of identities; an account has one.

    AWS trusts GitHub's certificate by itself: no thumbprint has to be kept.
    """

    def __init__(self, scope: Construct, id: str) -> None:
        super().__init__(scope, id)
        provider = iam.CfnOIDCProvider(
            self, "Provider", url=f"https://{ISSUER}", client_id_list=[AUDIENCE]
        )
        self._arn = provider.attr_arn

    def role(
        self,
        id: str,
        *,
        name: str,
        workflow: Workflow,
        what: str,
        rights: Sequence[iam.PolicyStatement],
    ) -> iam.Role:
        """A role that only jobs of the workflow can be, for an hour at most; `what` it is for."""
        only = {
            f"{ISSUER}:aud": AUDIENCE,
            f"{ISSUER}:sub": workflow.subject,
        }
        return iam.Role(
            self,
            id,
            role_name=name,
            description=what,
            assumed_by=iam.WebIdentityPrincipal(self._arn, {"StringEquals": only}),
            inline_policies={"May": iam.PolicyDocument(statements=list(rights))},
        )


QUALIFIER = "hnb659fds"
"""What `cdk bootstrap` names its things with unless told otherwise."""


def bootstrap_roles(stack: Stack, regions: Sequence[str]) -> list[str]:
    """The ARNs of the roles that `cdk bootstrap` makes for whoever deploys, Region by Region."""
    return [
        bootstrap_role(stack, kind, region)
        for region in regions
        for kind in ("deploy", "file-publishing", "image-publishing", "lookup")
    ]


def bootstrap_role(stack: Stack, kind: str, region: str) -> str:
    """The ARN of one of them."""
    return stack.format_arn(
        service="iam",
        region="",
        resource="role",
        resource_name=f"cdk-{QUALIFIER}-{kind}-role-{stack.account}-{region}",
    )
