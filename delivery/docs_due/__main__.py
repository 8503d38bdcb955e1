"""`python -m delivery.docs_due`: the pages to review; a workflow runs it every morning."""

import os
import sys
from collections.abc import Iterator, Sequence
from datetime import UTC, datetime
from pathlib import Path

import click

from delivery.docs_due.due import Owed, owed
from delivery.docs_due.history import REVIEWED, pages
from delivery.docs_due.incidents import incidents
from delivery.docs_due.paged import paged
from delivery.in_one_line import in_one_line
from delivery.moments import Moment
from delivery.pagerduty.client import API, Client, PagerDutyError
from delivery.pagerduty.token import VARIABLE
from environments import load_environment
from promises import InputError, InputErrors

DUE, UNUSABLE = 1, 2


@click.command(context_settings={"help_option_names": ["-h", "--help"]})
@click.option("--format", "form", type=click.Choice(["text", "markdown"]), default="text")
@click.option(
    "--today",
    type=Moment("a day such as 2026-11-24"),
    metavar="DAY",
    help="Another day than today.",
)
@click.option(
    "--root",
    type=click.Path(path_type=Path),
    default=Path(),
    metavar="DIR",
    help="The repository.  [default: here]",
)
@click.option(
    "--environment",
    "name",
    default="prod",
    show_default=True,
    metavar="NAME",
    help="Whose P1s are asked for in PagerDuty.",
)
@click.option("--api", default=API, show_default=True, metavar="URL", help="PagerDuty's REST API.")
def main(form: str, today: datetime | None, root: Path, name: str, api: str) -> None:
    """Name the pages to review: every quarter, and within 48 hours after a P1.

    A page is reviewed when a commit touches it. One that was read and is right is reviewed by a
    commit whose message has the line `Reviewed: docs/runbooks.md`; it may be empty.
    P1s are known from the records in docs/incidents and, where PAGERDUTY_TOKEN is set (a read-only
    token will do), from PagerDuty: so one that nobody recorded counts too.

    \b
    Exit codes:
      0  nothing is overdue
      1  a review is overdue
      2  the input is unusable, or PagerDuty did not answer; one line says where
    """
    now = today or datetime.now(UTC)
    token = os.environ.get(VARIABLE, "")
    try:
        environment = load_environment(name)
        client = Client(token, api.rstrip("/"))
        asked = paged(client, environment, now) if token else ()
        review = environment.handbook.documentation.review
        found = owed(pages(root), (*incidents(root), *asked), review, now)
    except (InputError, InputErrors, PagerDutyError, ValueError) as mistake:
        click.echo(str(mistake), err=True)
        sys.exit(UNUSABLE)
    said = _markdown(found, now, asked=bool(token)) if form == "markdown" else _text(found, now)
    for line in said:
        click.echo(line)
    if any(one.overdue(now) for one in found):
        sys.exit(DUE)


def _text(found: Sequence[Owed], now: datetime) -> Iterator[str]:
    for one in found:
        yield f"{_when(one, now)}  {one.page.path}  ({one.because})"
    if not found:
        yield "every page is reviewed"


def _markdown(found: Sequence[Owed], now: datetime, *, asked: bool) -> Iterator[str]:
    records = "the records in docs/incidents"
    known = f"{records} and from PagerDuty" if asked else f"{records} alone: nobody asked PagerDuty"
    if not found:
        yield f"Every page is reviewed. P1s are known from {known}."
        return
    yield from ("| page | by | because |", "|---|---|---|")
    for one in found:
        yield f"| {one.page.path} | {_when(one, now)} | {one.because} |"
    yield ""
    yield (
        "Change what is wrong. A page that is right is reviewed by a commit whose message ends with "
        f"`{REVIEWED} {found[0].page.path}`. P1s are known from {known}."
    )


def _when(one: Owed, now: datetime) -> str:
    return f"{one.by.astimezone(UTC):%Y-%m-%d %H:%M}" + (" OVERDUE" if one.overdue(now) else "")


if __name__ == "__main__":
    in_one_line(main, "delivery.docs_due")
