"""The alarms of one environment's primary Region."""

from collections.abc import Iterator

from aws_cdk import Environment as Target
from aws_cdk import Stack
from constructs import Construct

from environments import Environment
from filmops.alarm_board import AlarmBoard
from filmops.alarms import AlarmSpec
from filmops.names import Names
from filmops.platform_alarms import api_errors, certificate_expiry, no_healthy_host, queue_depth
from filmops.rendering import render_alarm
from stacks.links import links_of
from stacks.paging import Paging
from stacks.platform import name_of

BOARD = "monitoring"


class Monitoring(Stack):
    """What is alarmed on, told to the topics of `paging`, shown on one board."""

    def __init__(
        self,
        scope: Construct,
        id: str,
        *,
        env: Target,
        environment: Environment,
        names: Names,
        paging: Paging,
    ) -> None:
        super().__init__(scope, id, env=env)
        board = names.of(BOARD)
        links = links_of(environment, self.region, board)
        specs = list(_alarms(self, environment, names))
        actions = paging.path.actions
        for spec in specs:
            render_alarm(self, spec, actions=actions, links=links)
        shown = [spec.name for spec in specs]
        AlarmBoard(self, "Board", name=board, speaking=shown, charted=shown)


def _alarms(scope: Construct, environment: Environment, names: Names) -> Iterator[AlarmSpec]:
    """What the environment does not have is left out."""
    handbook, platform = environment.handbook, environment.platform
    if platform.api:
        balancer = name_of(scope, platform.api.load_balancer)
        group = name_of(scope, platform.api.target_group)
        yield no_healthy_host(names, handbook, load_balancer=balancer, target_group=group)
        yield api_errors(names, handbook, load_balancer=balancer)
    for kind, queue in platform.queues.items():
        yield queue_depth(names, handbook, kind=kind, queue=name_of(scope, queue.name))
    for kind, certificate in platform.certificates.items():
        yield certificate_expiry(names, handbook, kind=kind, arn=name_of(scope, certificate))
