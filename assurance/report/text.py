"""The report for people at a terminal."""

from __future__ import annotations

from collections.abc import Iterator

from rich.console import Console, RenderableType
from rich.rule import Rule
from rich.text import Text

from assurance.report import calendar, pieces, recovery
from assurance.report.grouping import of_verdict
from assurance.report.wording import headline, summary
from assurance.verdict import EnvironmentReport, Report, Verdict


def render(report: Report, console: Console) -> str:
    """The report as `console` would show it: in its width, in its colours or in none.

    In each environment what is broken comes first, with its fix; then the table of what the
    templates decide; then what a recovery adds up to and the next maintenance windows; then what
    they cannot decide.
    """
    with console.capture() as capture:
        for environment in report.environments:
            line = "red" if of_verdict(environment, Verdict.BROKEN) else "green"
            console.print(Rule(Text(headline(environment), "bold"), align="left", style=line))
            for part in _parts(environment):
                console.print(part)
        console.print(Text(summary(report), "bold red" if report.broken else "bold green"))
    return "".join(f"{line.rstrip()}\n" for line in capture.get().splitlines())


def _parts(environment: EnvironmentReport) -> Iterator[RenderableType]:
    broken = of_verdict(environment, Verdict.BROKEN)
    yield from map(pieces.broken, broken)
    if decided := [p for p in environment.promises if p.verdict is not Verdict.UNPROVEN]:
        yield pieces.decided(decided)
    if environment.estimates:
        yield recovery.table(environment)
        yield recovery.terms(environment)
    if environment.calendar:
        yield calendar.table(environment.calendar)
    if environment.muted:
        yield calendar.muted_table(environment.muted)
    if unproven := of_verdict(environment, Verdict.UNPROVEN):
        yield pieces.unproven(unproven)
    if environment.weakened:
        yield pieces.weakened(environment.weakened)
    if environment.tensions:
        yield pieces.tensions(environment.tensions)
