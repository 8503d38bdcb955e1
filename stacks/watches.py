"""From what an environment names to the watches over it, one function each.

The names may be parameters that only the stack that uses them can read.
"""

from aws_cdk import Stack

from environments import Environment
from filmops.boards.api import api_rows, api_signal
from filmops.boards.business import business_rows
from filmops.boards.database import database_rows, database_signal
from filmops.boards.film_generation import film_rows, film_signal, queue_choice
from filmops.boards.infrastructure import cache_rows, certificate_rows, worker_rows
from filmops.boards.media import media_rows, media_signal
from filmops.boards.web_dashboard import web_rows, web_signal
from filmops.boards.widgets import Widget
from filmops.media_names import ENTIRE_BUCKET
from filmops.service import Policy, Service
from filmops.services.api import Api, api
from filmops.services.business import Business, business
from filmops.services.certificates import certificates
from filmops.services.database import Database, database
from filmops.services.film_generation import Films, film_generation
from filmops.services.infrastructure import Cache, Workers, cache, workers
from filmops.services.media import Bucket, media
from filmops.services.queues import Queue
from filmops.services.web_dashboard import Distribution, web_dashboard
from filmops.watch import Watch
from stacks.adopted import media_bucket
from stacks.platform import database_name, name_of


def of_api(stack: Stack, environment: Environment, policy: Policy) -> Watch:
    """The API."""
    named = environment.platform.api
    assert named
    parts = Api(
        load_balancer=name_of(stack, named.load_balancer),
        target_group=name_of(stack, named.target_group),
        cluster=name_of(stack, named.cluster),
        service=name_of(stack, named.service),
    )
    return Watch(
        name="api",
        title="API",
        services=(api(policy, parts),),
        rows=api_rows(policy, parts),
        runbooks=("api-down", "api-errors", "api-slow", "api-budget"),
        signal=api_signal(policy, parts),
    )


def of_film_generation(stack: Stack, environment: Environment, policy: Policy) -> Watch:
    """Film generation and its queues."""
    films = _films(stack, environment)
    return Watch(
        name="film-generation",
        title="Film generation",
        services=(film_generation(policy, films),),
        rows=film_rows(policy, films),
        runbooks=("film-generation-down", "film-generation-errors", "film-generation-queue"),
        choices=queue_choice(films),
        signal=film_signal(policy, films),
    )


def of_web_dashboard(stack: Stack, environment: Environment, policy: Policy) -> Watch:
    """The web dashboard."""
    named = environment.platform.dashboard
    assert named
    distribution = Distribution(name_of(stack, named))
    return Watch(
        name="dashboard",
        title="Web dashboard",
        services=(web_dashboard(policy, distribution),),
        rows=web_rows(policy, distribution),
        runbooks=("dashboard-down", "dashboard-errors", "dashboard-budget"),
        signal=web_signal(policy, distribution),
        additional_metrics_of=distribution.id,
    )


def of_media(stack: Stack, environment: Environment, policy: Policy) -> Watch:
    """The media bucket, which this project owns."""
    name = media_bucket(environment, policy.names, stack.region)
    bucket = Bucket(name, ENTIRE_BUCKET)
    return Watch(
        name="media",
        title="Media storage",
        services=(media(policy, bucket),),
        rows=media_rows(policy, bucket),
        runbooks=("media-down", "media-errors", "media-budget"),
        signal=media_signal(policy, bucket),
    )


def of_database(stack: Stack, environment: Environment, policy: Policy) -> Watch:
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


def has_workers(environment: Environment) -> bool:
    """Whether the environment names its GPU workers."""
    films = environment.platform.film_generation
    return bool(films and films.workers)


def of_infrastructure(stack: Stack, environment: Environment, policy: Policy) -> Watch:
    """The workers, the cache, the certificates: whichever there are."""
    platform = environment.platform
    services = list[Service]()
    rows = list[tuple[Widget, ...]]()
    if platform.film_generation and platform.film_generation.workers:
        group = Workers(name_of(stack, platform.film_generation.workers))
        services.append(workers(policy, group))
        rows += worker_rows(policy, group)
    if platform.cache:
        node = Cache(name_of(stack, platform.cache))
        services.append(cache(policy, node))
        rows += cache_rows(policy, node)
    if platform.certificates:
        arns = {kind: name_of(stack, one) for kind, one in platform.certificates.items()}
        services.append(certificates(policy, arns))
        rows += certificate_rows(policy, arns)
    return Watch(
        name="infrastructure",
        title="Infrastructure",
        services=tuple(services),
        rows=tuple(rows),
        runbooks=("workers-capacity", "cache-capacity", "certificate-expiry"),
    )


def of_business(stack: Stack, environment: Environment, policy: Policy) -> Watch:
    """The business figures."""
    named = environment.platform.film_generation
    assert named
    figures = Business(name_of(stack, named.business_namespace))
    return Watch(
        name="business",
        title="Business",
        services=(business(policy, figures),),
        rows=business_rows(figures, _films(stack, environment)),
        runbooks=("business-figures",),
    )


def _films(stack: Stack, environment: Environment) -> Films:
    platform = environment.platform
    assert platform.film_generation
    queues = (
        Queue(
            kind=kind,
            name=name_of(stack, queue.name),
            dead_letters=name_of(stack, queue.dead_letters) if queue.dead_letters else None,
        )
        for kind, queue in platform.queues.items()
    )
    return Films(name_of(stack, platform.film_generation.namespace), tuple(queues))
