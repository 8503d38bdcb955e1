"""The catalogue that is measured: so many services alike, and what they are alarmed with."""

from collections.abc import Iterator, Sequence
from datetime import timedelta

from aws_cdk import Environment

from filmops.boards.guide import Guide
from filmops.burn_rates import tiers
from filmops.dealing import stack_of
from filmops.exclusions import windows
from filmops.names import Names
from filmops.service import Policy
from filmops.services.counted import Counted
from filmops.watch import Desk
from promises import Handbook, Level, load_handbook

ACCOUNT, REGION = "111122223333", "us-east-1"
TARGET = Environment(account=ACCOUNT, region=REGION)
PER_STACK = 20
"""How many services a stack has on average. Each makes 16 resources and CloudFormation takes 500;
names are dealt by their hash, so that some stacks hold half as many again."""


def stacks_for(services: int) -> int:
    """How many stacks so many services are dealt to."""
    return -(-services // PER_STACK)


def services(count: int, handbook: Handbook) -> list[Counted]:
    """So many services, each promising what the API does."""
    goal = handbook.slos.api.availability
    silence = handbook.alerting.silence.api
    names = (f"service-{number:04}" for number in range(1, count + 1))
    return [Counted(name, "Catalogue", "slos.api.availability", goal, silence) for name in names]


def dealt(found: Sequence[Counted], stacks: int) -> Iterator[tuple[int, list[Counted]]]:
    """The stacks by number, each with its services."""
    for number in range(1, stacks + 1):
        if own := [one for one in found if stack_of(one.name, stacks) == number]:
            yield number, own


def desk() -> Desk:
    """Names, promises, links and topics, as an environment would give them."""
    handbook, names = load_handbook(), Names("filmops-bench")
    console = f"https://{REGION}.console.aws.amazon.com/cloudwatch/home?region={REGION}#dashboards"
    site = "https://example.org"
    topic = f"arn:aws:sns:{REGION}:{ACCOUNT}"
    return Desk(
        policy=Policy(names, handbook, tiers(handbook, timedelta(days=7))),
        guide=Guide(names, console, f"{site}/runbooks", f"{site}/status"),
        actions={level: [f"{topic}:{names.of(level.lower())}"] for level in Level},
        windows=windows(handbook.maintenance),
    )
