"""One backtest: alarms and series in, histories and findings out."""

from __future__ import annotations

from collections.abc import Iterator
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
class Before:
    """The alarms as they were: those of another file, or of the same without any settings."""

    said: str
    account: Account
    histories: tuple[History, ...]

    def of(self, name: str) -> History | None:
        """What the alarm of this name did; None when it was not there."""
        return next((one for one in self.histories if one.name == name), None)

    @property
    def names(self) -> tuple[str, ...]:
        """All its alarms."""
        return tuple(one.name for one in self.histories)


@dataclass(frozen=True, slots=True, eq=False)
class Backtest:
    """What came out."""

    span: Span
    account: Account
    data: Data
    histories: tuple[History, ...]
    findings: tuple[Finding, ...]
    before: Before | None = None
    """What it is compared with."""

    @property
    def illegal(self) -> bool:
        """Whether CloudWatch would refuse some alarm."""
        return any(finding.kind is Kind.ILLEGAL for finding in self.findings)


@dataclass(frozen=True, slots=True)
class Question:
    """What is asked: files, time, and what to compare with."""

    alarms: Path
    metrics: tuple[Path, ...]
    span: Span
    evaluation_range: int | None = None
    settings: tuple[Setting, ...] = ()
    before: Path | None = None
    """The alarms as they were."""
    listing: Path | None = None
    """The metrics that the account has."""


def backtest(asked: Question) -> Backtest:
    """Play the alarms of a file on the series of others.

    Raises InputError or InputErrors where a file cannot be used.
    """
    data = read_series(asked.metrics)
    account = _account(asked.alarms, asked.settings)
    histories = _histories(asked, account, data)
    found = (*_without_data(account, asked.listing), *_about_data(account, data))
    return Backtest(asked.span, account, data, histories, found, _before(asked, data))


def check(
    alarms: Path, settings: tuple[Setting, ...], listing: Path | None
) -> tuple[Account, tuple[Finding, ...]]:
    """The alarms of a file, and what can be said of them without data.

    Raises InputError or InputErrors where a file cannot be used.
    """
    account = _account(alarms, settings)
    return account, tuple(_without_data(account, listing))


def _without_data(account: Account, listing: Path | None) -> Iterator[Finding]:
    yield from findings(account)
    if listing is not None:
        yield from unlisted(account, read_listing(listing))


def _before(asked: Question, data: Data) -> Before | None:
    if not (asked.settings or asked.before):
        return None
    account = _account(asked.before or asked.alarms)
    said = "before" if asked.before else "before the settings"
    return Before(said, account, _histories(asked, account, data))


def _histories(asked: Question, account: Account, data: Data) -> tuple[History, ...]:
    span = asked.span
    try:
        return evaluate(account, data, span.start, span.end, asked.evaluation_range)
    except AlarmError as error:
        raise InputError(asked.metrics[0], None, error.place, error.wanted, error.got) from None


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
