"""Where commands write: standard output for results, standard error for progress."""

from __future__ import annotations

import os
import sys

import click
from rich.console import Console
from rich.status import Status

WIDTH_OF_A_LOG = 100


def console() -> Console:
    """Standard output, in the width of a log where it is no terminal."""
    found = Console()
    if not found.is_terminal and "COLUMNS" not in os.environ:
        found.width = WIDTH_OF_A_LOG
    return found


def progress(doing: str) -> Status:
    """A sign of life on standard error, at a terminal only."""
    return Console(stderr=True).status(doing)


def write(output: str) -> None:
    """Write a result."""
    try:
        click.echo(output.encode(), nl=False)
    except BrokenPipeError:
        # The reader has seen enough. The exit code stays the verdict's.
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
