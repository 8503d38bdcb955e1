from collections.abc import Collection, Sequence
from datetime import timedelta

import pytest
from botocore.exceptions import EndpointConnectionError

from assurance.watch.guard import Guard, guards_of
from assurance.watch.watching import BLIND, POLL, Ended, Verdict, missing, watch
from tests.assurance.watch.lab import Wound, guards, in_turn, plain, rising, unheard

HALF_AN_HOUR = timedelta(minutes=30)
CALM, WORSE = guards(rising(), plain()), guards(rising(state="ALARM"), plain())
NO_ANSWER = EndpointConnectionError(endpoint_url="https://monitoring")


def watched(
    *answers: Sequence[Guard] | Exception,
    lasting: timedelta = HALF_AN_HOUR,
    known: Collection[str] = (),
) -> Ended:
    return watch(in_turn(*answers), lasting, Wound(), unheard, known)


def test_a_calm_half_hour_is_quiet_after_exactly_that() -> None:
    ended = watched(CALM)
    assert (ended.verdict, ended.lasted) == (Verdict.QUIET, HALF_AN_HOUR)


def test_a_guard_in_alarm_ends_the_watch_at_once() -> None:
    ended = watched(CALM, CALM, WORSE)
    assert (ended.verdict, ended.lasted) == (Verdict.TRIPPED, 2 * POLL)
    assert [one.name for one in ended.tripped] == ["api-errors-rise"]


def test_an_alarm_in_the_last_second_counts() -> None:
    looks = HALF_AN_HOUR // POLL
    assert watched(*[CALM] * looks, WORSE).verdict is Verdict.TRIPPED


def test_an_answer_that_fails_to_come_now_and_then_is_waited_for() -> None:
    assert watched(CALM, NO_ANSWER, NO_ANSWER, CALM).verdict is Verdict.QUIET


def test_nothing_to_be_seen_for_three_minutes_is_no_quiet_watch() -> None:
    ended = watched(CALM, NO_ANSWER)
    assert (ended.verdict, ended.lasted) == (Verdict.BLIND, BLIND)
    assert "https://monitoring" in ended.why


def test_a_watch_that_ends_blind_was_not_quiet() -> None:
    short = timedelta(minutes=1)
    assert watched(CALM, NO_ANSWER, lasting=short).verdict is Verdict.BLIND


def test_no_time_at_all_still_looks_once() -> None:
    assert watched(WORSE, lasting=timedelta(0)).verdict is Verdict.TRIPPED


def test_a_guard_that_was_in_alarm_before_does_not_take_its_repair_back() -> None:
    ended = watched(WORSE, WORSE, CALM, known=["api-errors-rise"])
    assert (ended.verdict, ended.lasted) == (Verdict.QUIET, HALF_AN_HOUR)


def test_once_it_was_left_in_peace_it_trips_like_any_other() -> None:
    ended = watched(WORSE, CALM, WORSE, known=["api-errors-rise"])
    assert (ended.verdict, ended.lasted) == (Verdict.TRIPPED, 2 * POLL)


def test_another_guard_trips_beside_one_that_was_in_alarm_before() -> None:
    both = guards(rising(state="ALARM"), plain(state="ALARM"))
    ended = watched(both, known=["api-errors-rise"])
    assert [one.name for one in ended.tripped] == ["api-slow"]


def test_a_repair_that_mends_nothing_is_no_quiet_watch() -> None:
    ended = watched(WORSE, known=["api-errors-rise"])
    assert (ended.verdict, ended.known) == (Verdict.UNMENDED, {"api-errors-rise"})
    assert ended.tripped == ()


def test_progress_says_how_long_and_what_is_seen() -> None:
    told: list[tuple[timedelta, int]] = []
    watch(in_turn(CALM), POLL, Wound(), lambda passed, seen: told.append((passed, len(seen))))
    assert told == [(timedelta(0), 2), (POLL, 2)]


def test_a_published_name_that_no_alarm_has_is_missing() -> None:
    published = {"api": "api-errors-rise,gone", "database": "gone"}
    assert missing(published, guards_of(published, [rising()])) == ("gone",)


def test_a_composite_knows_the_alarms_it_looks_at() -> None:
    [guard] = guards(plain("api-slow"))
    assert (guard.sight, guard.children) == (None, ("api-slow-signal",))


def test_a_guard_of_two_services_is_one_guard() -> None:
    [guard] = guards_of({"api": "one", "web": "one"}, [plain("one")])
    assert guard.services == ("api", "web")


@pytest.mark.parametrize(("state", "tripped"), [("ALARM", True), ("INSUFFICIENT_DATA", False)])
def test_only_alarm_takes_a_deployment_back(state: str, tripped: bool) -> None:
    [guard] = guards(plain(state=state))
    assert guard.tripped is tripped
