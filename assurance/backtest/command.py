"""What `evaluate` does, once its options are read."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from pathlib import Path

import click

from assurance.backtest import fetching, html, json_, text
from assurance.backtest.alarm_files import read_alarms
from assurance.backtest.run import Backtest, Question, Span, backtest, check
from assurance.backtest.settings import Setting, setting
from assurance.charts.writing import write_page
from assurance.cloudwatch import AlarmError, Kind
from assurance.console import console
from promises import InputError

ILLEGAL = 1
FORMATS: Mapping[str, Callable[[Backtest], str]] = {
    "text": lambda test: text.render(test, console()),
    "json": json_.render,
}


def calls(alarms: Path, span: Span, settings: Sequence[str]) -> str:
    """The AWS CLI calls that fetch what the alarms need."""
    try:
        return fetching.calls(read_alarms(alarms, settings_of(settings)), span)
    except AlarmError as error:
        raise InputError(alarms, None, error.place, error.wanted, error.got) from None


def evaluated(asked: Question, form: str, page: Path | None) -> tuple[str, int]:
    """The report, and the exit code; the web page is written beside it where one is wanted."""
    test = backtest(asked)
    if page is not None:
        write_page(html.render(test), page)
    return FORMATS[form](test), ILLEGAL if test.illegal else 0


def checked(
    alarms: Path, settings: Sequence[str], listing: Path | None, form: str
) -> tuple[str, int]:
    """What can be said of the alarms without data, and the exit code."""
    account, found = check(alarms, settings_of(settings), listing)
    if form == "json":
        report = json_.render_findings(found)
    else:
        report = text.render_findings(found, len(account.alarms), console())
    return report, ILLEGAL if any(one.kind is Kind.ILLEGAL for one in found) else 0


def settings_of(given: Sequence[str]) -> tuple[Setting, ...]:
    """The settings that arguments mean; raises BadParameter for one that means none."""
    try:
        return tuple(setting(one) for one in given)
    except AlarmError as error:
        text_ = f"wanted {error.wanted}, got {error.got}"
        raise click.BadParameter(text_, param_hint="--set") from None
