"""How many data points an alarm fetches. AWS publishes one number: 5, for 3 periods of 5 minutes."""

from __future__ import annotations

from assurance.cloudwatch.alarm import MetricAlarm


def assumed(alarm: MetricAlarm, given: int | None = None) -> int:
    """The length to go by: the one given, never below the periods evaluated, else N + 2."""
    periods = alarm.evaluation_periods
    return periods + 2 if given is None else max(given, periods)


def plausible(alarm: MetricAlarm, given: int | None = None) -> tuple[int, ...]:
    """Every other length that AWS may mean; none where the length is published or given."""
    periods = alarm.evaluation_periods
    published = periods == 3 and alarm.period == 300 and alarm.wall_clock is None
    if given is not None or published:
        return ()
    others = {periods, periods + 1, periods + max(periods // 3, 2), periods + 5}
    return tuple(sorted(others - {assumed(alarm)}))
