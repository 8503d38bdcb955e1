"""A Lambda function, as all of ours are."""

from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import cast

from aws_cdk import Duration, IgnoreMode, RemovalPolicy
from aws_cdk import aws_iam as iam
from aws_cdk import aws_lambda as lambda_
from aws_cdk import aws_logs as logs
from constructs import Construct

from filmops.acknowledged import ANY_RESOURCE, acknowledge, any_of, wildcard
from filmops.dead_letters import DeadLetters
from filmops.lost_pages import LostPages
from filmops.network import Inside, may_stand_inside
from filmops.packages import packed

FUNCTIONS = Path(__file__).parents[2] / "functions"


class OperationsFunction(lambda_.Function):
    """Plain Python from `functions/<folder>/`: one run at a time, traced, logs kept three months.

    `module` of the folder holds its `handle`. Where the folder has a `requirements.txt`, `packaged`
    puts those packages beside it. A run that failed three times leaves its event in `dead_letters`.
    Its role may write its own log and its traces, and nothing else until it is granted more.
    """

    def __init__(
        self,
        scope: Construct,
        id: str,
        *,
        name: str,
        folder: str,
        environment: Mapping[str, str],
        dead_letters: LostPages | DeadLetters,
        timeout: Duration,
        module: str = "handler",
        packaged: bool = False,
        inside: Inside | None = None,
    ) -> None:
        log = logs.LogGroup(
            scope,
            f"{id}Log",
            log_group_name=f"/aws/lambda/{name}",
            retention=logs.RetentionDays.THREE_MONTHS,
            removal_policy=RemovalPolicy.DESTROY,
        )
        role = iam.Role(scope, f"{id}Role", assumed_by=iam.ServicePrincipal("lambda.amazonaws.com"))
        super().__init__(
            scope,
            id,
            function_name=name,
            runtime=lambda_.Runtime.PYTHON_3_14,
            architecture=lambda_.Architecture.ARM_64,
            code=_packaged(folder) if packaged else _plain(folder),
            handler=f"{folder}.{module}.handle",
            environment=dict(environment),
            role=role,
            log_group=log,
            tracing=lambda_.Tracing.ACTIVE,
            reserved_concurrent_executions=1,
            dead_letter_queue=dead_letters,
            timeout=timeout,
        )
        self._role = role
        self._policy = iam.Policy(self, "May", roles=[role])
        self.may(_writes(log), *dead_letters.may_bury)
        if inside:
            self._move_inside(inside)
        acknowledge(
            role, ANY_RESOURCE, "X-Ray's write actions know no resource (service authorization)"
        )

    def _move_inside(self, inside: Inside) -> None:
        function = cast("lambda_.CfnFunction", self.node.default_child)
        function.vpc_config = lambda_.CfnFunction.VpcConfigProperty(
            subnet_ids=list(inside.subnets), security_group_ids=[inside.security_group]
        )
        policy = may_stand_inside(self, self._role)
        function.node.add_dependency(policy)  # Lambda tries the role when the function is made

    def may(self, *statements: iam.PolicyStatement) -> None:
        """Grant the function exactly these statements."""
        self._policy.add_statements(*statements)

    def may_among(self, reason: str, *statements: iam.PolicyStatement) -> None:
        """Grant them on resources that are named by a wildcard; `reason` says why no narrower."""
        self.may(*statements)
        wild = {one for statement in statements for one in statement.resources if "*" in one}
        for resource in sorted(wild):
            acknowledge(self._policy, any_of(resource), reason)

    def may_anywhere(self, statement: iam.PolicyStatement, reason: str) -> None:
        """Grant an action that knows no resource; `reason` says what fences it instead."""
        alone = iam.Policy(self, "MayAnywhere", roles=[self._role], statements=[statement])
        acknowledge(alone, ANY_RESOURCE, reason)

    def may_list(self, actions: Sequence[str], resources: Sequence[str], reason: str) -> None:
        """Grant reading what the service chooses the names of; wildcard ARNs for that `reason`."""
        statement = iam.PolicyStatement(actions=list(actions), resources=list(resources))
        alone = iam.Policy(self, "MayList", roles=[self._role], statements=[statement])
        for arn in resources:
            if "*" in arn:
                acknowledge(alone, wildcard(self, arn), reason)


def _plain(folder: str) -> lambda_.Code:
    return lambda_.Code.from_asset(
        str(FUNCTIONS),
        exclude=["*", f"!{folder}", f"!{folder}/*.py"],
        ignore_mode=IgnoreMode.GIT,
    )


def _packaged(folder: str) -> lambda_.Code:
    return lambda_.Code.from_asset(str(packed(FUNCTIONS / folder)))


def _writes(log: logs.LogGroup) -> iam.PolicyStatement:
    return iam.PolicyStatement(
        actions=["logs:CreateLogStream", "logs:PutLogEvents"], resources=[log.log_group_arn]
    )
