"""What an environment runs, as watches; what it does not have is left out."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import partial

from aws_cdk import Stack

from environments import Environment
from filmops.service import Policy
from filmops.watch import Watch
from stacks import resources, watches


@dataclass(frozen=True, slots=True)
class Entry:
    """One watch, built inside the stack that reads the platform's parameters for it.

    A `foundation` is what others lean on; it is deployed before them.
    """

    name: str
    foundation: bool
    build: Callable[[Stack, Policy], Watch]


def catalogue(environment: Environment) -> tuple[Entry, ...]:
    """Everything the environment runs, in the order of the boards."""
    return tuple(_entries(environment))


def build(entry: Entry, stack: Stack, environment: Environment, policy: Policy) -> Watch:
    """The watch of an entry, leaning only on what the environment has."""
    known = [one.name for one in catalogue(environment)]
    return entry.build(stack, policy).leaning_on(known)


def _entries(environment: Environment) -> Iterator[Entry]:
    runs = environment.platform
    if runs.api:
        yield Entry("api", True, partial(watches.of_api, runs.api))
    if runs.film_generation:
        yield Entry("film-generation", False, partial(watches.of_film_generation, runs))
    if runs.dashboard:
        yield Entry("dashboard", False, partial(watches.of_web_dashboard, runs.dashboard))
    yield Entry("media", False, partial(watches.of_media, environment))
    if resources.has_infrastructure(runs):
        yield Entry("infrastructure", True, partial(resources.of_infrastructure, runs))
    yield Entry("database", True, partial(resources.of_database, environment))
    if runs.film_generation:
        yield Entry("business", True, partial(resources.of_business, runs))
