"""The readings of an alarm whose data points are the same whatever range is fetched."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

import numpy as np

from assurance.cloudwatch.alarm import MetricAlarm
from assurance.cloudwatch.math.cautions import FILL_EMPTY, of_range
from assurance.cloudwatch.metric import ranges
from assurance.cloudwatch.metric.answers import Answers
from assurance.cloudwatch.metric.comparison import COMPARISONS
from assurance.cloudwatch.metric.layout import Layout
from assurance.cloudwatch.metric.reading import Reading, Readings, contradicting, forced, settled
from assurance.cloudwatch.metric.verdict import Points, Rule
from assurance.cloudwatch.state import RETAIN, Codes, Mask, Values

LOW_SAMPLES = "some of the percentiles evaluated have few samples, others not"
DYNAMODB = "the API reference says that alarms on AWS/DynamoDB always ignore missing data"
UNCOUNTED = "no series tells how many samples the percentiles have"


def rule(alarm: MetricAlarm, length: int) -> Rule:
    """How the alarm judges a range of a length."""
    return Rule(alarm.evaluation_periods, alarm.datapoints_to_alarm, length, alarm.missing)


def points_of(alarm: MetricAlarm, values: Values, lanes: int) -> Points:
    """Which data points there are, and which of them breach."""
    breaching = COMPARISONS[alarm.comparison].holds(values, alarm.threshold)
    return Points(~np.isnan(values), breaching, lanes)


def readings(
    alarm: MetricAlarm, found: Answers, here: Layout, given: int | None, few: Mask | None
) -> Readings:
    """Every reading of the rules on these data points; `few` marks low-sample percentiles."""
    at, length = here.newest, ranges.assumed(alarm, given)
    points = points_of(alarm, found.values, here.lanes)
    verdicts = points.verdicts(rule(alarm, length))
    main, undecided = settled(verdicts, at)
    others = [*contradicting(verdicts, at)]
    if points.gaps:
        others += _other_ranges(alarm, points, here, given)
        others += _dynamodb(alarm, points, here, length)
    for why, where in found.doubts.items():
        if where.any() and not of_range(why):
            others += forced(why, points, where, rule(alarm, length), at)
    others += _unfilled(alarm, found, here, length, main)
    if alarm.low_samples == "ignore":
        main, more = _significant(alarm, points, here, main, few)
        others += more
    return Readings(main, tuple(others), undecided)


def _other_ranges(
    alarm: MetricAlarm, points: Points, here: Layout, given: int | None
) -> Iterator[Reading]:
    for length in ranges.plausible(alarm, given):
        verdicts = points.verdicts(rule(alarm, length))
        yield Reading(ranges.said(length), verdicts.codes[here.newest])


def _dynamodb(alarm: MetricAlarm, points: Points, here: Layout, length: int) -> Iterator[Reading]:
    """The user guide lets its alarms choose a treatment, the API reference does not."""
    measured = [query.measure for query in alarm.queries if query.measure is not None]
    of_it = any(measure.metric.namespace == "AWS/DynamoDB" for measure in measured)
    if of_it and alarm.missing != "ignore":
        ignoring = replace(rule(alarm, length), missing="ignore")
        yield Reading(DYNAMODB, points.verdicts(ignoring).codes[here.newest])


def _unfilled(
    alarm: MetricAlarm, found: Answers, here: Layout, length: int, main: Codes
) -> Iterator[Reading]:
    """Where a metric has no data in the whole range, FILL may leave it empty."""
    if found.unfilled is None:
        return
    empty = np.zeros(len(here.newest), np.bool_)
    for present in found.present:
        counted = Points(present, present, here.lanes)
        nothing = counted.verdicts(Rule(1, 1, length, "ignore")).codes == RETAIN
        empty |= nothing[here.newest]
    if empty.any():
        points = points_of(alarm, found.unfilled, here.lanes)
        codes = points.verdicts(rule(alarm, length)).codes[here.newest]
        yield Reading(f"{FILL_EMPTY}; else", np.where(empty, codes, main))


def _significant(
    alarm: MetricAlarm, points: Points, here: Layout, main: Codes, few: Mask | None
) -> tuple[Codes, tuple[Reading, ...]]:
    """EvaluateLowSampleCountPercentile ignore: no change while the samples are few."""
    retained = np.full(len(main), RETAIN, np.int8)
    if few is None:
        return main, (Reading(UNCOUNTED, retained),)
    marked = points.count_last(few, alarm.evaluation_periods)[here.newest]
    real = np.ones(len(here.starts), np.bool_)
    total = points.count_last(real, alarm.evaluation_periods)[here.newest]
    all_few = (marked == total) & (total > 0)
    mixed = (marked > 0) & ~all_few
    others = (Reading(LOW_SAMPLES, np.where(mixed, retained, main)),) if mixed.any() else ()
    return np.where(all_few, retained, main), others
