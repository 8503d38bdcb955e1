"""One backtest: alarms and series in, histories and findings out."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from assurance.backtest.alarm_files import read_alarms
from assurance.backtest.listing import nearest, read_listing, unlisted
from assurance.backtest.series_files import read_series
from assurance.backtest.settings import Setting
from assurance.cloudwatch import (
    Account,
    AlarmError,
    Data,
    Finding,
    History,
    Kind,
    Measure,
    MetricAlarm,
    evaluate,
    findings,
)
from promises import InputError


@dataclass(frozen=True, slots=True)
class Span:
    """The time of a backtest, both ends included, in seconds since 1970, UTC."""

    start: int
    end: int


@dataclass(frozen=True, slots=True, eq=False)
class Backtest:
    """What came out."""

    span: Span
    account: Account
    data: Data
    histories: tuple[History, ...]
    findings: tuple[Finding, ...]
    before: tuple[History, ...] = ()
    """The histories without the settings of the command line."""

    @property
    def illegal(self) -> bool:
        """Whether CloudWatch would refuse some alarm."""
        return any(finding.kind is Kind.ILLEGAL for finding in self.findings)


def backtest(
    alarms: Path,
    metrics: Sequence[Path],
    span: Span,
    evaluation_range: int | None,
    settings: tuple[Setting, ...] = (),
    listing: Path | None = None,
) -> Backtest:
    """Play the alarms of a file on the series of others; `listing` names the account's metrics.

    Raises InputError or InputErrors where a file cannot be used.
    """
    data = read_series(metrics)
    account = _account(alarms, settings)
    try:
        histories = evaluate(account, data, span.start, span.end, evaluation_range)
        before = ()
        if settings:
            before = evaluate(_account(alarms), data, span.start, span.end, evaluation_range)
    except AlarmError as error:
        raise InputError(metrics[0], None, error.place, error.wanted, error.got) from None
    known = None if listing is None else read_listing(listing)
    listed = () if known is None else tuple(unlisted(account, known))
    found = (*findings(account), *listed, *_about_data(account, data))
    return Backtest(span, account, data, histories, found, before)


def _account(file: Path, settings: tuple[Setting, ...] = ()) -> Account:
    try:
        return read_alarms(file, settings)
    except AlarmError as error:
        raise InputError(file, None, error.place, error.wanted, error.got) from None


def measures(alarm: MetricAlarm) -> tuple[Measure, ...]:
    """Everything an alarm measures."""
    return tuple(query.measure for query in alarm.queries if query.measure is not None)


def _about_data(account: Account, data: Data) -> Iterator[Finding]:
    for alarm in account.alarms:
        if not isinstance(alarm, MetricAlarm):
            continue
        for measure in measures(alarm):
            series = data.of(measure.metric, measure.unit)
            if not series:
                text = f"no series of {measure.metric}{nearest(measure.metric, data.metrics)}"
                yield Finding(alarm.name, Kind.ADVICE, f"{text}: it counts as without data")
            elif (finest := min(one.period for one in series)) > 60 and not alarm.wall_clock:
                text = (
                    f"{measure.metric} has a value each {finest} s, CloudWatch looks every minute"
                )
                yield Finding(alarm.name, Kind.ADVICE, text)
