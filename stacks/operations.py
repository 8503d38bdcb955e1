"""Everything one environment deploys."""

from aws_cdk import Environment as Target
from aws_cdk import Stack, Stage
from aws_cdk import aws_iam as iam
from constructs import Construct

from environments import Environment
from filmops.break_glass import BreakGlass
from filmops.names import Names
from filmops.on_call_access import OnCallAccess
from stacks.data import Data
from stacks.delivery import Delivery
from stacks.maintenance import Maintenance
from stacks.monitoring import monitor
from stacks.on_call import OnCall
from stacks.paging import Paging
from stacks.recovery import Recovery

BOUNDARY = "filmops-boundary"
"""A policy of the account, on every role that a service takes: who may deploy may not give himself
more (docs/delivery.md). The roles that people take have bounds of their own."""


class Operations(Stage):
    """The stacks of one environment, in both its Regions."""

    def __init__(self, scope: Construct, environment: Environment) -> None:
        super().__init__(scope, environment.name)
        names = Names(environment.prefix)
        primary = Target(account=environment.account, region=environment.primary_region)
        recovery = Target(account=environment.account, region=environment.recovery_region)

        there = Paging(self, "RecoveryPaging", env=recovery, environment=environment, names=names)
        here = Paging(self, "Paging", env=primary, environment=environment, names=names)
        here.show_in_slack(here, there)
        monitored = monitor(self, environment, env=primary, names=names, paging=here)
        waiting = Recovery(
            self, "Recovery", env=recovery, environment=environment, names=names, paging=there
        )
        data = Data(
            self,
            "Data",
            env=primary,
            environment=environment,
            names=names,
            paging=here,
            recovery=waiting,
        )
        if environment.delivery:
            Delivery(
                self,
                "Delivery",
                env=primary,
                environment=environment,
                repository=environment.delivery.repository,
                names=names,
                paging=here,
            )
        Maintenance(
            self,
            "Maintenance",
            env=primary,
            environment=environment,
            names=names,
            paging=(here, there),
            monitored=monitored,
            data=data,
        )
        OnCall(
            self,
            "OnCall",
            env=primary,
            environment=environment,
            names=names,
            paging=here,
            data=data,
        )
        self._bound()

    def _bound(self) -> None:
        for stack in [one for one in self.node.children if isinstance(one, Stack)]:
            boundary = iam.ManagedPolicy.from_managed_policy_name(stack, "Boundary", BOUNDARY)
            people = (OnCallAccess, BreakGlass)
            parts = stack.node.children if isinstance(stack, OnCall) else [stack]
            for part in parts:
                if not isinstance(part, people):
                    iam.PermissionsBoundary.of(part).apply(boundary)
