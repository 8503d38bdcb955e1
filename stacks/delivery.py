"""Who may deploy an environment without being a person."""

from collections.abc import Sequence

from aws_cdk import ArnFormat, Stack
from aws_cdk import Environment as Target
from aws_cdk import aws_iam as iam
from constructs import Construct

from environments import Environment
from filmops.acknowledged import ANY_RESOURCE, acknowledge, wildcard
from filmops.change_sets import may_plan, stacks_in, templates_in
from filmops.deployment_guards import DELIVERY, PUBLISHED
from filmops.github import GitHub, Workflow, bootstrap_roles
from filmops.names import Names
from stacks.paging import Paging

DEPLOYED = "deployed"
"""The SSM parameter with the commit that was deployed last and watched to the end."""


class Delivery(Stack):
    """GitHub's jobs as three roles: one plans, one deploys, one watches and tells.

    What deploys may do nothing but become one of CDK's own roles. It and what watches are pinned to
    the repository and to the GitHub environment of the same name, whose reviewers are asked first.
    Nobody is asked for what plans, in a GitHub environment of its own: it executes nothing.
    """

    def __init__(
        self,
        scope: Construct,
        id: str,
        *,
        env: Target,
        environment: Environment,
        repository: str,
        names: Names,
        paging: Paging,
    ) -> None:
        super().__init__(scope, id, env=env)
        self._names = names
        workflow = Workflow(repository, environment.name)
        regions = (environment.primary_region, environment.recovery_region)
        github = GitHub(self, "GitHub")
        plan = github.role(
            "Plan",
            name=names.of("plan"),
            workflow=Workflow(repository, f"{environment.name}-plan"),
            what="Makes change sets to be looked at, and executes none",
            rights=may_plan(self, environment.name, regions),
        )
        self._explain(plan, environment.name, regions)
        become = iam.PolicyStatement(
            actions=["sts:AssumeRole"], resources=bootstrap_roles(self, regions)
        )
        github.role(
            "Deploy",
            name=names.of("deploy"),
            workflow=workflow,
            what="Becomes the roles of cdk bootstrap, and nothing else",
            rights=[become],
        )
        watch = github.role(
            "Watch",
            name=names.of("watch"),
            workflow=workflow,
            what="Watches a deployment and tells of it",
            rights=[*self._watches(), *self._tells(paging)],
        )
        acknowledge(watch, ANY_RESOURCE, "Reading alarms and metrics knows no resource")
        acknowledge(
            watch,
            wildcard(self, self._parameter(f"{PUBLISHED}/*")),
            "One list of guards for each service, whatever services there are",
        )

    def _explain(self, plan: iam.Role, stacks: str, regions: Sequence[str]) -> None:
        for region in regions:
            every = "One environment's stacks, whatever stacks there are"
            acknowledge(plan, wildcard(self, stacks_in(self, stacks, region)), every)
            hashed = "A template is named after what is in it; no code of a function ends in .json"
            acknowledge(plan, wildcard(self, templates_in(self, region)), hashed)

    def _watches(self) -> list[iam.PolicyStatement]:
        return [
            iam.PolicyStatement(
                actions=["cloudwatch:DescribeAlarms", "cloudwatch:GetMetricData"], resources=["*"]
            ),
            iam.PolicyStatement(
                actions=["cloudwatch:PutMetricData"],
                resources=["*"],
                conditions={"StringEquals": {"cloudwatch:namespace": DELIVERY}},
            ),
            iam.PolicyStatement(
                actions=["ssm:GetParametersByPath"],
                resources=[self._parameter(PUBLISHED), self._parameter(f"{PUBLISHED}/*")],
            ),
            iam.PolicyStatement(
                actions=["ssm:GetParameter", "ssm:PutParameter"],
                resources=[self._parameter(DEPLOYED)],
            ),
        ]

    def _tells(self, paging: Paging) -> list[iam.PolicyStatement]:
        """To say in Slack that it was rolled back: the topic of what is answered during the day."""
        return [
            iam.PolicyStatement(actions=["sns:Publish"], resources=[paging.path.told_to_slack]),
            iam.PolicyStatement(
                actions=["kms:Decrypt", "kms:GenerateDataKey"],
                resources=[paging.path.key.key_arn],
            ),
        ]

    def _parameter(self, thing: str) -> str:
        return self.format_arn(
            service="ssm",
            resource="parameter",
            resource_name=self._names.parameter(thing).removeprefix("/"),
            arn_format=ArnFormat.SLASH_RESOURCE_NAME,
        )
