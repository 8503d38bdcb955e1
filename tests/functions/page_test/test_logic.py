import json
from datetime import UTC, datetime, timedelta

import pytest

from functions.page_test.logic import (
    TOLERANCE,
    Arrived,
    Metric,
    NotArrived,
    Step,
    judge,
    measured,
    told,
)
from functions.page_test.pagerduty import Incident

FIRED = datetime(2026, 11, 23, 9, 1, tzinfo=UTC)
ALARM = "filmops-prod-page-test-us-east-1"
TITLE = f'ALARM: "{ALARM}" in US East (N. Virginia)'


def incident(after: timedelta, id_: str = "Q1", title: str = TITLE, key: str = "") -> Incident:
    return Incident(id_, title, key, FIRED + after)


def test_the_first_page_after_the_alarm_counts() -> None:
    pages = [incident(timedelta(seconds=90), "Q2"), incident(timedelta(seconds=8), "Q1")]
    assert judge(ALARM, FIRED, pages) == Arrived("Q1", timedelta(seconds=8))


def test_a_page_is_known_by_its_key_where_the_title_says_something_else() -> None:
    key = f"arn:aws:cloudwatch:us-east-1:111122223333:alarm:{ALARM}"
    page = incident(timedelta(seconds=8), title="Page test", key=key)
    assert isinstance(judge(ALARM, FIRED, [page]), Arrived)


@pytest.mark.parametrize(
    ("title", "key"),
    [
        ('ALARM: "filmops-prod-page-test-us-west-2" in US West (Oregon)', ""),
        (f'ALARM: "{ALARM}-old" in US East (N. Virginia)', ""),
        (f'ALARM: "other-{ALARM}" in US East (N. Virginia)', f"other-{ALARM}"),
    ],
)
def test_a_page_of_an_alarm_with_a_similar_name_does_not_count(title: str, key: str) -> None:
    page = incident(timedelta(seconds=8), title=title, key=key)
    assert isinstance(judge(ALARM, FIRED, [page]), NotArrived)


def test_a_clock_a_little_behind_is_forgiven_and_the_time_never_negative() -> None:
    assert judge(ALARM, FIRED, [incident(-TOLERANCE)]) == Arrived("Q1", timedelta())


def test_a_page_from_before_the_alarm_does_not_count() -> None:
    earlier = incident(-TOLERANCE - timedelta(seconds=1))
    assert isinstance(judge(ALARM, FIRED, [earlier]), NotArrived)


def test_what_arrived_is_measured_in_seconds() -> None:
    assert measured(Arrived("Q1", timedelta(seconds=8))) == (
        Metric("PageTestArrived", 1),
        Metric("PageTestSeconds", 8, "Seconds"),
    )


def test_what_did_not_arrive_has_no_seconds() -> None:
    assert measured(NotArrived("PagerDuty answered 500")) == (Metric("PageTestArrived", 0),)


def test_the_log_line_says_what_arrived_and_when() -> None:
    assert json.loads(told(Arrived("Q1", timedelta(seconds=8)))) == {
        "page_test": "verify",
        "arrived": True,
        "incident": "Q1",
        "seconds": 8.0,
    }


@pytest.mark.parametrize("step", ["raise", "verify"])
def test_a_step_is_read_from_its_event(step: str) -> None:
    assert Step.of({"step": step}) == step


@pytest.mark.parametrize("event", [{}, {"step": None}, {"step": "RAISE"}, {"step": ["raise"]}])
def test_an_event_of_no_step_is_refused(event: dict[str, object]) -> None:
    with pytest.raises(ValueError, match="event: wanted"):
        Step.of(event)
