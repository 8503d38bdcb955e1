"""python -m local.rehearse: incidents computed, then played on the embedded AWS and looked at."""

import sys
from collections.abc import Generator
from contextlib import contextmanager
from pathlib import Path

import click
from rich.console import Console
from rich.rule import Rule
from rich.text import Text

from assurance.assembly import Stage
from assurance.console import needs_assembly
from assurance.rehearsal.alarms import names_in, regions_of
from assurance.rehearsal.command import wanted
from assurance.rehearsal.judging import judge
from assurance.rehearsal.player import Played, play
from assurance.rehearsal.rehearsing import chosen
from assurance.rehearsal.scenario import Scenario
from environments import load_environment
from local.cloud import CloudError
from local.demo.cdk import CdkError
from local.demo.deployment import Deployment, Timed, deployed
from local.rehearse.playing import SPEED, Live
from local.rehearse.seeing import Eyes
from local.rehearse.showing import show
from promises import InputError, InputErrors

UNMET, UNUSABLE = 1, 2


@click.command()
@click.option("--assembly", type=click.Path(path_type=Path), default="cdk.out", show_default=True)
@click.option("--environment", "name", default="prod", show_default=True)
@click.option(
    "--scenario",
    "files",
    type=click.Path(path_type=Path),
    multiple=True,
    metavar="FILE",
    help="Play this scenario only. May be repeated.  [default: every one in scenarios/]",
)
@click.option(
    "--speed",
    type=click.FloatRange(min=1),
    default=SPEED,
    show_default=True,
    help="How much faster than the scenario. No pause is longer than half a second.",
)
def main(assembly: Path, name: str, files: tuple[Path, ...], speed: float) -> None:
    """Play rehearsed incidents on the embedded AWS: is what was computed what people see?

    The environment is deployed with the real CDK CLI. Each computed change of an alarm is set with
    SetAlarmState; what is told goes through topics and subscriptions to the stand-in PagerDuty.

    Exit code 1 when something is unmet or not seen as computed, 2 for input that cannot be used.
    """
    console = Console()
    try:
        needs_assembly(assembly)
        environment = load_environment(name)
        [(stage, scenarios)] = wanted(assembly, name, files).items()
        with deployed(environment, stage, assembly, _timed(console)) as deployment:
            met = _all(console, deployment, stage, assembly, scenarios, speed)
    except (CdkError, CloudError) as error:
        console.print(f"FAILED {error}", style="bold red", highlight=False)
        sys.exit(UNMET)
    except (InputError, InputErrors) as error:
        print(error, file=sys.stderr)
        sys.exit(UNUSABLE)
    sys.exit(0 if met else UNMET)


def _all(
    console: Console,
    deployment: Deployment,
    stage: Stage,
    assembly: Path,
    scenarios: tuple[Scenario, ...],
    speed: float,
) -> bool:
    live = Live(deployment.aws, Eyes(deployment.aws, deployment.pagerduty), speed)
    regions = regions_of(stage, assembly)
    elsewhere = names_in(chosen(assembly, None))
    met = [_one(console, live, play(one, regions), elsewhere) for one in scenarios]
    console.print(Text(f"{sum(met)} of {len(met)} scenarios as expected and as computed", "bold"))
    return all(met)


def _one(console: Console, live: Live, played: Played, elsewhere: frozenset[str]) -> bool:
    scenario = played.scenario
    title = Text(f"{scenario.name}  {scenario.written.title}", "bold")
    console.print(Rule(title, align="left"))
    verdict = show(console, played, live.play(played))
    judged = judge(played, elsewhere)
    for unmet in judged.unmet:
        console.print(Text(f"unmet: wanted {unmet.expected}, got {unmet.got}", "red"))
    return verdict.met and judged.met


def _timed(console: Console) -> Timed:
    @contextmanager
    def timed(what: str) -> Generator[None]:
        with console.status(what):
            yield

    return timed


if __name__ == "__main__":
    main()
