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

from assurance.assembly import Stack, read_assembly
from delivery.changes import CloudFormation, diff, is_there
from delivery.changes import changes as changes_of
from delivery.course import Traces
from delivery.deployed import Parameters, deployed
from delivery.deployed import settle as write_down
from delivery.gate import copy_of, objections
from delivery.in_one_line import in_one_line
from delivery.record import CloudWatch, record_deployment
from delivery.repository import Repository, RepositoryError
from delivery.rollback import Rollback, RollbackError
from delivery.telling import Topics, publish, words
from environments import Environment, load_environment
from promises import InputError, InputErrors

UNUSABLE, REFUSED = 2, 1
HERE, BUILD, ASSEMBLY = Path(), Path("build"), Path("cdk.out")


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
        except (InputError, InputErrors) as mistakes:
            click.echo(str(mistakes), err=True)
            sys.exit(UNUSABLE)
        except (BotoCoreError, ClientError, RepositoryError, RollbackError, ValueError) as refused:
            click.echo(f"delivery: {' '.join(str(refused).split())}", err=True)
            sys.exit(REFUSED)

    option = click.option("--environment", "name", required=True, metavar="NAME")
    name = work.__name__.replace("_", "-")
    cli.add_command(click.command(name, help=work.__doc__)(option(told)))
    return work


def _client(service: str, environment: Environment, region: str = "") -> object:
    make = cast("Callable[..., object]", boto3.client)  # pyright: ignore[reportUnknownMemberType] (boto3 is untyped)
    return make(service, region_name=region or environment.primary_region)


def _traces(environment: Environment) -> Traces:
    return Traces(BUILD, environment)


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
def changes(environment: Environment) -> None:
    """Show what cdk.out would change, as change sets that are not executed."""
    stage = next((s for s in read_assembly(ASSEMBLY).stages if s.name == environment.name), None)
    if stage is None:
        raise ValueError(f"{environment.name}: wanted a stage of {ASSEMBLY} (make synth), got none")

    def there(stack: Stack) -> bool:
        return is_there(
            cast("CloudFormation", _client("cloudformation", environment, stack.region)), stack
        )

    lines = [*changes_of(stage, there, diff, str(ASSEMBLY))]
    fence = "```" if os.environ.get("FORMAT") == "markdown" else ""
    click.echo("\n".join(filter(None, (fence, "\n".join(lines), fence))))


@_step
def remember(environment: Environment) -> None:
    """Write down which commit a rollback would go back to."""
    commit = deployed(cast("Parameters", _client("ssm", environment)), environment)
    _traces(environment).remember(commit or "")
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
    commit = os.environ.get("TO") or _traces(environment).before()
    if not commit:
        raise ValueError(f"{environment.name}: wanted a commit to go back to (TO=...), got none")
    folder = BUILD / f"rollback-{environment.name}"
    Rollback(environment, Repository(HERE), folder).to(commit)
    click.echo(f"{environment.name}: {commit[:12]} is deployed again")


@_step
def tell(environment: Environment) -> None:
    """Say in Slack how a deployment ended that did not end well, as far as it came."""
    head = Repository(HERE).head()
    course = _traces(environment).course(head, os.environ.get("TO", ""))
    title, text = words(environment, course)
    publish(cast("Topics", _client("sns", environment)), environment, title, text)
    click.echo(f"told in Slack: {title}")


if __name__ == "__main__":
    in_one_line(cli, "delivery")
