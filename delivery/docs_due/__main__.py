"""`python -m delivery.docs_due`: the pages to review; a workflow runs it every morning."""

import sys
from collections.abc import Iterator, Sequence
from datetime import UTC, datetime
from pathlib import Path

import click

from delivery.docs_due.due import Owed, owed
from delivery.docs_due.history import REVIEWED, pages
from delivery.docs_due.incidents import incidents
from delivery.in_one_line import in_one_line
from delivery.moments import Moment
from environments import handbook_as_written
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
def main(form: str, today: datetime | None, root: Path) -> None:
    """Name the pages to review: every quarter, and within 48 hours after a P1.

    A page is reviewed when a commit touches it. One that was read and is right is reviewed by a
    commit whose message has the line `Reviewed: docs/runbooks.md`; it may be empty.
    P1s are known from the records in docs/incidents.

    \b
    Exit codes:
      0  nothing is overdue
      1  a review is overdue
      2  the input is unusable; one line says where
    """
    now = today or datetime.now(UTC)
    try:
        review = handbook_as_written().documentation.review
        found = owed(pages(root), incidents(root), review, now)
    except (InputError, InputErrors) as mistake:
        click.echo(str(mistake), err=True)
        sys.exit(UNUSABLE)
    for line in _markdown(found, now) if form == "markdown" else _text(found, now):
        click.echo(line)
    if any(one.overdue(now) for one in found):
        sys.exit(DUE)


def _text(found: Sequence[Owed], now: datetime) -> Iterator[str]:
    for one in found:
        yield f"{_when(one, now)}  {one.page.path}  ({one.because})"
    if not found:
        yield "every page is reviewed"


def _markdown(found: Sequence[Owed], now: datetime) -> Iterator[str]:
    if not found:
        yield "Every page is reviewed."
        return
    yield from ("| page | by | because |", "|---|---|---|")
    for one in found:
        yield f"| {one.page.path} | {_when(one, now)} | {one.because} |"
    yield ""
    yield (
        "Change what is wrong. A page that is right is reviewed by a commit whose message ends with "
        f"`{REVIEWED} {found[0].page.path}`."
    )


def _when(one: Owed, now: datetime) -> str:
    return f"{one.by.astimezone(UTC):%Y-%m-%d %H:%M}" + (" OVERDUE" if one.overdue(now) else "")


if __name__ == "__main__":
    in_one_line(main, "delivery.docs_due")
