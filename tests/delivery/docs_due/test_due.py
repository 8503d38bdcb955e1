from datetime import UTC, datetime, timedelta

import pytest

from delivery.docs_due.due import Incident, Page, owed
from promises import load_handbook

REVIEW = load_handbook().documentation.review
DAY, HOUR = timedelta(days=1), timedelta(hours=1)
NOW = datetime(2026, 11, 24, 12, 0, tzinfo=UTC)


def page(days: float, path: str = "docs/runbooks.md") -> Page:
    return Page(path, NOW - days * DAY)


@pytest.mark.parametrize(
    ("days", "is_owed", "is_overdue"),
    [(84.9, False, False), (85, True, False), (92, True, False), (92.1, True, True)],
)
def test_a_page_is_read_every_quarter_and_asked_for_a_week_before(
    days: float, is_owed: bool, is_overdue: bool
) -> None:
    found = owed([page(days)], [], REVIEW, NOW)
    assert [one.overdue(NOW) for one in found] == [is_overdue] * is_owed


@pytest.mark.parametrize(
    ("hours", "reviewed", "is_owed", "is_overdue"),
    [
        (1, 2, True, False),
        (48, 49, True, False),
        (49, 50, True, True),
        (49, 48, False, False),  # reviewed since
        (-1, 2, False, False),  # not over yet
    ],
)
def test_a_page_is_read_within_two_days_after_a_p1(
    hours: float, reviewed: float, is_owed: bool, is_overdue: bool
) -> None:
    incident = Incident("2026-11-24-api", NOW - hours * HOUR)
    found = owed([Page("README.md", NOW - reviewed * HOUR)], [incident], REVIEW, NOW)
    assert [one.overdue(NOW) for one in found] == [is_overdue] * is_owed
    assert all("2026-11-24-api" in one.because for one in found)


def test_a_page_is_named_once_for_its_most_urgent_reason() -> None:
    incidents = [Incident("second", NOW - 10 * HOUR), Incident("first", NOW - 30 * HOUR)]
    (one,) = owed([page(80)], incidents, REVIEW, NOW)
    assert (one.because, one.by) == ("not reviewed since first: 48 h", NOW + 18 * HOUR)


def test_the_most_urgent_page_comes_first() -> None:
    found = owed([page(86, "b"), page(91, "a"), page(91, "c")], [], REVIEW, NOW)
    assert [one.page.path for one in found] == ["a", "c", "b"]
