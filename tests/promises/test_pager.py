from datetime import UTC, datetime, timedelta

import pytest

from promises import load_handbook
from promises.pager import Rung, Shift, Urgency, pager_of

MINUTE = timedelta(minutes=1)
HANDBOOK = load_handbook()
PAGER = pager_of(HANDBOOK, "filmops-lab")


def test_the_primary_is_paged_twice_before_the_secondary_is() -> None:
    assert PAGER.rungs == (
        Rung(Shift.PRIMARY, 5 * MINUTE),
        Rung(Shift.PRIMARY, 25 * MINUTE),
        Rung(Shift.SECONDARY, 5 * MINUTE),
    )


@pytest.mark.parametrize(
    ("acknowledge", "secondary", "waits"),
    [("5 min", "5 min", [5, 5]), ("10 min", "40 min", [10, 30, 10])],
)
def test_the_rungs_follow_the_handbook(acknowledge: str, secondary: str, waits: list[int]) -> None:
    handbook = load_handbook(
        weakened={"on_call.acknowledge_within": acknowledge, "on_call.secondary_after": secondary}
    )
    rungs = pager_of(handbook, "lab").rungs
    assert [rung.waits // MINUTE for rung in rungs] == waits
    assert rungs[-1].shift is Shift.SECONDARY
    assert sum((rung.waits for rung in rungs[:-1]), timedelta()) == handbook.on_call.secondary_after


def test_a_week_begins_when_the_handbook_hands_over() -> None:
    assert PAGER.turn.begins == datetime(2024, 1, 1, 9, tzinfo=UTC)
    assert f"{PAGER.turn.begins:%A %H:%M}" == "Monday 09:00"
    assert PAGER.turn.length == timedelta(days=7)


def test_what_pages_has_a_service_of_its_own_and_the_page_test_wakes_nobody() -> None:
    assert {one.purpose: (one.name, one.urgency, one.severity) for one in PAGER.services} == {
        "P1": ("filmops-lab P1", Urgency.HIGH, "critical"),
        "P2": ("filmops-lab P2", Urgency.HIGH, "error"),
        "page_test": ("filmops-lab page test", Urgency.LOW, "info"),
    }


def test_an_incident_says_how_soon_to_answer_and_how_often_to_tell() -> None:
    first, second, _ = PAGER.services
    assert first.note == "P1 Critical: respond within 15 min, a status update every 15 min"
    assert second.note == "P2 High: respond within 1 h, a status update every 30 min"


def test_a_pager_names_no_person() -> None:
    assert set(PAGER.document) == {"policy", "loops", "rungs", "turn", "services"}
