"""What is refused, in one line each."""

import pytest

from assurance.cron import BACKUP, EVENTS, MUTE, SCHEDULER, SLO, SSM, Dialect, Rate, Refusal, read
from assurance.cron.dialects import SECONDS

SIX = "6 fields (minutes hours day-of-month month day-of-week year)"
NTH = "one weekday#n and nothing else, as in SUN#2"
ONE = "day-of-month and day-of-week"


@pytest.mark.parametrize(
    ("expression", "says"),
    [
        # CDK and cfn-lint take these without a word.
        ("cron(0 2 ? * SUN#2,SUN#4 *)", f"day-of-week: wanted {NTH}, got SUN#2,SUN#4"),
        (
            "cron(0 2 ? * 7#2 *)",
            "day-of-week: wanted the weekday by its name, as in SUN#2, got 7#2",
        ),
        (
            "cron(0 2 ? * 0#2 *)",
            "day-of-week: wanted the weekday by its name, as in SUN#2, got 0#2",
        ),
        ("cron(0 2 ? * SUN#6 *)", "day-of-week: wanted the 1st to the 5th of a month, got SUN#6"),
        ("cron(0 2 ? * SUN#2-4 *)", f"day-of-week: wanted {NTH}, got SUN#2-4"),
        ("cron(0 2 8-14 * SUN *)", f"{ONE}: wanted ? in exactly one of them, got 8-14 and SUN"),
        ("cron(0 2 * * * *)", f"{ONE}: wanted ? in exactly one of them, got * and *"),
        ("cron(0 2 ? * ? *)", f"{ONE}: wanted ? in exactly one of them, got ? and ?"),
        ("cron(0 2 ? * 0 *)", "day-of-week: wanted 1 to 7 or SUN to SAT, got 0"),
        ("cron(0 2 ? * SUNDAY *)", "day-of-week: wanted 1 to 7 or SUN to SAT, got SUNDAY"),
        ("cron(0 2 ? * FRI-MON *)", "day-of-week: wanted a range that goes up, got FRI-MON"),
        ("cron(0 2 1 JANUARY ? *)", "month: wanted 1 to 12 or JAN to DEC, got JANUARY"),
        (
            "cron(0 2 30 2 ? *)",
            "day-of-month: wanted a day that one of the months has, got 30 of 2",
        ),
        ("cron(0 2 32 * ? *)", "day-of-month: wanted 1 to 31, got 32"),
        ("cron(0 2 32W * ? *)", "day-of-month: wanted 1 to 31, got 32"),
        ("cron(60 2 1 * ? *)", "minutes: wanted 0 to 59, got 60"),
        ("cron(0 24 1 * ? *)", "hours: wanted 0 to 23, got 24"),
        ("cron(0 2: 1 * ? *)", "hours: wanted 0 to 23, got 2:"),
        ("cron(0/0 2 1 * ? *)", "minutes: wanted a step of 1 or more, got 0/0"),
        ("cron(0 2 1 * ? 1969)", "year: wanted 1970 to 2199, got 1969"),
        ("cron(0 2 * * SUN)", f"cron: wanted {SIX}, got 0 2 * * SUN"),
        ("cron()", f"cron: wanted {SIX}, got nothing"),
        ("rate(1 minutes)", "rate: wanted 1 minute, got 1 minutes"),
        ("rate(2 minute)", "rate: wanted 2 minutes, got 2 minute"),
        ("rate(0 minutes)", "rate: wanted a number of 1 or more and minute or hour or day"),
        ("rate(1 week)", "rate: wanted a number of 1 or more and minute or hour or day"),
        ("every day", "schedule: wanted cron(...) or rate(...), which an EventBridge rule takes"),
        ("at(2027-01-10T02:00:00)", "at: wanted cron(...) or rate(...), which an EventBridge rule"),
    ],
)
def test_eventbridge(expression: str, says: str) -> None:
    with pytest.raises(Refusal) as refused:
        read(expression, EVENTS)
    assert str(refused.value).startswith(says)


@pytest.mark.parametrize(
    ("expression", "says"),
    [
        ("cron(0 2 * * SUN#2)", "day-of-week: wanted no #, which an alarm mute rule does not know"),
        ("cron(0 2 ? * SUN)", f"{ONE}: wanted no ?, which an alarm mute rule does not know"),
        ("cron(0 2 8-14 * SUN)", f"{ONE}: wanted * in one of them, got 8-14 and SUN"),
        ("cron(0 2 ? * SUN#2 *)", "cron: wanted 5 fields"),
        ("cron(0/5 2 * * SUN)", "minutes: wanted no step, got 0/5"),
        ("cron(0 2 L * *)", "day-of-month: wanted 1 to 31, got L"),
        ("cron(0 2 * * 8)", "day-of-week: wanted 0 to 7 or SUN to SAT, got 8"),
        ("rate(7 days)", "rate: wanted cron(...) or at(...)"),
        ("at(2027-01-10T02:00:00)", "at: wanted a moment such as 2027-01-10T02:00, got"),
    ],
)
def test_mute_rules(expression: str, says: str) -> None:
    with pytest.raises(Refusal) as refused:
        read(expression, MUTE)
    assert str(refused.value).startswith(says)


@pytest.mark.parametrize(
    ("expression", "dialect", "says"),
    [
        ("rate(12 hours)", BACKUP, "rate: wanted cron(...), which AWS Backup takes, got 12 hours"),
        ("rate(5 minutes)", SLO, "rate: wanted a number of 1 or more and hour or day or month"),
        ("cron(30 0 2 ? * SUN#2 *)", SSM, "seconds: wanted 0: schedules are as fine as a minute"),
        (
            "at(tomorrow)",
            SCHEDULER,
            "at: wanted a moment such as 2027-01-10T02:00:00, got tomorrow",
        ),
        ("at(2027-02-29T02:00:00)", SCHEDULER, "at: wanted a moment such as"),
    ],
)
def test_the_others(expression: str, dialect: Dialect, says: str) -> None:
    with pytest.raises(Refusal) as refused:
        read(expression, dialect)
    assert str(refused.value).startswith(says)


def test_months_are_a_rate_of_no_one_length() -> None:
    schedule = read("rate(1 month)", SLO)
    assert isinstance(schedule, Rate)
    assert schedule.every is None


def test_only_a_cron_can_be_put_off() -> None:
    with pytest.raises(Refusal, match="offset: wanted a cron"):
        read("rate(7 days)", SSM, offset_days=1)


@pytest.mark.parametrize("zone", ["Mars/Olympus", "../etc/passwd", "UTC+1"])
def test_an_unknown_time_zone(zone: str) -> None:
    with pytest.raises(Refusal, match="time zone: wanted an IANA time zone"):
        read("cron(0 2 * * ? *)", SCHEDULER, zone)


def test_systems_manager_and_scheduler_write_a_moment_with_seconds() -> None:
    assert SCHEDULER.once == SSM.once == SECONDS
