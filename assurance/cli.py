"""The command line of the assurance room: `python -m assurance`.

Exit codes are a contract: 0 every promise is kept or not yet proven, 1 a promise is broken,
2 the input is unusable, with one line for each mistake on standard error and nothing on standard
output.
"""

from __future__ import annotations

import sys
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import NoReturn

import click
from rich.console import Console

from assurance.commands.cost import cost
from assurance.commands.docs import docs
from assurance.commands.evaluate import evaluate
from assurance.commands.incident import incident
from assurance.commands.options import assembly_option
from assurance.commands.rehearse import rehearse
from assurance.commands.review import review
from assurance.commands.watch import watch
from assurance.console import console, needs_assembly, write
from assurance.proof import prove as prove_assembly
from assurance.report import json_, markdown, sarif, text
from assurance.verdict import Report
from promises import InputError, InputErrors

BROKEN, UNUSABLE, INTERRUPTED = 1, 2, 130

FORMATS: Mapping[str, Callable[[Report], str]] = {
    "text": lambda report: text.render(report, console()),
    "json": json_.render,
    "markdown": markdown.render,
    "sarif": sarif.render,
}


@click.group(context_settings={"help_option_names": ["-h", "--help"]})
def cli() -> None:
    """Prove from synthesized templates what the operations handbook promises."""


@cli.command()
@assembly_option
@click.option(
    "--environment",
    metavar="NAME",
    help="Prove this environment only.  [default: every one in the assembly]",
)
@click.option(
    "--format",
    "form",
    type=click.Choice(list(FORMATS)),
    default="text",
    show_default=True,
    help="text for people, json for programs, markdown for a pull request, sarif for scanners.",
)
def prove(assembly: Path, environment: str | None, form: str) -> int:
    """Say for every promise of the handbook whether the templates keep it.

    A promise is kept, broken, or unproven: only a drill or a deployed account can tell. What is
    unproven is shown and never counted as kept.

    \b
    Examples:
      make synth && python -m assurance prove
      python -m assurance prove --environment prod
      python -m assurance prove --format json | jq .summary
      python -m assurance prove --assembly build/cdk.out --format sarif > promises.sarif

    \b
    Exit codes:
      0  nothing is broken
      1  a promise is broken
      2  the input is unusable; one line for each mistake says where
    """
    with Console(stderr=True).status(f"Proving the promises from {assembly}"):
        needs_assembly(assembly)
        report = prove_assembly(assembly, environment)
    write(FORMATS[form](report))
    return BROKEN if report.broken else 0


@cli.command()
@assembly_option
@click.option(
    "--environment",
    metavar="NAME",
    help="Show this environment only.  [default: every one in the assembly]",
)
@click.option(
    "--out",
    type=click.Path(path_type=Path),
    required=True,
    metavar="DIR",
    help="Where index.html is written.",
)
def preview(assembly: Path, environment: str | None, out: Path) -> int:
    """Show the dashboards of an assembly as a web page, with synthetic data.

    One file that needs no network: every dashboard as CloudWatch lays it out, on a calm day and
    in an incident.

    \b
    Examples:
      make synth && python -m assurance preview --out build/preview
      python -m assurance preview --environment prod --out build/preview

    \b
    Exit codes:
      0  the page is written
      2  the input is unusable; one line says where, and nothing is written
    """
    # NumPy and the grammar of metric math cost 0.2 s that no other command should wait for.
    from assurance.preview import preview as write_preview

    with Console(stderr=True).status(f"Drawing the dashboards of {assembly}"):
        needs_assembly(assembly)
        page = write_preview(assembly, environment, out)
    write(f"{page}\n")
    return 0


cli.add_command(docs)
cli.add_command(evaluate)
cli.add_command(rehearse)
cli.add_command(incident)
cli.add_command(review)
cli.add_command(cost)
cli.add_command(watch)


def main() -> NoReturn:
    """Run the command line and leave with its exit code."""
    try:
        sys.exit(cli.main(prog_name="python -m assurance", standalone_mode=False))
    except (InputError, InputErrors) as error:
        click.echo(str(error), err=True)
        sys.exit(UNUSABLE)
    except click.ClickException as error:
        click.echo(error.format_message(), err=True)
        sys.exit(UNUSABLE)
    except click.Abort:
        sys.exit(INTERRUPTED)
