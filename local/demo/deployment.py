"""An environment deployed to the embedded AWS, with a stand-in PagerDuty that its pages reach."""

from collections.abc import Callable, Generator
from contextlib import AbstractContextManager, contextmanager
from dataclasses import dataclass
from pathlib import Path

from assurance.assembly import Stage
from environments import Environment
from local.cloud import EmbeddedAws
from local.demo.account import WATCHER, fill
from local.demo.cdk import Cdk
from local.pagerduty import StandInPagerDuty

BUILD = Path("build/local")
SPEED = 600.0
"""How much faster than SNS it retries: an hour becomes six seconds."""

Timed = Callable[[str], AbstractContextManager[None]]
"""Shows a long step while it runs."""


@dataclass(frozen=True, slots=True)
class Deployment:
    """What is there once everything is deployed."""

    aws: EmbeddedAws
    pagerduty: StandInPagerDuty
    cdk: Cdk


@contextmanager
def deployed(
    environment: Environment, stage: Stage, assembly: Path, timed: Timed
) -> Generator[Deployment]:
    """Deploy with the real CDK CLI; all of it ends with the block.

    Raises CdkError or CloudError.
    """
    BUILD.mkdir(parents=True, exist_ok=True)
    regions = (environment.primary_region, environment.recovery_region)
    with StandInPagerDuty() as pagerduty:
        hosts: tuple[str, ...] = ("events.pagerduty.com", "api.pagerduty.com", WATCHER)
        outside: dict[str, str] = dict.fromkeys(hosts, pagerduty.url)
        account = environment.account
        with EmbeddedAws(account=account, regions=regions, outside=outside, speed=SPEED) as aws:
            cdk = Cdk(aws, assembly, stage.name, BUILD / "cdk.log")
            fill(aws, environment, pagerduty.account)
            with timed("Bootstrapping both Regions"):
                cdk.bootstrap()
            with timed(f"Deploying {len(stage.stacks)} stacks with the CDK CLI"):
                cdk.deploy()
            yield Deployment(aws, pagerduty, cdk)
