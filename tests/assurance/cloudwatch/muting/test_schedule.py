"""The windows of mute rules. User guide, "Alarm mute rules"; API reference, PutAlarmMuteRule."""

from datetime import datetime
from itertools import pairwise
from random import Random
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from assurance.cloudwatch import Account, AlarmError, MuteRule
from assurance.cloudwatch.muting import muted, windows
from assurance.cloudwatch.muting.schedule import duration
from tests.assurance.cloudwatch.lab import alarm


def at(text: str, zone: str = "UTC") -> int:
    return int(datetime.fromisoformat(text).replace(tzinfo=ZoneInfo(zone)).timestamp())


def rule(expression: str, length: str = "PT2H", zone: str = "UTC", **dates: str) -> MuteRule:
    return MuteRule(
        name="calm",
        expression=expression,
        duration=length,
        timezone=zone,
        alarms=("errors",),
        starts=dates.get("starts"),
        expires=dates.get("expires"),
    )


def starts(of: MuteRule, first: str = "2026-11-02", last: str = "2026-11-09") -> list[str]:
    found = windows(of, at(first), at(last) - 1)
    zone = ZoneInfo(of.timezone)
    return [f"{datetime.fromtimestamp(w.start, zone):%m-%dT%H:%M}" for w in found]


@pytest.mark.parametrize(
    ("expression", "wanted"),
    [
        ("at(2026-11-03T22:00)", ["11-03T22:00"]),
        ("cron(0 2 * * SUN)", ["11-08T02:00"]),
        ("cron(0 2 * * 0)", ["11-08T02:00"]),
        ("cron(0 2 * * 7)", ["11-08T02:00"]),
        ("cron(30 1,3 4 NOV ?)", ["11-04T01:30", "11-04T03:30"]),
        ("cron(0 0 ? * SAT)", ["11-07T00:00"]),
        ("cron(0 2 * * ?)", [f"11-0{day}T02:00" for day in range(2, 9)]),
        ("cron(0 22 * * MON-WED)", ["11-02T22:00", "11-03T22:00", "11-04T22:00"]),
        ("cron(0 0 3 * FRI)", ["11-03T00:00", "11-06T00:00"]),
    ],
)
def test_a_schedule_starts(expression: str, wanted: list[str]) -> None:
    assert starts(rule(expression)) == wanted


def test_times_are_those_of_the_rules_zone() -> None:
    [window] = windows(
        rule("at(2026-11-03T22:00)", zone="Asia/Tokyo"), at("2026-11-01"), at("2026-11-09")
    )
    assert window.start == at("2026-11-03T13:00")
    assert window.end == window.start + 7200


def test_start_and_expiry_bound_it() -> None:
    bounded = rule("cron(0 2 * * *)", starts="2026-11-04T00:00", expires="2026-11-06T02:00")
    assert starts(bounded) == ["11-04T02:00", "11-05T02:00"]


def test_a_window_that_is_open_at_the_start_counts() -> None:
    assert starts(rule("cron(0 23 * * *)", "PT3H"), "2026-11-03", "2026-11-04") == [
        "11-02T23:00",
        "11-03T23:00",
    ]


def test_windows_that_meet_are_one() -> None:
    rules = (
        rule("at(2026-11-03T22:00)"),
        rule("at(2026-11-03T23:00)"),
        rule("at(2026-11-04T02:00)"),
    )
    found = muted(Account((alarm(),), rules), alarm(), at("2026-11-01"), at("2026-11-09"))
    assert [(w.start, w.end) for w in found] == [
        (at("2026-11-03T22:00"), at("2026-11-04T01:00")),
        (at("2026-11-04T02:00"), at("2026-11-04T04:00")),
    ]


def test_a_rule_mutes_its_targets_only() -> None:
    other = alarm(name="other")
    assert not muted(Account((other,), (rule("cron(* * * * *)"),)), other, 0, 9999)


@pytest.mark.parametrize(
    ("text", "seconds"), [("PT1M", 60), ("P15D", 1_296_000), ("P1DT1H", 90_000)]
)
def test_a_duration(text: str, seconds: int) -> None:
    assert duration(text) == seconds


@pytest.mark.parametrize("text", ["PT0M", "P16D", "P", "PT", "2h", "PT30S", ""])
def test_no_duration(text: str) -> None:
    with pytest.raises(AlarmError, match="PT1M to P15D"):
        duration(text)


@pytest.mark.parametrize(
    "expression",
    [
        "rate(5 minutes)",
        "cron(0 2 * *)",
        "cron(0 2 * * ? *)",
        "cron(*/5 * * * *)",
        "cron(60 * * * *)",
        "cron(0 0 0 * *)",
        "cron(0 5-3 * * *)",
        "cron(0 2 * * FOO)",
        "at(tomorrow)",
    ],
)
def test_no_schedule(expression: str) -> None:
    with pytest.raises(AlarmError, match="wanted"):
        windows(rule(expression), 0, 1)


_RULES = st.lists(
    st.tuples(st.integers(0, 40), st.integers(1, 500)).map(
        lambda one: rule(f"at(2026-11-02T{one[0] % 24:02}:{one[0]:02})", f"PT{one[1]}M")
    ),
    max_size=5,
)


@given(_RULES, st.randoms(use_true_random=False))
def test_the_union_of_windows_is_every_minute_of_any_of_them(
    rules: list[MuteRule], order: Random
) -> None:
    start, end = at("2026-11-02"), at("2026-11-04")
    each = [window for one in rules for window in windows(one, start, end)]
    union = muted(Account((), tuple(rules)), alarm(name="errors"), start, end)
    shuffled = order.sample(rules, len(rules))
    assert muted(Account((), tuple(shuffled)), alarm(name="errors"), start, end) == union
    assert all(one.end < other.start for one, other in pairwise(union))
    for minute in range(start, end, 60):
        inside = any(one.start <= minute < one.end for one in each)
        assert inside is any(one.start <= minute < one.end for one in union)
