"""`watch`: the guards of a deployment, in the account it went to."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta
from pathlib import Path

import click
from rich.console import Console
from rich.status import Status

from assurance.console import write
from environments import load_environment

_UNUSABLE = 2


@click.command()
@click.option(
    "--environment",
    "name",
    required=True,
    metavar="NAME",
    help="The environment; credentials of its account come from the AWS SDK's usual places.",
)
@click.option(
    "--minutes",
    type=click.FloatRange(min=0),
    metavar="N",
    help="How long.  [default: change.deployment.watch of the environment's promises]",
)
@click.option(
    "--baseline",
    is_flag=True,
    help="Before a deployment: write down what each guard came to in the hour before, and leave.",
)
@click.option(
    "--despite",
    default="",
    metavar="REASON",
    help="With --baseline: why it is deployed although a guard is in ALARM; a repair, for one.",
)
@click.option(
    "--known",
    type=click.Path(path_type=Path, dir_okay=False),
    metavar="FILE",
    help="Guards in ALARM before: --baseline leaves their names there, and a watch with the same "
    "FILE lets them trip only after they were OK again.",
)
@click.option("--format", "form", type=click.Choice(["text", "markdown", "json"]), default="text")
def watch(
    name: str, minutes: float | None, baseline: bool, despite: str, known: Path | None, form: str
) -> int:
    """Watch a deployment: whether anything got worse than it was before.

    The guards are alarms; their names stand in the SSM parameters /filmops-NAME/deployment-guards.
    `--baseline` runs before the deployment, the watch itself after it.

    \b
    Examples:
      python -m assurance watch --environment prod --baseline
      python -m assurance watch --environment prod --minutes 30
      python -m assurance watch --environment staging --minutes 10 --format json

    \b
    Exit codes:
      0  no guard tripped (with --baseline: written down)
      1  a guard tripped: roll back (with --baseline: one is in ALARM already, do not deploy)
      2  no verdict: no credentials, no such environment, AWS does not answer, no guard had a
         point to look at, or what was in ALARM before still is
    """
    # boto3 costs 0.3 s that no other command should wait for.
    from botocore.exceptions import BotoCoreError, ClientError

    from assurance.watch import command

    if despite and not baseline:
        raise click.UsageError("--despite: wanted with --baseline, which it is a reason for")
    environment = load_environment(name)
    promised = environment.handbook.change.deployment.watch
    lasting = promised if minutes is None else timedelta(minutes=minutes)
    try:
        console = Console(stderr=True)
        with console.status(f"Looking for the guards of {name}") as status:
            watched = command.watched(environment)
            if baseline:
                report, code = watched.take_baseline(despite, known)
            else:
                report, code = watched.watch(lasting, form, progress(console, status), known)
    except (BotoCoreError, ClientError) as refused:
        click.echo(f"watch: {name}: {' '.join(str(refused).split())}", err=True)
        return _UNUSABLE
    write(report)
    return code


def progress(console: Console, status: Status) -> Callable[[str], None]:
    """One line that is updated on a terminal; in a log, a line whenever it changes: each minute."""
    if console.is_terminal:
        return status.update
    said: set[str] = set()

    def tell(line: str) -> None:
        if line not in said:
            said.add(line)
            click.echo(line, err=True)

    return tell
