"""`cost`: what an environment costs a month, as far as anybody can tell from templates."""

from __future__ import annotations

from pathlib import Path

import click

from assurance.assembly import read_assembly
from assurance.assembly.files import unusable
from assurance.commands.options import assembly_option
from assurance.console import console, needs_assembly, write
from assurance.cost import report
from assurance.cost.estimate import costs


@click.command()
@assembly_option
@click.option(
    "--environment",
    metavar="NAME",
    help="This environment only.  [default: every one in the assembly]",
)
@click.option("--format", "form", type=click.Choice(["text", "json"]), default="text")
def cost(assembly: Path, environment: str | None, form: str) -> int:
    """Estimate the monthly cost of each environment, item by item.

    Prices come from a table that names the source and the day of each. What hangs on use, and what
    nobody found a price for, is named and left out of the sum.

    \b
    Examples:
      make synth && python -m assurance cost --environment prod
      python -m assurance cost --format json | jq '.environments[].known'

    \b
    Exit codes:
      0  the estimate is printed
      2  the input is unusable; one line for each mistake says where
    """
    needs_assembly(assembly)
    stages = read_assembly(assembly).stages
    chosen = [stage for stage in stages if environment in (None, stage.name)]
    if not chosen:
        names = ", ".join(stage.name for stage in stages)
        raise unusable(assembly, "environment", f"one of {names}", str(environment))
    found = costs(chosen)
    write(report.json_(found) if form == "json" else report.text(found, console()))
    return 0
