"""Alarms from their properties."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import TypedDict

from assurance.cloudwatch.alarm import (
    Actions,
    Alarm,
    CompositeAlarm,
    MetricAlarm,
    OpaqueAlarm,
    Suppressor,
    WarmUp,
)
from assurance.cloudwatch.composite import parse_rule
from assurance.cloudwatch.error import AlarmError
from assurance.cloudwatch.measure import Query
from assurance.cloudwatch.properties.queries import queries, single_query
from assurance.cloudwatch.properties.reader import Json, Properties
from assurance.cloudwatch.state import State

_DEFAULT_LOW_SAMPLES = "evaluate"


@dataclass(frozen=True, slots=True)
class Identity:
    """How an alarm is called, where its properties leave that to CloudFormation."""

    name: str
    arn: str = ""
    aliases: frozenset[str] = frozenset()


def metric_alarm(values: Mapping[str, Json], identity: Identity) -> Alarm:
    """A metric alarm; an OpaqueAlarm where nobody but AWS can evaluate it."""
    given = Properties(values, identity.name)
    common = _common(given, identity)
    if given.has("EvaluationCriteria"):
        return OpaqueAlarm(**common, why="a PromQL alarm, whose query only AWS can run")
    found = queries(given) if given.has("Metrics") else (single_query(given),)
    if given.has("ThresholdMetricId"):
        return OpaqueAlarm(**common, why="only AWS can compute an anomaly detection band")
    if any(re.match(r"\s*SELECT\s", query.expression or "", re.IGNORECASE) for query in found):
        return OpaqueAlarm(**common, why="a Metrics Insights query, which only AWS can run")
    periods = {query.measure.period for query in found if query.measure is not None}
    # a function such as LAMBDA brings its own data: then its entry has the period
    periods = periods or {one.whole("Period") for one in given.each("Metrics") if one.has("Period")}
    if len(periods) != 1:
        got = ", ".join(f"{period} s" for period in sorted(periods)) or "none"
        return OpaqueAlarm(**common, why=f"Metrics: wanted one period, got {got}", illegal=True)
    return MetricAlarm(
        **common,
        queries=found,
        is_math=given.has("Metrics"),
        comparison=given.text("ComparisonOperator"),
        threshold=given.number("Threshold"),
        period=periods.pop(),
        evaluation_periods=given.whole("EvaluationPeriods"),
        datapoints_to_alarm=given.whole("DatapointsToAlarm", given.whole("EvaluationPeriods")),
        missing=given.text("TreatMissingData", _missing_by_default(found)),
        low_samples=given.text("EvaluateLowSampleCountPercentile", "") or _DEFAULT_LOW_SAMPLES,
        wall_clock=_wall_clock(given.inside("EvaluationWindow")),
        warm_up=_warm_up(given.inside("WarmUpConfiguration")),
    )


def composite_alarm(values: Mapping[str, Json], identity: Identity) -> Alarm:
    """A composite alarm; an OpaqueAlarm where its rule does not follow the grammar."""
    given = Properties(values, identity.name)
    common = _common(given, identity)
    try:
        rule = parse_rule(given.text("AlarmRule"))
    except AlarmError as error:
        return OpaqueAlarm(**common, why=str(error), illegal=True)
    suppressor = None
    if given.has("ActionsSuppressor"):
        suppressor = Suppressor(
            given.text("ActionsSuppressor"),
            given.whole("ActionsSuppressorWaitPeriod"),
            given.whole("ActionsSuppressorExtensionPeriod"),
        )
    return CompositeAlarm(**common, rule=rule.text, suppressor=suppressor)


def opaque_alarm(values: Mapping[str, Json], identity: Identity, why: str) -> OpaqueAlarm:
    """An alarm of a kind that only AWS can evaluate."""
    return OpaqueAlarm(**_common(Properties(values, identity.name), identity), why=why)


class _Common(TypedDict):
    name: str
    arn: str
    aliases: frozenset[str]
    description: str | None
    actions: Actions
    initial: State | None


def _common(given: Properties, identity: Identity) -> _Common:
    initial = given.optional("StateValue")
    if initial is not None and initial not in list(State):
        raise AlarmError(f"{given.place}.StateValue", " or ".join(State), initial)
    return {
        "name": given.text("AlarmName", identity.name),
        "arn": given.text("AlarmArn", identity.arn),
        "aliases": identity.aliases,
        "description": given.optional("AlarmDescription"),
        "actions": Actions(
            given.texts("OKActions"),
            given.texts("AlarmActions"),
            given.texts("InsufficientDataActions"),
            enabled=given.flag("ActionsEnabled", default=True),
        ),
        "initial": None if initial is None else State(initial),
    }


def _missing_by_default(found: Sequence[Query]) -> str:
    """Source: user guide, "Configuring how CloudWatch alarms treat missing data"."""
    metrics = [query.measure.metric for query in found if query.measure is not None]
    return "ignore" if any(m.namespace == "AWS/DynamoDB" for m in metrics) else "missing"


def _wall_clock(given: Properties) -> str | None:
    if not given.has("WallClockWindow"):
        return None
    return given.inside("WallClockWindow").text("Timezone", "UTC")


def _warm_up(given: Properties) -> WarmUp | None:
    if not given.has("WarmUpPeriodDurationInMinutes"):
        return None
    minutes = given.whole("WarmUpPeriodDurationInMinutes")
    to_the_end = given.flag("OnlyStartEvaluatingAfterWarmUpPeriodEnds", default=False)
    return WarmUp(minutes, to_the_end)
