"""What every command shares with the terminal it runs in."""

from __future__ import annotations

import os
import sys
from pathlib import Path

import click
from rich.console import Console

from promises import InputError

WIDTH_OF_A_LOG = 100


def console() -> Console:
    """The console people read from, or the log that keeps what they would have read."""
    made = Console()
    if not made.is_terminal and "COLUMNS" not in os.environ:
        made.width = WIDTH_OF_A_LOG
    return made


def needs_assembly(assembly: Path) -> None:
    """Raise InputError, with the way to make one, where there is no cloud assembly."""
    if not (assembly / "manifest.json").is_file():
        wanted = "a cloud assembly (`make synth` writes one into cdk.out)"
        got = "a place without manifest.json" if assembly.exists() else "nothing there"
        raise InputError(assembly, None, "", wanted, got)


def write(output: str) -> None:
    """Write to standard output, also to a reader that has seen enough."""
    try:
        click.echo(output.encode(), nl=False)
    except BrokenPipeError:
        # The reader has seen enough. The exit code stays the verdict's.
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
