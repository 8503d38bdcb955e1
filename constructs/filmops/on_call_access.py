"""What whoever is on call can reach: what the handbook requires, and what its runbooks name."""

from collections.abc import Sequence

from aws_cdk import ArnFormat, Duration, Stack
from aws_cdk import aws_iam as iam
from constructs import Construct

from filmops.acknowledged import ANY_RESOURCE, acknowledge, wildcard
from filmops.automation.runbook import PATH
from filmops.names import Names
from filmops.on_call_reach import Reach
from filmops.on_call_reads import LOOKS, READS_LOGS
from filmops.on_call_records import RecordRights
from filmops.on_call_windows import EXECUTIONS_ARE_NUMBERED, WindowRights
from filmops.paging import LOST_PAGES

DATABASE_USER = "filmops_readonly"
"""The PostgreSQL user that reads everything and writes nothing; it signs in by IAM alone."""

_SHIFT = Duration.hours(12)


class OnCallAccess(iam.Role):
    """The role for a shift: dashboards, alarms, logs, the database read-only, runbooks to start.

    Who may assume it, the account's own policies say, and whoever does is in CloudTrail by name. It
    approves nothing: that takes a second person (`Approver`). It restores and deletes nothing, and
    changes nothing but the maintenance window: a runbook does it with a role of its own. What goes
    beyond the access the handbook requires is listed in docs/decisions/0027-on-call-access.md.
    """

    def __init__(self, scope: Construct, id: str, *, names: Names, reach: Reach) -> None:
        super().__init__(
            scope,
            id,
            role_name=names.of("on-call"),
            description="Whoever is on call: looks, reads the database, starts runbooks, gives "
            "updates, holds and runs maintenance windows",
            assumed_by=iam.AccountRootPrincipal(),
            max_session_duration=_SHIFT,
        )
        self._names, self._reach = names, reach
        looks = iam.Policy(self, "Looks", roles=[self], statements=[_anywhere(LOOKS)])
        acknowledge(
            looks, ANY_RESOURCE, "Reads of settings and measurements; most know no resource"
        )
        self._may(
            "ReadsLogs",
            "Groups and streams get their names when they are made",
            READS_LOGS,
            self._logs(),
        )
        self._may("ReadsDatabase", "", ["rds-db:connect"], [self._user()])
        self._reads_records()
        self._reads_lost_pages()
        self._starts_runbooks()
        self._keeps_windows()
        called = [
            arn for name in reach.functions for arn in self._everywhere("lambda", "function", name)
        ]
        if called:
            self._may("Calls", "", ["lambda:InvokeFunction"], called)

    def _may(self, id: str, reason: str, actions: Sequence[str], resources: list[str]) -> None:
        statement = iam.PolicyStatement(actions=list(actions), resources=resources)
        policy = iam.Policy(self, id, roles=[self], statements=[statement])
        for arn in resources:
            if "*" in arn:
                acknowledge(policy, wildcard(self, arn), reason)

    def _reads_lost_pages(self) -> None:
        """A page that was lost is a page: it is read first, and taken out by nobody."""
        queues = [
            self._arn("sqs", one, self._names.of(LOST_PAGES), None, ArnFormat.NO_RESOURCE_NAME)
            for one in self._reach.regions
        ]
        keys = self._everywhere("kms", "key", "*", ArnFormat.SLASH_RESOURCE_NAME)
        opens = iam.PolicyStatement(
            actions=["kms:Decrypt"],
            resources=keys,
            conditions={
                "ForAnyValue:StringEquals": {
                    "kms:ResourceAliases": f"alias/{self._names.of('paging')}"
                }
            },
        )
        reads = iam.PolicyStatement(actions=["sqs:ReceiveMessage"], resources=queues)
        policy = iam.Policy(self, "ReadsLostPages", roles=[self], statements=[reads, opens])
        for arn in keys:
            acknowledge(policy, wildcard(self, arn), "A key is known by its alias in each Region")

    def _reads_records(self) -> None:
        rights = RecordRights(Stack.of(self), self._names, self._reach)
        policy = iam.Policy(self, "Records", roles=[self], statements=[*rights.statements()])
        for arn in rights.runs:
            acknowledge(policy, wildcard(self, arn), EXECUTIONS_ARE_NUMBERED)
        for arn in rights.objects:
            acknowledge(policy, wildcard(self, arn), "A record is named after the day of its drill")
        for arn in rights.keys:
            acknowledge(policy, wildcard(self, arn), "A key is known by its alias in each Region")

    def _starts_runbooks(self) -> None:
        documents = [
            arn
            for kind in ("document", "automation-definition")
            for arn in self._everywhere(
                "ssm", kind, self._names.of("*"), ArnFormat.SLASH_RESOURCE_NAME
            )
        ]
        self._may(
            "StartsRunbooks",
            "Every runbook of the environment, in whatever version",
            ["ssm:StartAutomationExecution", "ssm:GetDocument", "ssm:DescribeDocument"],
            documents,
        )
        roles = Stack.of(self).format_arn(
            service="iam", region="", resource="role", resource_name=f"{PATH.strip('/')}/*"
        )
        hands = iam.PolicyStatement(
            actions=["iam:PassRole"],
            resources=[roles],
            conditions={"StringEquals": {"iam:PassedToService": "ssm.amazonaws.com"}},
        )
        policy = iam.Policy(self, "HandsRoles", roles=[self], statements=[hands])
        acknowledge(policy, wildcard(self, roles), "Whoever starts a runbook hands it its own role")

    def _keeps_windows(self) -> None:
        rights = WindowRights(Stack.of(self), self._names)
        policy = iam.Policy(self, "Windows", roles=[self], statements=[*rights.statements()])
        for arn in rights.runs:
            acknowledge(policy, wildcard(self, arn), EXECUTIONS_ARE_NUMBERED)

    def _logs(self) -> list[str]:
        here = Stack.of(self).region
        return [
            *(
                arn
                for one in self._reach.log_groups
                for arn in self._everywhere("logs", "log-group", one)
            ),
            *(
                self._arn("logs", here, "log-group", f"{one}:*")
                for one in self._reach.platform_logs
            ),
        ]

    def _user(self) -> str:
        return Stack.of(self).format_arn(
            service="rds-db",
            resource="dbuser",
            resource_name=f"{self._reach.database}/{DATABASE_USER}",
            arn_format=ArnFormat.COLON_RESOURCE_NAME,
        )

    def _everywhere(
        self,
        service: str,
        resource: str,
        name: str,
        form: ArnFormat = ArnFormat.COLON_RESOURCE_NAME,
    ) -> list[str]:
        return [self._arn(service, one, resource, name, form) for one in self._reach.regions]

    def _arn(
        self,
        service: str,
        region: str,
        resource: str,
        name: str | None,
        form: ArnFormat = ArnFormat.COLON_RESOURCE_NAME,
    ) -> str:
        return Stack.of(self).format_arn(
            service=service, region=region, resource=resource, resource_name=name, arn_format=form
        )


def _anywhere(actions: Sequence[str]) -> iam.PolicyStatement:
    return iam.PolicyStatement(actions=list(actions), resources=["*"])
