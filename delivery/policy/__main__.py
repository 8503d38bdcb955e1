"""`python -m delivery.policy`: the last step of `make policy`, over what the tools wrote."""

import sys
from pathlib import Path

import click

from delivery.in_one_line import in_one_line
from delivery.policy.finding import Exceptions, Finding, Judged, judge
from delivery.policy.page import page
from delivery.policy.reading import acknowledged, load, of_cfn_lint, of_checkov, of_nag, paths
from promises import InputError, InputErrors
from promises.reading import read_yaml
from promises.validation import validate

OPEN, UNUSABLE = 1, 2
EXCEPTIONS = Path(__file__).parent / "exceptions.yaml"
PAGE = Path("docs/exceptions.md")


@click.command(context_settings={"help_option_names": ["-h", "--help"]})
@click.option("--assembly", type=click.Path(path_type=Path), default="cdk.out", show_default=True)
@click.option("--reports", type=click.Path(path_type=Path), required=True, metavar="DIR")
@click.option("--write", is_flag=True, help="Write docs/exceptions.md anew.")
def main(assembly: Path, reports: Path, write: bool) -> None:
    """Hold the tools' findings against the exceptions.

    Exit codes: 0 nothing open and the list current, 1 something is, 2 unusable input.
    """
    try:
        exceptions = read_exceptions(EXCEPTIONS)
        judged = judge(_findings(assembly, reports), exceptions)
        wanted = page(exceptions, acknowledged(load(assembly / "validation-report.json")))
    except (InputError, InputErrors) as mistakes:
        click.echo(str(mistakes), err=True)
        sys.exit(UNUSABLE)
    if write:
        PAGE.write_text(wanted)
    current = PAGE.exists() and PAGE.read_text() == wanted
    _tell(judged, current)
    sys.exit(0 if judged.passed and current else OPEN)


def read_exceptions(file: Path) -> Exceptions:
    """The exceptions of a file. Raises InputErrors, one for each mistake."""
    return validate(Exceptions, read_yaml(file))


def _findings(assembly: Path, reports: Path) -> list[Finding]:
    known = paths(assembly)
    return [
        *of_nag(load(reports / "nist" / "validation-report.json")),
        *of_cfn_lint(load(reports / "cfn-lint.json"), known),
        *of_checkov(load(reports / "checkov.json"), known),
    ]


def _tell(judged: Judged, current: bool) -> None:
    for one in judged.open:
        click.echo(str(one), err=True)
    for rule, patterns in judged.unused.items():
        click.echo(f"{EXCEPTIONS.name}: {rule}: nothing needs {', '.join(patterns)}", err=True)
    if not current:
        click.echo(f"{PAGE}: wanted the current list (make policy WRITE=1), got another", err=True)
    if judged.passed and current:
        click.echo("policy: nothing that is not meant")


if __name__ == "__main__":
    in_one_line(main, "delivery.policy")
