"""Everything one environment deploys."""

from aws_cdk import Environment as Target
from aws_cdk import PermissionsBoundary, Stage
from constructs import Construct

from environments import Environment
from filmops.names import Names
from stacks.data import Data
from stacks.delivery import Delivery
from stacks.maintenance import Maintenance
from stacks.monitoring import monitor
from stacks.on_call import OnCall
from stacks.paging import Paging
from stacks.recovery import Recovery

BOUNDARY = PermissionsBoundary.from_name("filmops-boundary")
"""On every role here, so that who may deploy may not give himself more (docs/delivery.md)."""


class Operations(Stage):
    """The stacks of one environment, in both its Regions."""

    def __init__(self, scope: Construct, environment: Environment) -> None:
        super().__init__(scope, environment.name, permissions_boundary=BOUNDARY)
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
            paging=(here, there),
            data=data,
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
