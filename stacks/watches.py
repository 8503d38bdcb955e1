"""From what an environment names to the watches over its services, one function each.

The names may be parameters that only the stack that uses them can read.
"""

from aws_cdk import Stack

from environments import Environment, Named, Platform, platform
from filmops.boards.api import api_rows, api_signal
from filmops.boards.film_generation import film_rows, film_signal, queue_choice
from filmops.boards.media import media_rows, media_signal
from filmops.boards.web_dashboard import web_rows, web_signal
from filmops.media_names import ENTIRE_BUCKET
from filmops.service import Policy
from filmops.services.api import Api, api
from filmops.services.balancer import Balancer
from filmops.services.film_generation import Films, film_generation
from filmops.services.media import Bucket, media
from filmops.services.queues import Queue
from filmops.services.web_dashboard import Distribution, web_dashboard
from filmops.watch import Watch
from stacks.adopted import media_bucket
from stacks.platform import name_of


def of_api(named: platform.Api, stack: Stack, policy: Policy) -> Watch:
    """The API."""
    parts = Api(
        balancer=Balancer(name_of(stack, named.load_balancer)),
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


def of_film_generation(runs: Platform, stack: Stack, policy: Policy) -> Watch:
    """Film generation and its queues."""
    films = films_of(runs, stack)
    return Watch(
        name="film-generation",
        title="Film generation",
        services=(film_generation(policy, films),),
        rows=film_rows(policy, films),
        runbooks=("film-generation-down", "film-generation-errors", "film-generation-queue"),
        choices=queue_choice(films),
        signal=film_signal(policy, films),
    )


def films_of(runs: Platform, stack: Stack) -> Films:
    """The films of a platform that makes some."""
    assert runs.film_generation
    queues = (
        Queue(
            kind=kind,
            name=name_of(stack, queue.name),
            dead_letters=name_of(stack, queue.dead_letters) if queue.dead_letters else None,
        )
        for kind, queue in runs.queues.items()
    )
    return Films(name_of(stack, runs.film_generation.namespace), tuple(queues))


def of_web_dashboard(named: Named, stack: Stack, policy: Policy) -> Watch:
    """The web dashboard."""
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


def of_media(environment: Environment, stack: Stack, policy: Policy) -> Watch:
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
