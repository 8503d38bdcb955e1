"""The values of an alarm's metrics in the windows it looks at."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np

from assurance.cloudwatch.alarm import MetricAlarm
from assurance.cloudwatch.data import Data, aggregation, sources
from assurance.cloudwatch.data.aggregation import Aggregate
from assurance.cloudwatch.data.sources import Source
from assurance.cloudwatch.data.statistic import few, percentile
from assurance.cloudwatch.error import AlarmError
from assurance.cloudwatch.measure import Measure
from assurance.cloudwatch.metric.layout import Layout, layout
from assurance.cloudwatch.metric.span import cadence
from assurance.cloudwatch.state import Instants, Mask


@dataclass(frozen=True, slots=True, eq=False)
class Inputs:
    """Everything an evaluation computes from."""

    layout: Layout
    measures: Mapping[str, Measure]
    sources: Mapping[str, Source | None]

    def window(self, id_: str) -> Aggregate:
        """The values of one metric, one for each window."""
        here = self.layout
        return aggregation.aggregated(self.measures[id_], self.sources[id_], here.starts, here.ends)

    def first_point(self) -> int | None:
        """When the youngest of the metrics has its first data; None when one has none."""
        firsts = [_first(source) for source in self.sources.values()]
        known = [first for first in firsts if first is not None]
        return max(known) if known and len(known) == len(firsts) else None


def inputs_of(alarm: MetricAlarm, data: Data, when: Instants, rows: int) -> Inputs:
    """The windows and the series of an alarm.

    Raises AlarmError when the series of a metric cannot give what the alarm looks at.
    """
    measures = {query.id: query.measure for query in alarm.queries if query.measure is not None}
    origins = {id_: sources.source(measure, data, alarm.name) for id_, measure in measures.items()}
    found = [source for source in origins.values() if source is not None]
    coarsest = max(found, key=lambda source: source.period, default=None)
    grain = min(alarm.period, cadence(alarm)) if coarsest is None else coarsest.period
    phase = 0 if coarsest is None else coarsest.start % grain
    here = layout(alarm, when, rows, grain, phase)
    for source in found:
        _fits(alarm, source, here)
    return Inputs(here, measures, origins)


def low_samples(alarm: MetricAlarm, inputs: Inputs, data: Data) -> Mask | None:
    """Where a percentile has too few samples to count; None when no series tells how many."""
    enough = np.zeros(len(inputs.layout.starts), np.bool_)
    measure = next(iter(inputs.measures.values()))
    percent = percentile(measure.statistic)
    if percent is None or alarm.is_math:
        return enough
    counting = Measure(measure.metric, "SampleCount", measure.period, measure.unit)
    try:
        source = sources.source(counting, data, alarm.name)
    except AlarmError:
        return None
    if source is None:
        return enough
    counts = aggregation.aggregated(counting, source, inputs.layout.starts, inputs.layout.ends)
    return counts.values < few(percent)


def _first(source: Source | None) -> int | None:
    if source is None:
        return None
    series = source.parts[0]
    if series.samples:
        real = [place for place, samples in enumerate(series.samples) if samples is not None]
    else:
        real = np.flatnonzero(~np.isnan(series.values)).tolist()
    return series.start + real[0] * series.period if real else None


def _fits(alarm: MetricAlarm, source: Source, here: Layout) -> None:
    for edge in (int(here.starts[0]), int(here.ends[0]), int(here.ends[-1])):
        if (edge - source.start) % source.period:
            series = source.parts[0]
            raise AlarmError(
                f"{alarm.name}: {series.metric}",
                f"periods that meet the alarm's windows of {alarm.period} s",
                f"periods of {source.period} s from second {source.start % source.period}",
            )
