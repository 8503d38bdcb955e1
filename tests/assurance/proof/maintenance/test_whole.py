"""A calendar that is whole, another way to write it, none at all, and the next ten windows."""

import pytest

from assurance.verdict import Verdict
from tests.assurance.proof.changes import Change, added, drop, gone, put
from tests.assurance.proof.maintenance.calendar_path import (
    EXCLUDED,
    EXPRESSION,
    PLANNED,
    alarm,
    patching,
    whole,
)
from tests.assurance.proof.maintenance.conftest import Calendar


def test_a_whole_calendar_keeps_every_rule(calendar: Calendar) -> None:
    proofs, _ = calendar()
    assert {one.id: one.because for one in proofs.values() if one.verdict != Verdict.KEPT} == {}
    assert proofs["maintenance.days"].proven == "3 of 3 calendars over 10 years"


@pytest.mark.parametrize(
    "change",
    [
        pytest.param(put("cron(0 2 ? * sun#4 *)", "Fourth", EXPRESSION), id="small letters"),
        pytest.param(put("Etc/UTC", "Fourth", "ScheduleExpressionTimezone"), id="UTC's other name"),
        pytest.param(drop("Fourth", "ScheduleExpressionTimezone"), id="UTC unsaid"),
        pytest.param(
            put({"Duration": 240, "DurationUnit": "MINUTE"}, *EXCLUDED, "Window"), id="minutes"
        ),
        pytest.param(put("cron(0 0 2 ? * SUN#4 *)", "MorePatching", "Schedule"), id="with seconds"),
        pytest.param(
            put({"Fn::ImportValue": "Moment"}, "PageTest", EXPRESSION), id="unknown until then"
        ),
        pytest.param(
            put("cron(0 3 29 2 ? *)", "Drill", EXPRESSION), id="a leap day is a 5th Sunday"
        ),
        pytest.param(put("cron(0 6 ? * SUN *)", "PageTest", EXPRESSION), id="as a window ends"),
        pytest.param(put(14 * 60, *PLANNED, "StartWindowMinutes"), id="until a window begins"),
        pytest.param(put("P0DT4H", "Mute", "Rule", "Schedule", "Duration"), id="days in a mute"),
        pytest.param(added("Loud", alarm("loud", "P1")), id="a P1 nobody mutes"),
    ],
)
def test_another_way_to_say_it_is_accepted(calendar: Calendar, change: Change) -> None:
    proofs, _ = calendar(change)
    assert not [one.because for one in proofs.values() if one.verdict is Verdict.BROKEN]


def test_without_a_calendar_nothing_is_kept(calendar: Calendar) -> None:
    proofs, coming = calendar(*(gone(name) for name in whole()["Resources"]))
    assert {one.verdict for one in proofs.values()} == {Verdict.UNPROVEN}
    assert proofs["maintenance.notice"].because == "no schedules of notices in these templates"
    assert {one.opens for one in coming} == {Verdict.UNPROVEN}
    assert {said.said for one in coming for said in one.notices} == {Verdict.UNPROVEN}


def test_the_next_ten_windows_stand_with_what_the_templates_make_of_them(
    calendar: Calendar,
) -> None:
    _, coming = calendar()
    assert len(coming) == 10
    assert [f"{one.moment:%Y-%m-%d %H:%M}" for one in coming[0].notices] == [
        "2026-12-06 02:00",
        "2026-12-12 02:00",
        "2026-12-13 01:00",
    ]
    assert f"{coming[0].start:%Y-%m-%d %H:%M}" == "2026-12-13 02:00"
    assert f"{coming[-1].end:%Y-%m-%d %H:%M}" == "2027-04-25 06:00"
    assert {one.opens for one in coming} == {Verdict.KEPT}
    assert {said.said for one in coming for said in one.notices} == {Verdict.KEPT}


def test_a_window_that_one_of_them_leaves_out_is_broken_there_alone(calendar: Calendar) -> None:
    _, coming = calendar(gone("MorePatching"), gone("Third"))
    assert [one.opens for one in coming] == [Verdict.KEPT, Verdict.BROKEN] * 5
    assert [one.notices[0].said for one in coming] == [Verdict.KEPT, Verdict.BROKEN] * 5
    assert {said.said for one in coming for said in one.notices[1:]} == {Verdict.KEPT}


def test_patching_is_one_calendar_of_two_windows(calendar: Calendar) -> None:
    proofs, _ = calendar(added("MorePatching", patching("cron(0 2 ? * SUN#2 *)")))
    assert "Patching stays closed on 120 days" in proofs["maintenance.days"].because
