"""What whoever is on call works with: access to look and to act, and queries ready to run."""

from aws_cdk import Environment as Target
from aws_cdk import Stack
from constructs import Construct

from environments import Environment
from filmops.break_glass import BreakGlass
from filmops.names import Names
from filmops.on_call_access import OnCallAccess, Reach
from filmops.page_test import PAGE_TEST
from filmops.saved_queries import SavedQueries, of_database, of_functions, of_platform
from stacks.data import Data
from stacks.platform import database_name, name_of


class OnCall(Stack):
    """Roles and saved queries, in the primary Region; deployed after `data`."""

    def __init__(
        self,
        scope: Construct,
        id: str,
        *,
        env: Target,
        environment: Environment,
        names: Names,
        data: Data,
    ) -> None:
        super().__init__(scope, id, env=env)
        regions = [environment.primary_region, environment.recovery_region]
        logs = {part: name_of(self, log) for part, log in environment.platform.logs.items()}
        database = f"/aws/rds/instance/{database_name(self, environment, names)}"
        functions = [names.of(each) for each in _functions(environment)]
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
                functions=[names.of(PAGE_TEST)] if environment.reach.pagerduty else [],
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
                *of_functions([f"/aws/lambda/{function}" for function in functions]),
            ],
        )


def _functions(environment: Environment) -> list[str]:
    """What this project runs in the primary Region for as long as it is deployed."""
    return ["recovery-point", "drill-record"] + [PAGE_TEST] * bool(environment.reach.pagerduty)
