"""Alarms from their properties, which CloudFormation and the API name alike."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass
from typing import TypeAlias, TypedDict, cast

from assurance.cloudwatch.alarm import (
    Actions,
    Alarm,
    CompositeAlarm,
    MetricAlarm,
    MuteRule,
    OpaqueAlarm,
    Suppressor,
    WarmUp,
)
from assurance.cloudwatch.composite import parse_rule
from assurance.cloudwatch.error import AlarmError
from assurance.cloudwatch.measure import Measure, Metric, Query
from assurance.cloudwatch.state import State

Json: TypeAlias = object
_DEFAULT_LOW_SAMPLES = "evaluate"


@dataclass(frozen=True, slots=True)
class Identity:
    """How an alarm is called, where its properties leave that to CloudFormation."""

    name: str
    arn: str = ""
    aliases: frozenset[str] = frozenset()


class Properties:
    """The properties of one thing, read with errors that name it."""

    def __init__(self, values: Mapping[str, Json], place: str) -> None:
        self._values, self.place = values, place

    def has(self, key: str) -> bool:
        """Whether it is there at all."""
        return self._values.get(key) is not None

    def text(self, key: str, default: str | None = None) -> str:
        """A text; raises AlarmError where there is none and no default either."""
        value = self._values.get(key, default)
        if not isinstance(value, str):
            raise AlarmError(f"{self.place}.{key}", "a text", _said(value))
        return value

    def optional(self, key: str) -> str | None:
        """A text or nothing."""
        return self.text(key) if self.has(key) else None

    def number(self, key: str, default: float | None = None) -> float:
        """A number, also one written as a text."""
        value = self._values.get(key, default)
        if isinstance(value, int | float | str) and not isinstance(value, bool):
            with suppress(ValueError):
                return float(value)
        raise AlarmError(f"{self.place}.{key}", "a number", _said(value))

    def whole(self, key: str, default: int | None = None) -> int:
        """A whole number."""
        value = self.number(key, default)
        if not value.is_integer():
            raise AlarmError(f"{self.place}.{key}", "a whole number", f"{value:g}")
        return int(value)

    def flag(self, key: str, *, default: bool) -> bool:
        """True or false, also written as a text."""
        value = self._values.get(key, default)
        return value.lower() == "true" if isinstance(value, str) else bool(value)

    def texts(self, key: str) -> tuple[str, ...]:
        """A list of texts."""
        return tuple(str(item) for item in self._list(key))

    def inside(self, key: str) -> Properties:
        """The properties of an object inside; none where it is not there."""
        value = self._values.get(key)
        is_object = isinstance(value, Mapping)
        inner: Mapping[str, Json] = cast("Mapping[str, Json]", value) if is_object else {}
        return Properties(inner, f"{self.place}.{key}")

    def each(self, key: str) -> tuple[Properties, ...]:
        """The objects of a list."""
        return tuple(
            Properties(cast("Mapping[str, Json]", item), f"{self.place}.{key}[{place}]")
            for place, item in enumerate(self._list(key))
            if isinstance(item, Mapping)
        )

    def _list(self, key: str) -> Sequence[Json]:
        value = self._values.get(key)
        if value is None:
            return ()
        return cast("Sequence[Json]", value) if isinstance(value, list) else (value,)


def metric_alarm(values: Mapping[str, Json], identity: Identity) -> Alarm:
    """A metric alarm; an OpaqueAlarm where nobody but AWS can evaluate it."""
    given = Properties(values, identity.name)
    common = _common(given, identity)
    if given.has("EvaluationCriteria"):
        return OpaqueAlarm(**common, why="a PromQL alarm, whose query only AWS can run")
    queries = _queries(given) if given.has("Metrics") else (_query(given),)
    if given.has("ThresholdMetricId"):
        return OpaqueAlarm(**common, why="only AWS can compute an anomaly detection band")
    periods = {query.measure.period for query in queries if query.measure is not None}
    if len(periods) != 1:
        got = ", ".join(f"{period} s" for period in sorted(periods)) or "none"
        return OpaqueAlarm(**common, why=f"Metrics: wanted one period, got {got}", illegal=True)
    return MetricAlarm(
        **common,
        queries=queries,
        is_math=given.has("Metrics"),
        comparison=given.text("ComparisonOperator"),
        threshold=given.number("Threshold"),
        period=periods.pop(),
        evaluation_periods=given.whole("EvaluationPeriods"),
        datapoints_to_alarm=given.whole("DatapointsToAlarm", given.whole("EvaluationPeriods")),
        missing=given.text("TreatMissingData", _missing_by_default(queries)),
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


def mute_rule(values: Mapping[str, Json], name: str) -> MuteRule:
    """A mute rule."""
    given = Properties(values, name)
    schedule = given.inside("Rule").inside("Schedule")
    return MuteRule(
        name=given.text("Name", name),
        expression=schedule.text("Expression"),
        duration=schedule.text("Duration"),
        timezone=schedule.text("Timezone", "UTC"),
        alarms=given.inside("MuteTargets").texts("AlarmNames"),
        starts=given.optional("StartDate"),
        expires=given.optional("ExpireDate"),
    )


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


def _query(given: Properties) -> Query:
    statistic = given.optional("Statistic") or given.text("ExtendedStatistic")
    unit = given.optional("Unit")
    measure = Measure(_metric(given), statistic, given.whole("Period"), unit)
    return Query("metric", measure, None, returned=True)


def _queries(given: Properties) -> tuple[Query, ...]:
    entries = given.each("Metrics")
    return tuple(_entry(entry, only=len(entries) == 1) for entry in entries)


def _entry(entry: Properties, *, only: bool) -> Query:
    # the API returns everything by default; CloudFormation's alarms need one true
    returned = entry.flag("ReturnData", default=True) or only
    if entry.has("Expression"):
        return Query(entry.text("Id"), None, entry.text("Expression"), returned)
    return Query(entry.text("Id"), measure_of(entry), None, returned)


def measure_of(entry: Properties) -> Measure:
    """The MetricStat of an entry of Metrics, or of a query of GetMetricData."""
    stat = entry.inside("MetricStat")
    metric, period = _metric(stat.inside("Metric")), stat.whole("Period")
    return Measure(metric, stat.text("Stat"), period, stat.optional("Unit"))


def _metric(given: Properties) -> Metric:
    pairs = ((pair.text("Name"), pair.text("Value")) for pair in given.each("Dimensions"))
    return Metric(given.text("Namespace"), given.text("MetricName"), frozenset(pairs))


def _missing_by_default(queries: Sequence[Query]) -> str:
    """Source: user guide, "Configuring how CloudWatch alarms treat missing data"."""
    metrics = [query.measure.metric for query in queries if query.measure is not None]
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


def _said(value: object) -> str:
    return "nothing" if value is None else f"{value}"
