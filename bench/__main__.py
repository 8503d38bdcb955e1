"""python -m bench: what a large catalogue costs to synthesize."""

import sys
from pathlib import Path
from tempfile import TemporaryDirectory

import click
from rich.console import Console
from rich.progress import Progress

from bench.goals import verdicts
from bench.measuring import BenchError, measure, synthesized
from bench.plan import OURS, PLAIN, Plan, plan
from bench.results import Results
from bench.rival import ABSENT, compare, promtool, verdict
from bench.sameness import differences
from bench.table import show, show_verdict

COMPARED = 50
"""How many services the two builds are compared with, resource by resource: two stacks."""


@click.command()
@click.option("--quick", is_flag=True, help="Fewer rounds: a first impression, about 3 minutes.")
@click.option(
    "--all-plain", is_flag=True, help="The plain build of 1000 services too: 5 minutes more."
)
@click.option(
    "--only",
    type=click.Choice(["synth", "alarms"]),
    help="One half: what a catalogue costs to synthesize, or how fast alarms are evaluated.",
)
def main(quick: bool, all_plain: bool, only: str | None) -> None:
    """Synthesize 4, 50, 250 and 1000 services, ours and plain L2 in turn; print the ratios.

    Then evaluate a month of burn-rate alarms, here and in promtool in turn, where it is installed.

    A missed goal is said and is no error. Exit code 1 when a synth fails or the two builds are not
    the same, 2 for unusable arguments.
    """
    console = Console()
    try:
        if only != "alarms":
            _synths(console, plan(quick=quick, all_plain=all_plain), all_plain=all_plain)
        if only != "synth":
            _alarms(console, quick=quick)
    except BenchError as error:
        print(error, file=sys.stderr)
        sys.exit(1)


def _synths(console: Console, chosen: Plan, *, all_plain: bool) -> None:
    _refuse_unlike()
    results = _run(chosen, console)
    show(console, results, verdicts(results))
    if not all_plain:
        console.print(
            f"The plain build stops at {chosen.plain_up_to} services; --all-plain runs it."
        )


def _alarms(console: Console, *, quick: bool) -> None:
    program = promtool()
    if program is None:
        console.print(ABSENT, style="yellow", highlight=False)
        return
    days, rounds = (10, 1) if quick else (30, 1)
    with console.status("") as status:
        found = compare(program, days, rounds, status.update)
    show_verdict(console, verdict(found))


def _refuse_unlike() -> None:
    """A comparison of builds that make different things would mean nothing."""
    with TemporaryDirectory() as ours, TemporaryDirectory() as plain:
        synthesized(OURS, COMPARED, Path(ours))
        synthesized(PLAIN, COMPARED, Path(plain))
        if found := list(differences(Path(ours), Path(plain))):
            raise BenchError(f"the builds differ in {len(found)} things, first {found[0]}")


def _run(chosen: Plan, console: Console) -> Results:
    results, steps = Results(), list(chosen.steps())
    with Progress(console=console, transient=True) as progress:
        # a service costs about the same wherever it is, a process as much as 60 of them
        weights = [60 + step.count for step in steps]
        task = progress.add_task("", total=sum(weights))
        for step, weight in zip(steps, weights, strict=True):
            progress.update(task, description=f"{step.count} services, {step.style}")
            results.add(step, measure(step.style, step.count))
            progress.advance(task, weight)
    return results


if __name__ == "__main__":
    main()
