"""`rehearse`: incidents against the alarms, before anything is deployed."""

from __future__ import annotations

from pathlib import Path

import click
from rich.console import Console

from assurance.commands.live import played_live
from assurance.commands.options import assembly_option
from assurance.console import needs_assembly, write

_UNMET = 1


@click.command()
@assembly_option
@click.option(
    "--environment",
    metavar="NAME",
    help="Rehearse in this environment only.  [default: every one that has scenarios]",
)
@click.option(
    "--scenario",
    "scenarios",
    type=click.Path(path_type=Path),
    multiple=True,
    metavar="FILE",
    help="Play this scenario only. May be repeated.  [default: every one in scenarios/]",
)
@click.option(
    "--burns",
    is_flag=True,
    help="Print how soon each burn rate is told and how much budget is gone by then, instead.",
)
@click.option(
    "--mutate",
    is_flag=True,
    help="Weaken each alarm and print which weakenings no scenario notices, instead.",
)
@click.option(
    "--live",
    is_flag=True,
    help="Play them on the embedded AWS too: set what was computed, compare what people see.",
)
@click.option(
    "--format",
    "form",
    type=click.Choice(["text", "json", "junit", "html"]),
    default="text",
    show_default=True,
    help="text and html for people, json for programs, junit for CI.",
)
@click.option(
    "--html",
    "page",
    type=click.Path(path_type=Path),
    metavar="FILE",
    help="Write the web page of --format html into FILE too: the course of each scenario.",
)
def rehearse(
    assembly: Path,
    environment: str | None,
    scenarios: tuple[Path, ...],
    burns: bool,
    mutate: bool,
    live: bool,
    form: str,
    page: Path | None,
) -> int:
    """Play incidents against the alarms of an assembly: who is told, when, and what stays quiet.

    Each alarm is evaluated as CloudWatch does, on metrics that a scenario file makes up.

    \b
    Examples:
      make synth && python -m assurance rehearse --environment prod
      python -m assurance rehearse --scenario scenarios/database-gone.yaml
      python -m assurance rehearse --environment prod --format junit > rehearsal.xml
      python -m assurance rehearse --environment prod --html rehearsal.html
      python -m assurance rehearse --environment prod --burns
      python -m assurance rehearse --environment prod --mutate
      python -m assurance rehearse --live --scenario scenarios/database-gone.yaml

    \b
    Exit codes:
      0  everything is as expected
      1  an expectation is unmet; its timeline says why (not with --burns and --mutate);
         with --live: or something was not seen as it was computed
      2  the input is unusable; one line for each mistake says where
    """
    _refuse(burns=burns, mutate=mutate, live=live, form=form, page=page)
    if live:
        return played_live(assembly, environment, scenarios)
    # NumPy and the grammars cost 0.2 s that no other command should wait for.
    from assurance.rehearsal import command

    needs_assembly(assembly)
    with Console(stderr=True).status("Rehearsing") as status:
        asked = command.Asked(assembly, environment, scenarios, form, status.update, page)
        if burns or mutate:
            report, met = (command.burn_table if burns else command.mutated)(asked), True
        else:
            report, met = command.rehearsed(asked)
    write(report)
    return 0 if met else _UNMET


def _refuse(*, burns: bool, mutate: bool, live: bool, form: str, page: Path | None) -> None:
    """Raise UsageError for options that mean nothing together."""
    asked = {"--burns": burns, "--mutate": mutate, "--live": live}
    given = [name for name, on in asked.items() if on]
    if len(given) > 1:
        raise click.UsageError(
            f"wanted one of --burns, --mutate, --live, got {' and '.join(given)}"
        )
    forms = ("text",) if live else ("text", "json")
    if given and form not in forms:
        wanted = f"wanted {' or '.join(forms)} with {given[0]}"
        raise click.UsageError(f"--format: {wanted}, got {form}")
    if given and page:
        raise click.UsageError(f"--html: wanted without {given[0]}, which has no page")
