"""An environment deployed to the embedded AWS, with a stand-in PagerDuty that its pages reach."""

from collections.abc import Callable, Generator
from contextlib import AbstractContextManager, contextmanager
from dataclasses import dataclass
from pathlib import Path

from assurance.assembly import Stage
from environments import Environment
from local.cloud import EmbeddedAws
from local.demo.account import WATCHER, fill
from local.demo.cdk import Cdk, bootstrap
from local.pagerduty import StandInPagerDuty

BUILD = Path("build/local")
SPEED = 600.0
"""How much faster than SNS it retries: an hour becomes six seconds."""

Timed = Callable[[str], AbstractContextManager[None]]
"""Shows a long step while it runs."""


@dataclass(frozen=True, slots=True)
class Prepared:
    """An account with all that must be there before the first deployment."""

    aws: EmbeddedAws
    pagerduty: StandInPagerDuty
    log: Path
    """What the CDK CLI says."""


@dataclass(frozen=True, slots=True)
class Deployment:
    """What is there once everything is deployed."""

    aws: EmbeddedAws
    pagerduty: StandInPagerDuty
    cdk: Cdk


@contextmanager
def prepared(environment: Environment, folder: Path, timed: Timed) -> Generator[Prepared]:
    """The account before any stack: its secrets and parameters, bootstrapped; ends with the block.

    `folder` keeps the logs. Raises CdkError or CloudError.
    """
    folder.mkdir(parents=True, exist_ok=True)
    log = folder / "cdk.log"
    log.write_text("")
    regions = (environment.primary_region, environment.recovery_region)
    with StandInPagerDuty() as pagerduty:
        hosts: tuple[str, ...] = ("events.pagerduty.com", "api.pagerduty.com", WATCHER)
        with EmbeddedAws(
            account=environment.account,
            regions=regions,
            outside=dict.fromkeys(hosts, pagerduty.url),
            speed=SPEED,
            directory=folder,
        ) as aws:
            fill(aws, environment, pagerduty.account)
            with timed("Bootstrapping both Regions"):
                bootstrap(aws, log)
            yield Prepared(aws, pagerduty, log)


@contextmanager
def deployed(
    environment: Environment, stage: Stage, assembly: Path, timed: Timed
) -> Generator[Deployment]:
    """Deploy with the real CDK CLI; all of it ends with the block.

    Raises CdkError or CloudError.
    """
    with prepared(environment, BUILD, timed) as account:
        cdk = Cdk(account.aws, assembly, stage.name, account.log)
        with timed(f"Deploying {len(stage.stacks)} stacks with the CDK CLI"):
            cdk.deploy()
        yield Deployment(account.aws, account.pagerduty, cdk)
