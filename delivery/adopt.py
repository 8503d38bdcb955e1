"""What exists already of an environment, and whether its stacks can take it over.

python -m delivery.adopt --environment prod
"""

from __future__ import annotations

import sys
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path

import click
from botocore.exceptions import BotoCoreError, ClientError
from rich.console import Console
from rich.table import Table

from assurance.assembly import Stage, read_assembly
from delivery.adopting import Found, existing, write_mappings
from delivery.in_one_line import in_one_line
from promises import InputError, InputErrors

FIRST, UNUSABLE = 1, 2


@click.command(context_settings={"help_option_names": ["-h", "--help"]})
@click.option("--environment", "name", required=True, metavar="NAME", help="What to look for.")
@click.option("--assembly", type=click.Path(path_type=Path), default="cdk.out", show_default=True)
@click.option(
    "--mappings",
    type=click.Path(path_type=Path, file_okay=False),
    default="build/adopt",
    show_default=True,
    help="Where to write what `cdk import --resource-mapping` reads, one file for a stack.",
)
def main(name: str, assembly: Path, mappings: Path) -> None:
    """Compare the database and the buckets an environment would make with those that are there.

    Changes nothing in the account. Prints the commands that import what is there; docs/adopt.md
    tells what each of them does.

    Exit codes: 0 what is there can be adopted (or nothing is there), 1 something has to be done
    first (no mapping is written then), 2 unusable input or an account that does not answer.
    """
    try:
        stage = _stage(assembly, name)
        with Console(stderr=True).status("Looking for what is there already"):
            found = tuple(existing(stage))
    except (InputError, InputErrors) as mistakes:
        click.echo(str(mistakes), err=True)
        sys.exit(UNUSABLE)
    except (BotoCoreError, ClientError) as refused:
        click.echo(f"delivery.adopt: wanted to look at the account, got: {refused}", err=True)
        sys.exit(UNUSABLE)
    Console().print(_table(found) if found else f"{name}: nothing is there yet; deploy it")
    if not all(one.adoptable for one in found):
        sys.exit(FIRST)
    for command in _commands(stage, assembly, found, write_mappings(found, mappings)):
        click.echo(command)


def _stage(assembly: Path, name: str) -> Stage:
    stages = read_assembly(assembly).stages
    for stage in stages:
        if stage.name == name:
            return stage
    wanted = f"one of {', '.join(one.name for one in stages)}"
    raise InputError(assembly, None, "environment", wanted, name)


def _table(found: Sequence[Found]) -> Table:
    table = Table("Resource", "Property", "Template", "Account", "Then", box=None)
    for one in found:
        table.add_row(one.name, "", "", "", one.then)
        for each in one.differences:
            table.add_row("", each.name, each.template, each.found, each.outcome)
    return table


def _commands(
    stage: Stage, assembly: Path, found: Sequence[Found], written: Mapping[str, Path]
) -> Iterator[str]:
    """What imports all of it, stack by stack."""
    for stack in dict.fromkeys(one.resource.stack for one in found if not one.adopted):
        selected = f"'{stage.selector(stack)}' --app {assembly}"
        if stack.name in written:
            yield f"npx cdk import {selected} --resource-mapping {written[stack.name]}"
        yield f"npx cdk deploy {selected} --import-existing-resources"


if __name__ == "__main__":
    in_one_line(main, "delivery.adopt")
