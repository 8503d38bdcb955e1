"""The watch over the calendar: what is late, what never began or ended, what AWS will do by itself."""

from datetime import UTC, datetime, timedelta
from typing import Any

import pytest

from functions.maintenance.calendar_watch import (
    FORCED,
    HOURS,
    NOT_STARTED,
    OVERDUE,
    OVERRAN,
    WATCHED,
    Watch,
)
from functions.maintenance.records import Sending
from functions.maintenance.windows import Notice, Window
from tests.functions.maintenance.account import (
    CALENDAR,
    DAY,
    DAY_AHEAD,
    DAYS_AHEAD,
    HOUR,
    HOUR_AHEAD,
    START,
    WINDOW,
    Lab,
    refused,
)

GRACE = timedelta(minutes=15)
BOTH = ("announcements", "status_page")
QUIET = {OVERDUE: 0, NOT_STARTED: 0, OVERRAN: 0, FORCED: 0, WATCHED: 1}


def look(
    lab: Lab, now: datetime, lifted: list[Window] | None = None
) -> tuple[dict[str, float], dict[str, str]]:
    seen = [] if lifted is None else lifted
    watch = Watch(
        CALENDAR, lab.records, lab.rds, "arn:db", BOTH, GRACE, seen.append, now=lambda: now
    )
    return watch.look()


def figure(lab: Lab, name: str, now: datetime) -> float:
    return look(lab, now)[0][name]


def sent(lab: Lab, ahead: timedelta, *channels: str, state: Sending = Sending.SENT) -> None:
    for channel in channels or BOTH:
        lab.records.settle(Notice(WINDOW, ahead), channel, state)


def test_a_quiet_day_is_all_zero_and_says_when_the_next_window_is() -> None:
    figures, unknown = look(Lab(), START - 8 * DAY)
    assert figures == {**QUIET, HOURS: 192}
    assert unknown == {}


@pytest.mark.parametrize(
    ("until", "overdue"),
    [
        (DAYS_AHEAD, 0),
        (DAYS_AHEAD - GRACE + timedelta(seconds=1), 0),
        (DAYS_AHEAD - GRACE, 2),
        (DAY_AHEAD - GRACE, 4),
        (HOUR_AHEAD - GRACE, 6),
        (timedelta(seconds=1), 6),
        (timedelta(), 0),
    ],
)
def test_a_notice_is_overdue_after_its_grace_and_until_the_window_starts(
    until: timedelta, overdue: int
) -> None:
    assert figure(Lab(), OVERDUE, START - until) == overdue


def test_what_was_sent_is_not_overdue_and_each_channel_counts() -> None:
    lab = Lab()
    sent(lab, DAYS_AHEAD, "announcements")
    assert figure(lab, OVERDUE, START - 6 * DAY) == 1
    sent(lab, DAYS_AHEAD, "status_page", state=Sending.FAILED)
    assert figure(lab, OVERDUE, START - 6 * DAY) == 1
    sent(lab, DAYS_AHEAD, "status_page")
    assert figure(lab, OVERDUE, START - 6 * DAY) == 0


def test_a_later_notice_says_what_the_earlier_did_not() -> None:
    lab = Lab()
    sent(lab, DAY_AHEAD)
    assert figure(lab, OVERDUE, START - 20 * HOUR) == 0


def test_a_notice_that_never_finished_sending_is_overdue() -> None:
    lab = Lab()
    sent(lab, DAYS_AHEAD, state=Sending.SENDING)
    assert figure(lab, OVERDUE, START - 6 * DAY) == 2


@pytest.mark.parametrize(
    ("after", "missing"),
    [
        (timedelta(), 0),
        (GRACE - timedelta(seconds=1), 0),
        (GRACE, 1),
        (23 * HOUR, 1),
        (DAY, 0),
    ],
)
def test_a_window_without_a_run_has_not_started(after: timedelta, missing: float) -> None:
    assert figure(Lab(), NOT_STARTED, START + after) == missing


def test_a_run_or_a_reason_is_a_start() -> None:
    lab = Lab()
    lab.records.skip(WINDOW.id, "run", "held", START)
    assert figure(lab, NOT_STARTED, START + HOUR) == 0


def test_nobody_works_so_nothing_stays_muted() -> None:
    lab, lifted = Lab(), list[Window]()
    lab.mutes.put(WINDOW, START - DAY)
    look(lab, START + HOUR, lifted)
    assert lifted == [WINDOW]
    lab.mutes.lift(WINDOW, START + HOUR)
    look(lab, START + HOUR, lifted)
    assert lifted == [WINDOW]


@pytest.mark.parametrize(
    ("after", "overran"), [(3 * HOUR, 0), (4 * HOUR + GRACE, 1), (5 * DAY, 1), (14 * DAY, 0)]
)
def test_a_run_that_has_not_ended_with_its_window_overran(after: timedelta, overran: float) -> None:
    lab = Lab()
    lab.records.claim(WINDOW.id, "run", START)
    assert figure(lab, OVERRAN, START + after) == overran


def test_a_run_that_ended_did_not_overrun_and_the_first_end_stands() -> None:
    lab = Lab()
    lab.records.claim(WINDOW.id, "run", START)
    assert lab.records.close(WINDOW.id, "run", "done", START + HOUR)
    assert lab.records.close(WINDOW.id, "run", "failed", START + 2 * HOUR)
    assert figure(lab, OVERRAN, START + DAY) == 0
    assert lab.records.of(WINDOW.id)["run"]["outcome"] == "done"


def test_a_run_that_does_not_have_the_window_cannot_end_it() -> None:
    lab = Lab()
    assert not lab.records.close(WINDOW.id, "stray", "failed", START + HOUR)
    assert lab.records.of(WINDOW.id) == {}
    lab.records.claim(WINDOW.id, "run", START)
    assert not lab.records.close(WINDOW.id, "stray", "failed", START + HOUR)
    assert figure(lab, OVERRAN, START + DAY) == 1


SATURDAY = START - 8 * DAY  # 2026-12-05; the next Sunday is a 1st one


@pytest.mark.parametrize(
    ("action", "ahead"),
    [
        pytest.param({"AutoAppliedAfterDate": SATURDAY}, 1, id="on the 1st Sunday"),
        pytest.param({"AutoAppliedAfterDate": SATURDAY - 90 * DAY}, 1, id="overdue for long"),
        pytest.param({"AutoAppliedAfterDate": SATURDAY + 3 * DAY}, 0, id="in our own window"),
        pytest.param({"AutoAppliedAfterDate": SATURDAY + 30 * DAY}, 0, id="after our window"),
        pytest.param({"ForcedApplyDate": SATURDAY + 4 * DAY}, 1, id="forced on a Wednesday"),
        pytest.param({"ForcedApplyDate": START + DAY}, 0, id="forced after our window"),
        pytest.param({"CurrentApplyDate": SATURDAY + DAY}, 1, id="somebody opted in"),
        pytest.param({}, 0, id="whenever we like"),
    ],
)
def test_what_aws_does_before_our_window_is_ahead(action: dict[str, Any], ahead: int) -> None:
    lab = Lab()
    lab.pending.actions = [{"Action": "system-update", **action}]
    assert figure(lab, FORCED, SATURDAY) == ahead


def test_in_our_own_window_nothing_is_ahead() -> None:
    lab = Lab()
    lab.pending.actions = [{"Action": "os-upgrade", "ForcedApplyDate": START + HOUR}]
    assert figure(lab, FORCED, START + HOUR / 2) == 0


@pytest.mark.parametrize(
    ("part", "operation", "lost"),
    [
        ("pending", "describe_pending_maintenance_actions", {FORCED}),
        ("table", "query", {OVERDUE}),
    ],
)
def test_one_unknown_hides_no_other_and_is_never_a_zero(
    part: str, operation: str, lost: set[str]
) -> None:
    lab = Lab()
    getattr(lab, part).failures[operation] = [refused("ThrottlingException")]
    figures, unknown = look(lab, START - DAY)
    assert set(unknown) == lost
    assert set(figures) == {OVERDUE, NOT_STARTED, OVERRAN, FORCED, HOURS} - lost


def test_over_the_end_of_a_year_the_next_window_is_found() -> None:
    assert figure(Lab(), HOURS, datetime(2026, 12, 31, 2, tzinfo=UTC)) == 240
