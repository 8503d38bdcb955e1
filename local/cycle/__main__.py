"""python -m local.cycle: deploy, change, review, deploy, trip, roll back, on the embedded AWS."""

import signal
import sys
from pathlib import Path

import click

from assurance.console import console
from delivery.repository import Repository, RepositoryError
from environments import load_environment
from local.cloud import ROOT, CloudError
from local.cycle.acts import Cycle
from local.cycle.clone import clone_of
from local.cycle.making import Make
from local.cycle.outcome import CycleError
from local.cycle.report import Report
from local.cycle.seeing import Account
from local.demo.cdk import CdkError
from local.demo.deployment import prepared
from promises import InputError, InputErrors

ENVIRONMENT = "dev"
"""The one whose file the changes are made in, and that asks nobody before it is changed."""
WIDTH = "200"
"""Columns of the terminal in the clone: sentences are quoted whole."""


@click.command(context_settings={"help_option_names": ["-h", "--help"]})
@click.option(
    "--folder",
    type=click.Path(path_type=Path),
    default="build/cycle",
    show_default=True,
    help="For the clone, its remote and the logs; an earlier one there is emptied.",
)
def main(folder: Path) -> None:
    """Play a change from its review to its rollback, with the verbs people type.

    The commit that is checked out is cloned and deployed to dev on the embedded AWS; one change is
    held by its review, another is reviewed, deployed, watched and rolled back. No network, no
    credentials; everything is ended at the end.

    Exit codes: 0 all of it happened, 1 something did not, 2 unusable input.
    """
    signal.signal(signal.SIGTERM, _interrupted)
    signal.signal(signal.SIGINT, signal.default_int_handler)  # a shell's `&` would ignore it
    report = Report(console())
    try:
        _play(folder, report)
    except (CdkError, CloudError, CycleError, RepositoryError) as error:
        report.failed(error)
        sys.exit(1)
    except (InputError, InputErrors) as error:
        print(error, file=sys.stderr)
        sys.exit(2)


def _play(folder: Path, report: Report) -> None:
    environment = load_environment(ENVIRONMENT)
    clone = clone_of(ROOT, folder)
    report.left_out(Repository(ROOT).changes())
    with prepared(environment, folder / "aws", report.timed) as account:
        report.started(account.aws.endpoint, account.pagerduty.url)
        make = Make(clone.folder, {**account.aws.environ(), "COLUMNS": WIDTH}, folder)
        Cycle(clone, make, Account(account.aws, environment), report).play()
    report.end()


def _interrupted(*_: object) -> None:
    """End as Ctrl-C does, with everything that was started."""
    raise KeyboardInterrupt


if __name__ == "__main__":
    main()
