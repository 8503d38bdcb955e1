"""Options that several commands have."""

from pathlib import Path

import click

assembly_option = click.option(
    "--assembly",
    type=click.Path(path_type=Path),
    default="cdk.out",
    show_default=True,
    metavar="DIR",
    help="The cloud assembly to read, as `make synth` or `cdk synth` writes it.",
)
