"""How every command here refuses what it was asked in a way it does not know: in one line."""

import sys
from typing import Final, NoReturn

import click

UNUSABLE: Final = 2
INTERRUPTED: Final = 130


def in_one_line(command: click.Command, name: str) -> NoReturn:
    """Run a command and leave with its exit code; click alone would explain itself in three."""
    try:
        sys.exit(command.main(prog_name=f"python -m {name}", standalone_mode=False))
    except click.ClickException as error:
        said = " ".join(error.format_message().split())
        click.echo(f"{name.rpartition('.')[2]}: {said}", err=True)
        sys.exit(UNUSABLE)
    except click.Abort:
        sys.exit(INTERRUPTED)
