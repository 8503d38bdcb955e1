"""What an environment runs, as watches; what it does not have is left out."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass

from aws_cdk import Stack

from environments import Environment
from filmops.service import Policy
from filmops.watch import Watch
from stacks import watches


@dataclass(frozen=True, slots=True)
class Entry:
    """One watch, built inside the stack that reads the platform's parameters for it.

    A `foundation` is what others lean on; it is deployed before them.
    """

    name: str
    foundation: bool
    build: Callable[[Stack, Environment, Policy], Watch]


def catalogue(environment: Environment) -> tuple[Entry, ...]:
    """Everything the environment runs, in the order of the boards."""
    return tuple(_entries(environment))


def build(entry: Entry, stack: Stack, environment: Environment, policy: Policy) -> Watch:
    """The watch of an entry, leaning only on what the environment has."""
    known = [one.name for one in catalogue(environment)]
    return entry.build(stack, environment, policy).leaning_on(known)


def _entries(environment: Environment) -> Iterator[Entry]:
    platform = environment.platform
    if platform.api:
        yield Entry("api", True, watches.of_api)
    if platform.film_generation:
        yield Entry("film-generation", False, watches.of_film_generation)
    if platform.dashboard:
        yield Entry("dashboard", False, watches.of_web_dashboard)
    yield Entry("media", False, watches.of_media)
    if platform.cache or platform.certificates or watches.has_workers(environment):
        yield Entry("infrastructure", True, watches.of_infrastructure)
    yield Entry("database", True, watches.of_database)
    if platform.film_generation:
        yield Entry("business", True, watches.of_business)
