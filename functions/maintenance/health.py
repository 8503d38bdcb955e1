"""Whether the platform is well: before the work, and for half an hour after it."""

import os
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import timedelta
from functools import cache
from typing import TYPE_CHECKING, Any, cast

import boto3

from .calls import PATIENT
from .environment import names, required, seconds
from .fence import Clock, utc_now
from .telemetry import observed
from .windows import Calendar, window_of
from .work import Call, Figure, Outcome, Result, Said, moment, said

if TYPE_CHECKING:  # the stubs are not in the Lambda runtime
    from mypy_boto3_application_signals import CloudWatchApplicationSignalsClient
    from mypy_boto3_cloudwatch import CloudWatchClient

BASELINE, LOOK = "baseline", "look"
BROKEN = "broken"
"""The figure that tells how much is broken after a window that was not before it."""
_BREACHED = "BREACHED"
_MINUTE = timedelta(minutes=1)
_AT_ONCE = 50
"""Objectives in one question (BatchGetServiceLevelObjectiveBudgetReport)."""


@observed
def handle(event: Said, _context: object) -> dict[str, Any]:
    """Lambda's entry: {"step": "baseline", "health" or "look", ...} of the workflow."""
    return health_of_process().run(Call.of(event)).said()


@cache
def health_of_process() -> "Health":
    """Built once for all invocations of this process."""
    cloudwatch: CloudWatchClient = boto3.client("cloudwatch", config=PATIENT)  # pyright: ignore[reportUnknownMemberType]
    signals: CloudWatchApplicationSignalsClient = boto3.client(  # pyright: ignore[reportUnknownMemberType]
        "application-signals", config=PATIENT
    )
    return Health(
        cloudwatch=cloudwatch,
        signals=signals,
        prefix=required(os.environ, "PREFIX"),
        own=names(os.environ, "OWN_ALARMS"),
        objectives=names(os.environ, "OBJECTIVES"),
        watches=seconds(os.environ, "WATCH_SECONDS"),
        closing=seconds(os.environ, "CLOSING_SECONDS"),
        calendar=Calendar.read(os.environ),
    )


@dataclass(frozen=True, slots=True)
class Health:
    """What alarms of those that begin with `prefix`, and how the `objectives` stand.

    `own` are the alarms on windows, which say nothing of the platform. It `watches` so long, and
    ends `closing` before the window does.
    """

    cloudwatch: "CloudWatchClient"
    signals: "CloudWatchApplicationSignalsClient"
    prefix: str
    own: Sequence[str]
    objectives: Sequence[str]
    watches: timedelta
    closing: timedelta
    calendar: Calendar
    now: Clock = utc_now

    def run(self, call: Call) -> Result:
        """Before the work: how it is. After it: held against that, until watched long enough."""
        alarms, budgets = sorted(self._alarms()), dict(self._budgets())
        if call.step == BASELINE:
            cursor: dict[str, object] = {"alarms": alarms, "budgets": budgets}
            return Result(Outcome.DONE, _listed("in alarm", alarms), cursor=cursor)
        before = said(said(call.state.get(BASELINE)).get("cursor"))
        broken = sorted(_broken(before, alarms, budgets))
        seen = sorted({*broken, *_texts(call.cursor.get("seen"))})
        since = moment(call.cursor["since"]) if "since" in call.cursor else self.now()
        figures = _figures(before, alarms, budgets, broken)
        if call.step == LOOK:
            return _verdict("looked at once", broken, seen, figures)
        watched = self.now() - since
        if watched >= self.watches:
            return _verdict(f"watched for {watched // _MINUTE} min", broken, seen, figures)
        if self.now() + self.closing >= window_of(self.calendar, call).end:
            told = f"the window ended after {watched // _MINUTE} min of watching"
            return Result(Outcome.FAILED, f"{told}; {_listed('broken', broken)}", figures)
        cursor = {"since": since.isoformat(), "seen": seen}
        return Result(Outcome.AGAIN, _listed("broken", broken), figures, cursor)

    def _alarms(self) -> Iterator[str]:
        """The names of those in ALARM that tell somebody."""
        pages = self.cloudwatch.get_paginator("describe_alarms").paginate(
            AlarmNamePrefix=f"{self.prefix}-",
            StateValue="ALARM",
            AlarmTypes=["MetricAlarm", "CompositeAlarm"],
        )
        for page in pages:
            for alarm in (*page["MetricAlarms"], *page["CompositeAlarms"]):
                name = alarm.get("AlarmName", "")
                if alarm.get("AlarmActions") and name not in self.own:
                    yield name

    def _budgets(self) -> Iterator[tuple[str, dict[str, str]]]:
        """Each objective's attainment in percent and what is left of its error budget."""
        for start in range(0, len(self.objectives), _AT_ONCE):
            asked = list(self.objectives[start : start + _AT_ONCE])
            answer = self.signals.batch_get_service_level_objective_budget_report(
                Timestamp=self.now(), SloIds=asked
            )
            for report in answer["Reports"]:
                attained = report.get("Attainment")
                yield (
                    report["Name"],
                    {
                        "attained": "unknown" if attained is None else f"{attained:.3f} %",
                        "budget": report["BudgetStatus"],
                    },
                )


def _broken(before: Said, alarms: Sequence[str], budgets: Mapping[str, Said]) -> Iterator[str]:
    """What is wrong now and was not before the work."""
    yield from set(alarms) - set(_texts(before.get("alarms")))
    known = said(before.get("budgets"))
    for name, stands in budgets.items():
        was = said(known.get(name)).get("budget")
        if stands.get("budget") == _BREACHED and was != _BREACHED:
            yield f"{name} (error budget spent)"


def _verdict(
    how: str, broken: Sequence[str], seen: Sequence[str], figures: Mapping[str, Figure]
) -> Result:
    if broken:
        return Result(Outcome.FAILED, f"{how}; {_listed('broken', broken)}", figures)
    if seen:
        told = f"{', '.join(seen)} came and went"
        return Result(Outcome.DONE, f"{how}; {told}", figures)
    return Result(Outcome.DONE, f"{how}; nothing broke", figures)


def _figures(
    before: Said, alarms: Sequence[str], budgets: Mapping[str, Said], broken: Sequence[str]
) -> dict[str, Figure]:
    figures: dict[str, Figure] = {
        BROKEN: len(broken),
        "alarms_before": len(_texts(before.get("alarms"))),
        "alarms_after": len(alarms),
    }
    known = said(before.get("budgets"))
    for name, stands in budgets.items():
        figures[f"{name}_before"] = str(said(known.get(name)).get("attained", "unknown"))
        figures[f"{name}_after"] = str(stands["attained"])
    return figures


def _listed(what: str, names: Sequence[str]) -> str:
    return f"{what}: {', '.join(names)}" if names else f"nothing {what}"


def _texts(value: object) -> list[str]:
    return [str(one) for one in cast("list[object]", value)] if isinstance(value, list) else []
