"""`python -m delivery`: the steps of a deployment that are neither CDK's nor a proof.

`make deploy` and the workflow call them in order; each can be called alone.
"""

import os
import sys
from collections.abc import Callable
from pathlib import Path
from typing import cast

import boto3
import click
from botocore.exceptions import BotoCoreError, ClientError

from delivery.deployed import Parameters, deployed
from delivery.deployed import settle as write_down
from delivery.gate import copy_of, objections
from delivery.record import CloudWatch, record_deployment
from delivery.repository import Repository, RepositoryError
from delivery.rollback import Rollback, RollbackError
from delivery.telling import Topics, rolled_back, tell
from environments import Environment, load_environment
from promises import InputErrors

UNUSABLE, REFUSED = 2, 1
TRIPPED = "1"
HERE, BUILD = Path(), Path("build")


@click.group(context_settings={"help_option_names": ["-h", "--help"]})
def cli() -> None:
    """The steps of a deployment, one command each.

    Exit codes: 0 done, 1 refused (by the gate, by a person, by AWS), 2 unusable input.
    """


Work = Callable[[Environment], None]


def _step(work: Work) -> Work:
    """A command on an environment, with every refusal in one line; named as the function is."""

    def told(name: str) -> None:
        try:
            work(load_environment(name))
        except InputErrors as mistakes:
            click.echo(str(mistakes), err=True)
            sys.exit(UNUSABLE)
        except (BotoCoreError, ClientError, RepositoryError, RollbackError, ValueError) as refused:
            click.echo(f"delivery: {' '.join(str(refused).split())}", err=True)
            sys.exit(REFUSED)

    option = click.option("--environment", "name", required=True, metavar="NAME")
    name = work.__name__.replace("_", "-")
    cli.add_command(click.command(name, help=work.__doc__)(option(told)))
    return work


def _client(service: str, environment: Environment) -> object:
    make = cast("Callable[..., object]", boto3.client)  # pyright: ignore[reportUnknownMemberType] (boto3 is untyped)
    return make(service, region_name=environment.primary_region)


def _before(environment: Environment) -> Path:
    return BUILD / f"deployed-before-{environment.name}"


@_step
def gate(environment: Environment) -> None:
    """Refuse what must not be deployed from here: production comes from main, unchanged."""
    found = list(objections(environment, copy_of(Repository(HERE), os.environ)))
    for line in found:
        click.echo(line, err=True)
    if found:
        sys.exit(REFUSED)


@_step
def ask(environment: Environment) -> None:
    """Ask a person before an environment is changed that may not weaken a promise."""
    if environment.may_weaken:
        return
    if not sys.stdin.isatty():
        raise ValueError(f"{environment.name}: wanted a person at a terminal to ask, got none")
    typed = click.prompt(f"Type {environment.name} to deploy the changes above", default="")
    if typed != environment.name:
        raise ValueError(f"{environment.name}: not deployed")


@_step
def remember(environment: Environment) -> None:
    """Write down which commit a rollback would go back to."""
    commit = deployed(cast("Parameters", _client("ssm", environment)), environment)
    BUILD.mkdir(exist_ok=True)
    _before(environment).write_text(commit or "")
    click.echo(
        f"{environment.name}: a rollback goes back to {commit[:12]}"
        if commit
        else f"{environment.name}: nothing was deployed and watched before; there is no way back"
    )


@_step
def record(environment: Environment) -> None:
    """Publish that an environment was deployed just now: for the overview, and for its guards."""
    record_deployment(cast("CloudWatch", _client("cloudwatch", environment)), environment)


@_step
def settle(environment: Environment) -> None:
    """Write down that this commit was deployed and nothing got worse."""
    commit = Repository(HERE).head()
    write_down(cast("Parameters", _client("ssm", environment)), environment, commit)
    click.echo(f"{environment.name}: {commit[:12]} is deployed")


@_step
def rollback(environment: Environment) -> None:
    """Deploy the remembered commit again, or that of the environment variable TO."""
    commit = os.environ.get("TO") or _remembered(environment)
    folder = BUILD / f"rollback-{environment.name}"
    Rollback(environment, Repository(HERE), folder).to(commit)
    click.echo(f"{environment.name}: {commit[:12]} is deployed again")


@_step
def tell_rollback(environment: Environment) -> None:
    """Say in Slack that it was rolled back."""
    asked = os.environ.get("TO")
    back = asked or _remembered(environment)
    by_guard = not asked and _verdict(environment) == TRIPPED
    words = rolled_back(environment, back, Repository(HERE).head() if by_guard else None)
    tell(cast("Topics", _client("sns", environment)), environment, *words)


def _verdict(environment: Environment) -> str:
    """How the last watch of this working copy ended, as `make watch` wrote it down."""
    file = BUILD / f"watched-{environment.name}"
    return file.read_text().strip() if file.exists() else ""


def _remembered(environment: Environment) -> str:
    file = _before(environment)
    commit = file.read_text().strip() if file.exists() else ""
    if not commit:
        raise ValueError(f"{environment.name}: wanted a commit to go back to (TO=...), got none")
    return commit


if __name__ == "__main__":
    cli()
