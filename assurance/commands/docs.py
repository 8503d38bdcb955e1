"""`docs`: the pages of the handbook that are generated."""

from __future__ import annotations

from pathlib import Path

import click
from rich.console import Console

from assurance.commands.options import assembly_option
from assurance.console import needs_assembly, write

_DRIFTED = 1


@click.command()
@assembly_option
@click.option(
    "--environment",
    metavar="NAME",
    default="prod",
    show_default=True,
    help="The environment the pages are about.",
)
@click.option(
    "--out",
    type=click.Path(path_type=Path),
    default="docs/handbook",
    show_default=True,
    metavar="DIR",
    help="Where the pages are written.",
)
@click.option(
    "--readme",
    type=click.Path(path_type=Path),
    metavar="FILE",
    help="Also write the table of promises into this file, between its marks.",
)
@click.option(
    "--check",
    is_flag=True,
    help="Write nothing; say which pages are not what would be written on the day they name.",
)
def docs(assembly: Path, environment: str, out: Path, readme: Path | None, check: bool) -> int:
    """Write the handbook's pages from promises and templates.

    Each page names the day it was written: its calendar begins there.

    \b
    Examples:
      make synth && python -m assurance docs
      python -m assurance docs --check

    \b
    Exit codes:
      0  the pages are written, or, with --check, are current
      1  with --check: a page is missing or not what would be written
      2  the input is unusable; one line says where, and nothing is written
    """
    # NumPy and the grammars cost 0.2 s that no other command should wait for.
    from assurance import handbook

    with Console(stderr=True).status("Writing the handbook"):
        needs_assembly(assembly)
        if not check:
            pages = handbook.write(assembly, environment, out, readme=readme)
        else:
            pages = handbook.drifted(assembly, environment, out, readme)
    write("".join(f"{page}\n" for page in pages))
    if check and pages:
        click.echo("wanted the pages as `make docs` writes them, got those above", err=True)
        return _DRIFTED
    return 0
