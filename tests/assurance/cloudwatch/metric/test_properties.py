"""What holds of every alarm and every series."""

from itertools import pairwise

import numpy as np
from hypothesis import given, settings
from hypothesis import strategies as st

from assurance.cloudwatch import Data, History, MetricAlarm, Series, State
from assurance.cloudwatch.metric.verdict import WITHOUT_DATA, Points, Rule
from assurance.cloudwatch.state import ALARM, INSUFFICIENT_DATA, OK, RETAIN
from tests.assurance.cloudwatch.lab import START, alarm, play, points, series

TEXTS = st.lists(st.sampled_from("0X-"), min_size=8, max_size=40).map(" ".join)
TREATMENTS = st.sampled_from(list(WITHOUT_DATA))
PERIODS = st.sampled_from([60, 120, 300])
COUNTS = st.integers(1, 5).flatmap(lambda n: st.tuples(st.just(n), st.integers(1, n)))
SAME = settings(max_examples=60)


def built(counts: tuple[int, int], missing: str, period: int, before: State | None) -> MetricAlarm:
    n, m = counts
    return alarm(n=n, m=m, missing=missing, period=period, initial=before)


ALARMS = st.builds(built, COUNTS, TREATMENTS, PERIODS, st.sampled_from([None, *State]))


def told(history: History, shift: int = 0) -> list[tuple[int, State]]:
    return [(t.at - shift, t.after) for t in history.transitions]


def table(text: str, shift: int = 0) -> Series:
    return series(points(text), start=START + shift)


@SAME
@given(ALARMS, TEXTS, st.integers(-5000, 5000))
def test_a_shift_by_whole_minutes_shifts_the_history(
    one: MetricAlarm, text: str, minutes: int
) -> None:
    shift = minutes * 60
    here = play(one, table(text), start=START + 60)
    there = play(one, table(text, shift), start=START + shift + 60)
    assert told(here) == told(there, shift)
    assert [u.at for u in here.unspecified] == [u.at - shift for u in there.unspecified]


@SAME
@given(ALARMS, TEXTS)
def test_minute_by_minute_is_the_same_as_in_one_pass(one: MetricAlarm, text: str) -> None:
    data = table(text)
    at_once = play(one, data, start=START + 60)
    state, steps = one.initial, list[tuple[int, State]]()
    for at in range(START + 60, data.end + 1, 60):
        step = alarm_in(one, state)
        history = play(step, data, start=at, end=at)
        steps += told(history)
        state = history.transitions[-1].after if history.transitions else history.initial
    assert steps == told(at_once)


def alarm_in(one: MetricAlarm, state: State | None) -> MetricAlarm:
    return built((one.evaluation_periods, one.datapoints_to_alarm), one.missing, one.period, state)


@given(COUNTS, TEXTS, st.data())
def test_more_breaches_never_end_an_alarm_under_breaching(
    counts: tuple[int, int], text: str, data: st.DataObject
) -> None:
    n, m = counts
    rule = Rule(n, m, n + 2, "breaching")
    values = text.split()
    worse = list(values)
    for place in data.draw(st.sets(st.integers(0, len(values) - 1))):
        worse[place] = "X" if worse[place] == "0" else worse[place]
    before, after = (verdicts(one, rule) for one in (values, worse))
    assert (after[before == ALARM] == ALARM).all()


@SAME
@given(COUNTS, TEXTS, st.data())
def test_while_more_breaches_the_alarm_is_there_no_shorter_under_breaching(
    counts: tuple[int, int], text: str, data: st.DataObject
) -> None:
    one, values = built(counts, "breaching", 60, State.OK), text.split()
    places = data.draw(st.sets(st.integers(0, len(values) - 1)))
    worse = ["X" if n in places and v == "0" else v for n, v in enumerate(values)]
    before, after = (in_alarm(one, table(" ".join(each))) for each in (values, worse))
    assert before <= after


def in_alarm(one: MetricAlarm, data: Series) -> set[int]:
    """The minutes at which it is in ALARM."""
    history = play(one, data, start=START + 60)
    changes = {t.at: t.after for t in history.transitions}
    state, found = history.initial, set[int]()
    for at in range(START + 60, data.end + 1, 60):
        state = changes.get(at, state)
        if state is State.ALARM:
            found.add(at)
    return found


def verdicts(values: list[str], rule: Rule) -> np.ndarray[tuple[int], np.dtype[np.int8]]:
    real, breaching = (np.array([v in kinds for v in values]) for kinds in ("0X", "X"))
    return Points(real, breaching, 1).verdicts(rule).codes


def by_hand(values: list[str], rule: Rule) -> int:
    """The three published branches for one range, one point after the other."""
    seen = values[-rule.range :]
    real = [value for value in seen if value != "-"]
    if len(real) >= rule.periods:
        return ALARM if real[-rule.periods :].count("X") >= rule.to_alarm else OK
    if not real:
        return WITHOUT_DATA[rule.missing]
    filled = rule.periods - len(real) if rule.missing == "breaching" else 0
    if real.count("X") + filled >= rule.to_alarm:
        return ALARM
    age = len(seen) - seen.index(real[0])
    if rule.missing in ("missing", "ignore") and "0" not in real and age >= rule.to_alarm:
        return ALARM if rule.missing == "missing" else RETAIN
    return OK


@given(COUNTS, TREATMENTS, TEXTS, st.integers(0, 5))
def test_the_verdicts_of_a_column_are_those_of_each_range_by_hand(
    counts: tuple[int, int], missing: str, text: str, extra: int
) -> None:
    n, m = counts
    rule, values = Rule(n, m, n + extra, missing), text.split()
    padded = ["-"] * rule.range + values
    codes = verdicts(padded, rule)[rule.range :]
    wanted = [by_hand(padded[: i + 1], rule) for i in range(rule.range, len(padded))]
    assert codes.tolist() == wanted


@SAME
@given(ALARMS, TEXTS)
def test_lanes_do_not_disturb_each_other(one: MetricAlarm, text: str) -> None:
    real, breaching = (np.array([v in kinds for v in text.split()]) for kinds in ("0X", "X"))
    rule = Rule(one.evaluation_periods, one.datapoints_to_alarm, 7, one.missing)
    alone = Points(real, breaching, 1).verdicts(rule).codes
    other = np.zeros_like(real)
    pairs = np.stack([real, other], axis=1).ravel(), np.stack([breaching, other], axis=1).ravel()
    assert (Points(*pairs, 2).verdicts(rule).codes[::2] == alone).all()


@SAME
@given(ALARMS, TEXTS)
def test_every_change_is_a_change_and_every_doubt_begins_in_time(
    one: MetricAlarm, text: str
) -> None:
    data = table(text)
    history = play(one, data, start=START + 60)
    states = [history.initial, *(t.after for t in history.transitions)]
    assert all(a is not b for a, b in pairwise(states))
    assert [t.before for t in history.transitions] == states[:-1]
    assert all(START + 60 <= u.at <= data.end for u in history.unspecified)


@SAME
@given(ALARMS, TEXTS)
def test_data_without_gaps_leaves_nothing_open(one: MetricAlarm, text: str) -> None:
    whole = text.replace("-", "0")
    quiet = " ".join(["0"] * 60)
    data = series(points(f"{quiet} {whole}"), start=START - 3600)
    assert not play(one, data, start=START).unspecified


@SAME
@given(st.integers(1, 5), TEXTS)
def test_insufficient_data_comes_from_silence_alone(n: int, text: str) -> None:
    one = alarm(n=n, initial=State.OK)
    for transition in play(one, table(text), start=START + 60).transitions:
        if transition.after is State.INSUFFICIENT_DATA:
            assert not transition.decided_by
    assert WITHOUT_DATA["missing"] == INSUFFICIENT_DATA


def test_an_account_without_alarms_has_no_history() -> None:
    assert Data([]).metrics == frozenset()
