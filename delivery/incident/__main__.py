"""`python -m delivery.incident 2026-11-24-api --environment prod --from T --to T --out FILE`."""

import os
import re
import sys
from collections.abc import Callable
from datetime import datetime
from pathlib import Path
from typing import NoReturn

import boto3
import click
from botocore.exceptions import BotoCoreError, ClientError
from rich.console import Console

from delivery.in_one_line import in_one_line
from delivery.incident.account import Region, Updates
from delivery.incident.draft import draft
from delivery.incident.paged import pages
from delivery.incident.record import Page, Record, Said, Source, Span
from delivery.incident.templates import goals, speaking, stage_of
from delivery.incident.writing import UnwritableError, new_file, write
from delivery.moments import Moment
from delivery.pagerduty.client import API, Client, PagerDutyError
from delivery.pagerduty.token import VARIABLE
from environments import Environment, load_environment
from promises import InputErrors

REFUSED, UNUSABLE = 1, 2
_TIME = Moment("a time such as 2026-11-24T12:00")
_ID = re.compile(r"[A-Za-z0-9][A-Za-z0-9._-]*")


@click.command(context_settings={"help_option_names": ["-h", "--help"]})
@click.argument("id")
@click.option("--environment", "name", required=True, metavar="NAME", help="Where it happened.")
@click.option("--from", "begin", type=_TIME, required=True, metavar="T", help="ISO 8601, UTC.")
@click.option("--to", "end", type=_TIME, required=True, metavar="T", help="ISO 8601, UTC.")
@click.option(
    "--assembly",
    type=click.Path(path_type=Path),
    default="cdk.out",
    show_default=True,
    metavar="DIR",
    help="The cloud assembly that was deployed: severities and objectives are read from it.",
)
@click.option("--api", default=API, show_default=True, metavar="URL", help="PagerDuty's REST API.")
@click.option(
    "--out",
    type=click.Path(path_type=Path),
    metavar="FILE",
    help="A new file; its folder is made. Without it the draft goes to standard output.",
)
def main(
    id: str,
    name: str,
    begin: datetime,
    end: datetime,
    assembly: Path,
    api: str,
    out: Path | None,
) -> None:
    """Write the draft of an incident's record, as Markdown.

    Alarm history of both Regions, deployments, pages, status updates and the budget that was
    spent. Pages are asked for where PAGERDUTY_TOKEN is set. In the account everything is read,
    nothing is written. A file that is there already is kept: people have written in it.

    \b
    Example:
      python -m delivery.incident 2026-11-24-api --environment prod \\
          --from 2026-11-24T12:00 --to 2026-11-24T13:30 --out docs/incidents/2026-11-24-api.md

    \b
    Exit codes:
      0  the draft is written
      1  AWS or PagerDuty refused to answer; nothing is written
      2  the input is unusable; one line says where
    """
    if begin >= end:
        _fail(f"--to: wanted a time after {begin.isoformat()}, got {end.isoformat()}", UNUSABLE)
    if not _ID.fullmatch(id):
        _fail(f"ID: wanted letters, digits, dots and dashes, got {id!r}", UNUSABLE)
    try:
        if out:
            new_file(out)
        environment = load_environment(name)
        console = Console(stderr=True)
        with console.status("Reading the assembly") as status:
            record = _collected(id, environment, Span(begin, end), assembly, api, status.update)
        text = draft(record, environment.handbook)
        if out:
            write(text, out)
            click.echo(
                f"incident: {out} is written: answer what is in italics, then commit it", err=True
            )
        else:
            click.echo(text, nl=False)
    except UnwritableError as mistake:
        _fail(f"--out: {mistake}", UNUSABLE)
    except InputErrors as mistakes:
        _fail(str(mistakes), UNUSABLE)
    except ValueError as mistake:
        _fail(str(mistake), UNUSABLE)
    except (BotoCoreError, ClientError, PagerDutyError) as refused:
        _fail(str(refused), REFUSED)


def _collected(
    id: str,
    environment: Environment,
    span: Span,
    assembly: Path,
    api: str,
    tell: Callable[[str], None],
) -> Record:
    stage = stage_of(assembly, environment.name)
    told, here = speaking(stage), environment.primary_region
    regions = [_region(name) for name in (here, environment.recovery_region)]
    tell("Asking CloudWatch which alarms changed their state")
    transitions = [one for region in regions for one in region.transitions(span, told)]
    tell("Asking CloudWatch what was deployed, and what is left of the budgets")
    deployments = regions[0].deployments(span, environment.name)
    budgets = regions[0].budgets(span, goals(stage))
    unasked = dict[Source, str]()
    tell("Asking what was said")
    said = _said(environment, span, unasked)
    tell("Asking PagerDuty who was paged")
    paged = _paged(environment, span, api, unasked)
    return Record(
        id=id,
        environment=environment.name,
        span=span,
        transitions=tuple(sorted(transitions, key=lambda one: one.at)),
        deployments=deployments,
        pages=paged,
        said=said,
        budgets=budgets,
        unasked=unasked,
    )


def _region(name: str) -> Region:
    client = boto3.client("cloudwatch", region_name=name)  # pyright: ignore[reportUnknownMemberType] (boto3 is untyped)
    return Region(name, client)


def _said(environment: Environment, span: Span, unasked: dict[Source, str]) -> tuple[Said, ...]:
    table = f"{environment.prefix}-incident-updates"
    client = boto3.client("dynamodb", region_name=environment.primary_region)  # pyright: ignore[reportUnknownMemberType] (boto3 is untyped)
    try:
        return tuple(Updates(client, table).said(span))
    except client.exceptions.ResourceNotFoundException:
        unasked[Source.UPDATE] = f"there is no table {table}"
        return ()


def _paged(
    environment: Environment, span: Span, api: str, unasked: dict[Source, str]
) -> tuple[Page, ...]:
    token = os.environ.get(VARIABLE, "")
    if not token:
        unasked[Source.PAGE] = f"{VARIABLE} is not set"
        return ()
    found = pages(Client(token, api.rstrip("/")), span, f"{environment.prefix}-")
    return tuple(sorted(found, key=lambda page: page.opened))


def _fail(said: str, code: int) -> NoReturn:
    click.echo(f"incident: {said}" if "\n" not in said else said, err=True)
    sys.exit(code)


if __name__ == "__main__":
    in_one_line(main, "delivery.incident")
