"""Maintenance windows of the primary Region."""

from collections.abc import Sequence

from aws_cdk import Environment as Target
from aws_cdk import Stack
from constructs import Construct

from environments import Environment
from filmops.arns import colon_arn
from filmops.calendar_alarms import calendar_alarms
from filmops.names import Names
from stacks.data import Data
from stacks.monitoring import Made
from stacks.paging import Paging
from stacks.platform import database_name
from stacks.window_calendar import readers_of, watch_calendar, window_calendar
from stacks.window_work import WindowWork, Worked


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
        monitored: Made,
        data: Data,
    ) -> None:
        super().__init__(scope, id, env=env)
        self.add_stack_dependency(data)
        here, database = paging[0], database_name(self, environment, names)
        readers = readers_of(environment, here)
        calendar = window_calendar(
            self,
            environment,
            names,
            paging=paging,
            readers=readers,
            alarms=monitored.alarms,
            database=colon_arn(self, "rds", "db", database),
            freezes=environment.maintenance.change_calendar,
        )
        on = Worked(database, monitored.objectives)
        work = WindowWork(self, environment, names, here.path, on)
        calendar.announce(work.ahead())
        told = calendar_alarms(names, environment.handbook) + work.alarms
        work.window(calendar, readers, told, work.care(data.cared_for, data.access_logs))
        watch_calendar(self, environment, names, here, told)
