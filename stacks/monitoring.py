"""The monitoring of one environment's primary Region: foundations, overview, then all services."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Self

from aws_cdk import Annotations, Stack
from aws_cdk import Environment as Target
from constructs import Construct

from environments import Environment
from filmops.alarms import Links
from filmops.boards.overview import overview
from filmops.burn_rates import tiers
from filmops.composites import Alarms
from filmops.dashboards import place_of, render_board
from filmops.dealing import refuse_overfull, stack_of
from filmops.deployment_guards import deployed
from filmops.exclusions import windows
from filmops.names import Names
from filmops.rendering import render
from filmops.service import Policy
from filmops.thin_traffic import too_little
from filmops.watch import Desk, Watch, render_watch
from stacks.catalogue import Entry, build, catalogue
from stacks.links import guide_of
from stacks.paging import BOARD as PAGING
from stacks.paging import Paging
from stacks.recovery_watch import BOARD as RECOVERY

OTHER_BOARDS = ((RECOVERY, "Recovery"), (PAGING, "Paging health"))


@dataclass(frozen=True, slots=True)
class Made:
    """The alarms of watches, and the names of their objectives."""

    alarms: Alarms
    objectives: tuple[str, ...]

    @classmethod
    def of(cls, watches: Sequence[Watch], policy: Policy) -> Self:
        """Of these watches."""
        alarms, objectives = Alarms(), list[str]()
        for watch in watches:
            alarms += watch.alarms(policy)
            for service in watch.services:
                objectives += [policy.names.of(one.name) for one in service.objectives]
        return cls(alarms, tuple(objectives))

    def __add__(self, other: "Made") -> "Made":
        return Made(self.alarms + other.alarms, self.objectives + other.objectives)


class Monitoring(Stack):
    """Some watches of an environment, each with its alarms, objectives and board.

    `overview_of` are the entries an overview is made of, where this stack has it.
    """

    def __init__(
        self,
        scope: Construct,
        id: str,
        *,
        env: Target,
        environment: Environment,
        desk: Desk,
        entries: Sequence[Entry],
        overview_of: Sequence[Entry] = (),
    ) -> None:
        super().__init__(scope, id, env=env)
        watches = [build(entry, self, environment, desk.policy) for entry in entries]
        self.made = Made.of(watches, desk.policy)
        names = self.made.alarms.names
        if overview_of:
            _overview(self, environment, desk, overview_of)
            names |= _deployment(self, environment, desk)
        made = sum(render_watch(self, watch, desk, names) for watch in watches)
        refuse_overfull(id, made, environment.monitoring.stacks)
        self._say_from_how_many_events_on(watches, desk.policy)

    def _say_from_how_many_events_on(self, watches: Sequence[Watch], policy: Policy) -> None:
        said = [
            too_little(objective, policy)
            for watch in watches
            for service in watch.services
            for objective in service.objectives
            if objective.burns
        ]
        if said:
            Annotations.of(self).add_info("\n  ".join(["Burn rates judge by:", *said]))


def monitor(
    scope: Construct, environment: Environment, *, env: Target, names: Names, paging: Paging
) -> Made:
    """Every watch of the environment: what others lean on first, the rest dealt to its stacks.

    Returns what they made. Raises ValueError when a stack would hold more than CloudFormation takes.
    """
    desk = _desk(environment, names, paging)
    entries = catalogue(environment)
    base = Monitoring(
        scope,
        "Monitoring",
        env=env,
        environment=environment,
        desk=desk,
        entries=[entry for entry in entries if entry.foundation],
        overview_of=entries,
    )
    made = base.made
    others = [entry for entry in entries if not entry.foundation]
    for number, dealt in _dealt(others, environment.monitoring.stacks):
        services = Monitoring(
            scope, f"Services{number}", env=env, environment=environment, desk=desk, entries=dealt
        )
        services.add_stack_dependency(base)
        made += services.made
    return made


def _dealt(entries: Sequence[Entry], stacks: int) -> Iterator[tuple[int, list[Entry]]]:
    for number in range(1, stacks + 1):
        if dealt := [entry for entry in entries if stack_of(entry.name, stacks) == number]:
            yield number, dealt


def _desk(environment: Environment, names: Names, paging: Paging) -> Desk:
    handbook = environment.handbook
    look_back = environment.monitoring.longest_alarm
    return Desk(
        policy=Policy(names, handbook, tiers(handbook, look_back)),
        guide=guide_of(environment, names),
        actions=paging.path.actions,
        windows=windows(handbook.maintenance),
    )


def _deployment(stack: Stack, environment: Environment, desk: Desk) -> frozenset[str]:
    """What opens the guards of every service; its name."""
    policy = desk.policy
    found = Alarms((deployed(policy.names, policy.handbook, environment.name),))
    links = Links(desk.guide.address("overview"), desk.guide.runbooks)
    render(stack, found, actions=desk.actions, links=links)
    return found.names


def _overview(stack: Stack, environment: Environment, desk: Desk, entries: Sequence[Entry]) -> None:
    policy = desk.policy
    watches = [build(entry, stack, environment, policy) for entry in entries]
    alarms = Alarms()
    for watch in watches:
        alarms += watch.alarms(policy)
    board = overview(
        policy,
        desk.guide,
        [(watch.title, service) for watch in watches for service in watch.services],
        alarms,
        [*((watch.name, watch.title) for watch in watches), *OTHER_BOARDS],
        [watch.signal for watch in watches if watch.signal],
        environment.name,
    )
    render_board(stack, board, place_of(stack))
