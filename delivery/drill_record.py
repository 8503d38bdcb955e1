"""A drill's record, as the workflow left it in S3, in the form that is committed.

python -m delivery.drill_record record.json --environment prod >> environments/drills/prod.yaml
"""

import json
import sys
from collections.abc import Mapping
from datetime import datetime
from math import ceil
from pathlib import Path

import click

from delivery.in_one_line import in_one_line
from environments import Environment, load_environment
from promises import InputError, InputErrors, text

RESTORED = {
    "region": "replicated backups",
    "point-in-time": "point in time",
    "third-copy": "third copy",
}
UNUSABLE = 2


def committed(record: Mapping[str, object], environment: Environment) -> str:
    """The record as a line of environments/drills/<name>.yaml.

    Its size is the storage the environment gives the database: what an estimate compares it with.
    Raises KeyError for a record of something else, ValueError where no database was read.
    """
    if record["minutes"] is None:
        raise ValueError("a drill that read a database, or its line written by hand")
    minutes = float(str(record["minutes"]))
    day = datetime.fromisoformat(str(record["date"])).date()
    outcome = "passed" if record["verdict"] == "good" else "failed"
    return (
        f"  - {{day: {day}, restored: {RESTORED[str(record['drill'])]}, took: {ceil(minutes)} min, "
        f"size: {text(environment.sizes.database.storage)}, outcome: {outcome}}}"
    )


@click.command(context_settings={"help_option_names": ["-h", "--help"]})
@click.argument("file", type=click.Path(path_type=Path))
@click.option("--environment", "name", required=True, metavar="NAME", help="Whose drill it was.")
def main(file: Path, name: str) -> None:
    """Print a drill's record as the line to commit. Exit code 2 for one that cannot be used."""
    try:
        click.echo(committed(_read(file), load_environment(name)))
    except (InputError, InputErrors) as mistakes:
        click.echo(str(mistakes), err=True)
        sys.exit(UNUSABLE)
    except (KeyError, ValueError) as wrong:
        wanted = str(wrong.args[0]) if isinstance(wrong, ValueError) else "a drill's record"
        click.echo(str(InputError(file, None, "", wanted, "something else")), err=True)
        sys.exit(UNUSABLE)


def _read(file: Path) -> Mapping[str, object]:
    try:
        return json.loads(file.read_text(encoding="utf-8"))
    except OSError as error:
        raise InputError(file, None, "", "a file", error.strerror or str(error)) from None


if __name__ == "__main__":
    in_one_line(main, "delivery.drill_record")
