"""`incident`: the draft of an incident's record, asked of the account by the delivery room."""

from __future__ import annotations

import subprocess
import sys

import click

_ANYTHING: dict[str, object] = {
    "ignore_unknown_options": True,
    "allow_extra_args": True,
    "help_option_names": [],
}


@click.command(context_settings=_ANYTHING, add_help_option=False)
@click.pass_context
def incident(asked: click.Context) -> int:
    """Draft the record of an incident: alarms, deployments, pages, budget, as a timeline.

    The same as `python -m delivery.incident`, which says what it takes: this room reads assemblies
    only, that one asks accounts.

    \b
    Examples:
      python -m assurance incident 2026-11-24-api --environment prod --from 2026-11-24T02:00 --to 2026-11-24T05:00
      python -m assurance incident --help
    """
    command = [sys.executable, "-m", "delivery.incident", *asked.args]
    return subprocess.run(command, check=False).returncode
