"""python -m local.demo: deploy an environment to the embedded AWS and play pages through it."""

import sys
from collections.abc import Callable
from functools import cache
from pathlib import Path

import click
from rich.console import Console

from assurance.assembly import Resource, Stage, read_assembly
from assurance.proof import prove
from assurance.rehearsal.alarms import regions_of
from assurance.rehearsal.player import play
from assurance.rehearsal.reading import read_scenarios
from environments import Environment, load_environment
from local.cloud import CloudError, EmbeddedAws
from local.compare import physical_ids
from local.demo.cdk import CdkError
from local.demo.comparison import compare_stage
from local.demo.deployment import Deployment, deployed
from local.demo.media import media_is_copied
from local.demo.recovery_point import points_are_measured
from local.demo.report import Report
from local.demo.scenes import SceneError, Scenes
from local.demo.window import window_is_worked_through
from local.rehearse.playing import Live
from local.rehearse.seeing import Eyes
from promises import InputError, InputErrors

REHEARSED = Path("scenarios/database-gone.yaml")
"""A storm: one page, and everything that follows from it kept back."""


@click.command()
@click.option("--environment", "name", default="prod", show_default=True)
@click.option("--assembly", type=click.Path(path_type=Path), default="cdk.out", show_default=True)
@click.option("--hold", is_flag=True, help="Wait before taking down: time to look around.")
def main(name: str, assembly: Path, hold: bool) -> None:
    """Deploy, page, resolve, take down. Exit code 1 when something did not happen, 2 for bad input."""
    report = Report(Console())
    try:
        environment = load_environment(name)
        stage = next(one for one in read_assembly(assembly).stages if one.name == name)
        report.proof(prove(assembly, name).environments[0])
        _play(environment, stage, assembly, report, hold=hold)
    except (CdkError, CloudError, SceneError) as error:
        report.failed(error)
        sys.exit(1)
    except (InputError, InputErrors) as error:
        print(error, file=sys.stderr)
        sys.exit(2)


def _play(
    environment: Environment, stage: Stage, assembly: Path, report: Report, *, hold: bool
) -> None:
    regions = (environment.primary_region, environment.recovery_region)
    with deployed(environment, stage, assembly, report.timed) as deployment:
        aws, pagerduty = deployment.aws, deployment.pagerduty
        report.started(aws.endpoint, pagerduty.url)
        physical = _physical(aws)
        with report.timed("Comparing the templates with what the APIs return"):
            comparison = compare_stage(aws.client, stage, physical)
        report.compared(comparison)
        if environment.reach.pagerduty and environment.platform.api:
            _scenes(Scenes(aws, pagerduty, environment, stage, physical), regions, report)
            _rehearsed(deployment, stage, assembly, report)
        else:
            report.left_out(f"{environment.name} pages nobody: it is deployed and compared only")
        report.scene("A film is copied to the recovery Region", media_is_copied(aws, stage))
        measured = points_are_measured(aws, stage, physical)
        report.scene("What would be lost now, measured in both Regions", measured)
        worked = window_is_worked_through(aws, stage, physical)
        report.scene("A maintenance window, from its gate to its summary", worked)
        recorded = aws.recorded()
        if hold:
            click.pause(f"\nOpen {pagerduty.url} and look. Any key takes it all down.")
        with report.timed("Taking the stacks down"):
            deployment.cdk.destroy()
    report.end(recorded)


def _scenes(scenes: Scenes, regions: tuple[str, str], report: Report) -> None:
    here, there = regions
    report.scene("P1: the API is down", scenes.alarm("api-down", here))
    report.scene("P2: the API answers with errors", scenes.alarm("api-errors", here))
    report.scene("P1: a security finding, which is no alarm", scenes.finding())
    report.scene("P2 from the recovery Region", scenes.alarm(f"paging-degraded-{there}", there))
    report.scene("The heartbeat", scenes.heartbeat(here))
    report.scene("The weekly page test", scenes.page_test(here))
    report.scene("PagerDuty itself is down", scenes.pagerduty_down("api-down", here))


def _rehearsed(deployment: Deployment, stage: Stage, assembly: Path, report: Report) -> None:
    """One rehearsed incident, seen: what was computed is what PagerDuty shows."""
    [scenario] = read_scenarios((REHEARSED,), REHEARSED.parent)
    if stage.name in scenario.baseline.environments:
        incident = play(scenario, regions_of(stage, assembly))
        live = Live(deployment.aws, Eyes(deployment.aws, deployment.pagerduty))
        report.rehearsed(incident, live.play(incident))


def _physical(aws: EmbeddedAws) -> Callable[[Resource], str]:
    @cache
    def of_stack(region: str, stack: str) -> dict[str, str]:
        return physical_ids(aws.client, region, stack)

    return lambda resource: of_stack(resource.stack.region, resource.stack.name).get(
        resource.logical_id, ""
    )


if __name__ == "__main__":
    main()
