"""The whole evaluation against one that is written for one minute at a time, without arrays."""

from dataclasses import dataclass

from hypothesis import given, settings
from hypothesis import strategies as st

from assurance.cloudwatch import MetricAlarm, State
from tests.assurance.cloudwatch.lab import START, alarm, play, series

NAN = float("nan")
VALUES = st.lists(st.sampled_from([0.0, 1.0, 4.0, None]), min_size=6, max_size=50)


def built(counts: tuple[int, int], missing: str, period: int, comparison: str) -> MetricAlarm:
    n, m = counts
    return alarm(n=n, m=m, missing=missing, period=period, comparison=comparison, initial=State.OK)


ALARMS = st.builds(
    built,
    st.integers(1, 4).flatmap(lambda n: st.tuples(st.just(n), st.integers(1, n))),
    st.sampled_from(["missing", "ignore", "breaching", "notBreaching"]),
    st.sampled_from([60, 180, 300]),
    st.sampled_from(["GreaterThanThreshold", "LessThanOrEqualToThreshold"]),
)


@dataclass
class Clock:
    """An alarm and its state, as a clock ticks."""

    alarm: MetricAlarm
    values: list[float | None]
    state: State = State.OK

    def window(self, end: int) -> float | None:
        """The sum over one period that ends at a minute."""
        minutes = range(end - self.alarm.period // 60, end)
        inside = [self.values[m] for m in minutes if 0 <= m < len(self.values)]
        real = [value for value in inside if value is not None]
        return sum(real) if real else None

    def tick(self, minute: int) -> None:
        one, step = self.alarm, self.alarm.period // 60
        length = one.evaluation_periods + 2
        windows = [self.window(minute - age * step) for age in range(length)]
        real = [(age, value) for age, value in enumerate(windows, 1) if value is not None]
        verdict = self.verdict(real)
        self.state = verdict or self.state

    def breaches(self, value: float) -> bool:
        greater = self.alarm.comparison == "GreaterThanThreshold"
        return value > self.alarm.threshold if greater else value <= self.alarm.threshold

    def verdict(self, real: list[tuple[int, float]]) -> State | None:
        n, m = self.alarm.evaluation_periods, self.alarm.datapoints_to_alarm
        missing = self.alarm.missing
        breaching = [age for age, value in real if self.breaches(value)]
        if len(real) >= n:
            newest = [age for age, _ in real[:n]]
            return State.ALARM if len(set(newest) & set(breaching)) >= m else State.OK
        if not real:
            nothing = {"missing": State.INSUFFICIENT_DATA, "breaching": State.ALARM}
            return None if missing == "ignore" else nothing.get(missing, State.OK)
        filled = n - len(real) if missing == "breaching" else 0
        if len(breaching) + filled >= m:
            return State.ALARM
        if missing in ("missing", "ignore") and len(breaching) == len(real) and breaching[-1] >= m:
            within = [age for age in breaching if age <= n]
            if missing == "ignore" or not within or within[-1] < m:
                return None  # ignored, or left as it was: the published sentences disagree
            return State.ALARM
        return State.OK


@settings(max_examples=150)
@given(ALARMS, VALUES)
def test_every_minute_is_as_by_hand(one: MetricAlarm, values: list[float | None]) -> None:
    clock, wanted = Clock(one, values), list[tuple[int, State]]()
    for minute in range(1, len(values) + 8):
        before = clock.state
        clock.tick(minute)
        if clock.state is not before:
            wanted.append((START + minute * 60, clock.state))
    data = series([NAN if value is None else value for value in values])
    history = play(one, data, start=START + 60, end=START + (len(values) + 7) * 60)
    assert [(t.at, t.after) for t in history.transitions] == wanted
