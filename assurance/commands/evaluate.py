"""`evaluate`: real alarms on real data."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from pathlib import Path

import click

from assurance.backtest import fetching, json_, text
from assurance.backtest.alarm_files import read_alarms
from assurance.backtest.moments import parsed
from assurance.backtest.run import Backtest, Span, backtest
from assurance.backtest.settings import Setting, setting
from assurance.cloudwatch import AlarmError
from assurance.commands.output import console, progress, write

ILLEGAL = 1
FORMATS: Mapping[str, Callable[[Backtest], str]] = {
    "text": lambda test: text.render(test, console()),
    "json": json_.render,
}


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


class _Setting(click.ParamType[Setting]):
    """Another value for a property of an alarm."""

    name = "setting"

    def convert(
        self, value: str | Setting, param: click.Parameter | None, ctx: click.Context | None
    ) -> Setting:
        try:
            return value if isinstance(value, Setting) else setting(value)
        except AlarmError as error:
            self.fail(f"wanted {error.wanted}, got {error.got}", param, ctx)


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
@click.option("--start", type=_Moment(), required=True, metavar="T", help="ISO 8601, UTC.")
@click.option("--end", type=_Moment(), required=True, metavar="T", help="ISO 8601, UTC; included.")
@click.option(
    "--evaluation-range",
    type=click.IntRange(min=1),
    metavar="N",
    help="How many data points an alarm fetches.  [default: EvaluationPeriods + 2]",
)
@click.option(
    "--set",
    "settings",
    type=_Setting(),
    multiple=True,
    metavar="NAME.Property=VALUE",
    help="Try another value, such as api-errors.Threshold=5, and compare. May be repeated.",
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
@click.option("--format", "form", type=click.Choice(list(FORMATS)), default="text")
def evaluate(
    alarms: Path,
    metrics: tuple[Path, ...],
    start: int,
    end: int,
    evaluation_range: int | None,
    settings: tuple[Setting, ...],
    listing: Path | None,
    fetch: bool,
    form: str,
) -> int:
    """Say when CloudWatch alarms would have fired on the data given.

    Where AWS's published rules do not decide, the answer is `unspecified` with the reason.

    \b
    Examples:
      aws cloudwatch describe-alarms > alarms.json
      python -m assurance evaluate --alarms alarms.json --fetch \\
          --start 2026-11-01 --end 2026-11-08 > fetch.sh
      python -m assurance evaluate --alarms alarms.json --metrics series.jsonl \\
          --start 2026-11-01 --end 2026-11-08 --set api-errors.Threshold=5

    \b
    Exit codes:
      0  the alarms were evaluated
      1  CloudWatch would refuse one of them
      2  the input is unusable; one line for each mistake says where
    """
    if start > end:
        raise click.BadParameter("wanted a time from --start on", param_hint="--end")
    span = Span(start, end)
    if fetch:
        write(fetching.calls(read_alarms(alarms, settings), span))
        return 0
    if not metrics:
        raise click.UsageError("--metrics: wanted a file of series, got none")
    with progress(f"Evaluating the alarms of {alarms}"):
        test = backtest(alarms, metrics, span, evaluation_range, settings, listing)
    write(FORMATS[form](test))
    return ILLEGAL if test.illegal else 0
