"""The calm day of an environment, and whose error budget an alarm guards by it."""

from __future__ import annotations

from pathlib import Path
from typing import Final

from assurance.cloudwatch import MetricAlarm
from assurance.rehearsal.baseline import Baseline
from assurance.rehearsal.burns import allowed
from assurance.rehearsal.reading import read_baseline
from assurance.review.pair import Pair

BASELINE: Final = Path("scenarios") / "baseline.yaml"
_SHARE: Final = "100 *"
"""How every formula begins that gives the share of bad events in percent."""


def calm_day(pair: Pair) -> Baseline | None:
    """What somebody wrote down of it; None where nobody did."""
    if not BASELINE.is_file():
        return None
    baseline = read_baseline(BASELINE)
    return baseline if not baseline.environments or pair.name in baseline.environments else None


def budget_of(pair: Pair, alarm: MetricAlarm) -> float | None:
    """The share of events that may be bad, of the objective whose bad share the alarm reads in
    percent; None for every other alarm."""
    baseline = calm_day(pair)
    if baseline is None or not any(_SHARE in (one.expression or "") for one in alarm.queries):
        return None
    parts = {baseline.part_of(metric) for metric in alarm.metrics}
    part = parts.pop() if len(parts) == 1 else None
    flow = baseline.parts[part].flow if part else None
    if part is None or flow is None:
        return None
    timed = flow.time and all(flow.time.metric.fits(metric) for metric in alarm.metrics)
    return allowed(baseline, f"{part} in time" if timed else part)
