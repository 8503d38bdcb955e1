"""What whoever is on call works with: access to look and to act, and queries ready to run."""

from aws_cdk import Environment as Target
from aws_cdk import Stack
from constructs import Construct

from environments import Environment
from filmops.break_glass import BreakGlass
from filmops.incident_updates import INCIDENT_UPDATES, IncidentUpdates, Told
from filmops.names import Names
from filmops.on_call_access import OnCallAccess
from filmops.on_call_reach import Reach
from filmops.page_test import PAGE_TEST
from filmops.saved_queries import SavedQueries, of_database, of_functions, of_platform
from filmops.topic import AlarmTopic
from stacks.data import Data
from stacks.paging import Paging
from stacks.platform import database_name, name_of, parameters_of


class OnCall(Stack):
    """Roles, saved queries and reminders, in the primary Region; deployed after `data`.

    `paging` are the paths of both Regions, the primary one's first.
    """

    def __init__(
        self,
        scope: Construct,
        id: str,
        *,
        env: Target,
        environment: Environment,
        names: Names,
        paging: tuple[Paging, Paging],
        data: Data,
    ) -> None:
        super().__init__(scope, id, env=env)
        self._environment, self._names = environment, names
        here, _ = paging
        if here.updates:
            self._remind(paging, here.updates)
        regions = [environment.primary_region, environment.recovery_region]
        logs = {part: name_of(self, log) for part, log in environment.platform.logs.items()}
        database = f"/aws/rds/instance/{database_name(self, environment, names)}"
        functions = _functions(environment)
        OnCallAccess(
            self,
            "Access",
            names=names,
            reach=Reach(
                regions=regions,
                database=data.database.resource_id,
                log_groups=[
                    f"/aws/lambda/{names.of('*')}",
                    f"{database}/*",
                ],
                platform_logs=list(logs.values()),
                functions=[
                    names.of(each) for each in (PAGE_TEST, INCIDENT_UPDATES) if each in functions
                ],
                tables=[names.of(INCIDENT_UPDATES)] if here.updates else [],
                parameters=parameters_of(environment),
            ),
        )
        BreakGlass(self, "BreakGlass", names=names, regions=regions)
        SavedQueries(
            self,
            "Queries",
            names=names,
            queries=[
                *of_platform(logs),
                *of_database(f"{database}/postgresql"),
                *of_functions([f"/aws/lambda/{names.of(each)}" for each in functions]),
            ],
        )

    def _remind(self, paging: tuple[Paging, Paging], topic: AlarmTopic) -> None:
        """Reminders of updates; that nobody reminds is told beside the paging path."""
        environment, names = self._environment, self._names
        here, _ = paging
        on_call, severities = environment.handbook.on_call, environment.handbook.severities
        IncidentUpdates(
            self,
            "Updates",
            names=names,
            told=Told(
                environment=environment.name,
                severities=severities,
                events={one.region: one.events for one in paging},
                status_page=environment.links.status_page,
                runbooks=environment.links.runbooks,
            ),
            updates=on_call.updates,
            handover=on_call.rotation.moment,
            topic=topic,
            alarms={
                level: [one.path.topics[level].spelled_arn for one in paging]
                for level, _ in severities.items()
            },
            paging=here.path,
        )


def _functions(environment: Environment) -> list[str]:
    """What this project runs in the primary Region for as long as it is deployed."""
    reach = environment.reach
    return [
        "recovery-point",
        "drill-record",
        *([PAGE_TEST] if reach.pagerduty else []),
        *([INCIDENT_UPDATES] if reach.slack else []),
    ]
