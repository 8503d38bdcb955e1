"""Maintenance windows of the primary Region."""

from collections.abc import Sequence

from aws_cdk import Environment as Target
from aws_cdk import Stack
from constructs import Construct

from environments import Environment
from filmops.composites import Alarms
from filmops.names import Names
from stacks.data import Data
from stacks.paging import Paging
from stacks.window_calendar import watch_calendar, window_calendar


class Maintenance(Stack):
    """What happens in a window and around it; `paging` names the primary Region first."""

    def __init__(
        self,
        scope: Construct,
        id: str,
        *,
        env: Target,
        environment: Environment,
        names: Names,
        paging: Sequence[Paging],
        alarms: Alarms,
        data: Data,
    ) -> None:
        super().__init__(scope, id, env=env)
        calendar = window_calendar(
            self, environment, names, paging=paging, alarms=alarms, database=data.database.arn
        )
        calendar.announce()
        watch_calendar(self, environment, names, paging[0], Alarms())
