"""The watches over what the services lean on, and over the business figures."""

from aws_cdk import Stack

from environments import Environment, Platform
from filmops.boards.business import business_rows
from filmops.boards.database import database_rows, database_signal
from filmops.boards.infrastructure import cache_rows, certificate_rows, worker_rows
from filmops.boards.widgets import Widget
from filmops.service import Policy, Service
from filmops.services.business import Business, business
from filmops.services.certificates import certificates
from filmops.services.database import Database, database
from filmops.services.infrastructure import Cache, Workers, cache, workers
from filmops.watch import Watch
from stacks.platform import database_name, name_of
from stacks.watches import films_of


def of_database(environment: Environment, stack: Stack, policy: Policy) -> Watch:
    """The database, which this project owns."""
    size = environment.sizes.database
    db = Database(
        identifier=database_name(stack, environment, policy.names),
        storage=size.storage,
        most_connections=size.connections,
    )
    return Watch(
        name="database",
        title="Database",
        services=(database(policy, db),),
        rows=database_rows(policy, db),
        runbooks=("database-down", "database-capacity", "database-slow"),
        signal=database_signal(policy, db),
    )


def has_infrastructure(runs: Platform) -> bool:
    """Whether there are workers, a cache or certificates."""
    films = runs.film_generation
    return bool(runs.cache or runs.certificates or (films and films.workers))


def of_infrastructure(runs: Platform, stack: Stack, policy: Policy) -> Watch:
    """The workers, the cache, the certificates: whichever there are."""
    services = list[Service]()
    rows = list[tuple[Widget, ...]]()
    if runs.film_generation and runs.film_generation.workers:
        group = Workers(name_of(stack, runs.film_generation.workers))
        services.append(workers(policy, group))
        rows += worker_rows(policy, group)
    if runs.cache:
        node = Cache(name_of(stack, runs.cache))
        services.append(cache(policy, node))
        rows += cache_rows(policy, node)
    if runs.certificates:
        arns = {kind: name_of(stack, one) for kind, one in runs.certificates.items()}
        services.append(certificates(policy, arns))
        rows += certificate_rows(policy, arns)
    return Watch(
        name="infrastructure",
        title="Infrastructure",
        services=tuple(services),
        rows=tuple(rows),
        runbooks=("workers-capacity", "cache-capacity", "certificate-expiry"),
    )


def of_business(runs: Platform, stack: Stack, policy: Policy) -> Watch:
    """The business figures of a platform that makes films."""
    assert runs.film_generation
    figures = Business(name_of(stack, runs.film_generation.business_namespace))
    return Watch(
        name="business",
        title="Business",
        services=(business(policy, figures),),
        rows=business_rows(figures, films_of(runs, stack)),
        runbooks=("business-figures",),
    )
