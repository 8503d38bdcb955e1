"""`evaluate`: real alarms on real data."""

from __future__ import annotations

from pathlib import Path

import click
from rich.console import Console

from assurance.backtest.moments import parsed
from assurance.console import write


class _Moment(click.ParamType[int]):
    """A time in ISO 8601; UTC where it names no zone."""

    name = "time"

    def convert(
        self, value: str | int, param: click.Parameter | None, ctx: click.Context | None
    ) -> int:
        try:
            return value if isinstance(value, int) else parsed(value)
        except ValueError:
            self.fail(f"wanted a time such as 2026-11-01T00:00:00Z, got {value}", param, ctx)


@click.command()
@click.option(
    "--alarms",
    type=click.Path(path_type=Path),
    required=True,
    metavar="FILE",
    help="A CloudFormation template, or the JSON of `aws cloudwatch describe-alarms`.",
)
@click.option(
    "--metrics",
    type=click.Path(path_type=Path),
    multiple=True,
    metavar="FILE",
    help="Series: JSON Lines, CSV, or request and response of get-metric-data. May be repeated.",
)
@click.option("--start", type=_Moment(), metavar="T", help="ISO 8601, UTC. Required, with --end.")
@click.option("--end", type=_Moment(), metavar="T", help="ISO 8601, UTC; included.")
@click.option(
    "--evaluation-range",
    type=click.IntRange(min=1),
    metavar="N",
    help="How many data points an alarm fetches.  [default: EvaluationPeriods + 2]",
)
@click.option(
    "--set",
    "settings",
    multiple=True,
    metavar="NAME.Property=VALUE",
    help="Try another value, such as api-errors.Threshold=5, and compare. May be repeated.",
)
@click.option(
    "--before",
    type=click.Path(path_type=Path),
    metavar="FILE",
    help="The alarms as they were, as a file like --alarms: compare with them, name by name.",
)
@click.option(
    "--listing",
    type=click.Path(path_type=Path),
    metavar="FILE",
    help="The JSON of `aws cloudwatch list-metrics`: find alarms on metrics that are not there.",
)
@click.option(
    "--fetch", is_flag=True, help="Print the AWS CLI calls that fetch the series instead."
)
@click.option(
    "--check",
    is_flag=True,
    help="Only find what is wrong with the alarms before any data; needs neither time nor series.",
)
@click.option(
    "--html",
    "page",
    type=click.Path(path_type=Path),
    metavar="FILE",
    help="Write a web page too: metric, threshold, states and notifications of each alarm.",
)
@click.option("--format", "form", type=click.Choice(["text", "json"]), default="text")
def evaluate(
    alarms: Path,
    metrics: tuple[Path, ...],
    start: int | None,
    end: int | None,
    evaluation_range: int | None,
    settings: tuple[str, ...],
    before: Path | None,
    listing: Path | None,
    fetch: bool,
    check: bool,
    page: Path | None,
    form: str,
) -> int:
    """Say when CloudWatch alarms would have fired on the data given.

    Where AWS's published rules do not decide, the answer is `unspecified` with the reason.

    \b
    Examples:
      aws cloudwatch describe-alarms --output json \\
          --alarm-types MetricAlarm CompositeAlarm LogAlarm > alarms.json
      python -m assurance evaluate --alarms alarms.json --fetch \\
          --start 2026-11-01 --end 2026-11-08 > fetch.sh
      python -m assurance evaluate --alarms alarms.json --metrics series.jsonl \\
          --start 2026-11-01 --end 2026-11-08 --set api-errors.Threshold=5
      python -m assurance evaluate --alarms template.yaml --check

    \b
    Exit codes:
      0  the alarms were evaluated
      1  CloudWatch would refuse one of them
      2  the input is unusable; one line for each mistake says where
    """
    if check:
        return _check(alarms, settings, listing, form)
    if start is None or end is None:
        raise click.UsageError("--start and --end: wanted two times, got one or none")
    if start > end:
        raise click.BadParameter("wanted a time from --start on", param_hint="--end")
    if not (metrics or fetch):
        raise click.UsageError("--metrics: wanted a file of series, got none")
    # NumPy and the grammars cost 0.2 s that no other command should wait for.
    from assurance.backtest import command
    from assurance.backtest.run import Question, Span

    span = Span(start, end)
    if fetch:
        write(command.calls(alarms, span, settings))
        return 0
    asked = Question(
        alarms,
        metrics,
        span,
        evaluation_range=evaluation_range,
        settings=command.settings_of(settings),
        before=before,
        listing=listing,
    )
    with Console(stderr=True).status(f"Evaluating the alarms of {alarms}"):
        report, code = command.evaluated(asked, form, page)
    write(report)
    return code


def _check(alarms: Path, settings: tuple[str, ...], listing: Path | None, form: str) -> int:
    from assurance.backtest import command

    report, code = command.checked(alarms, settings, listing, form)
    write(report)
    return code
