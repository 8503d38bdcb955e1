"""Rules about who reminds of status updates."""

import json

import pytest

from assurance.verdict import Verdict
from tests.assurance.lab import ELSEWHERE, REGION
from tests.assurance.proof.changes import (
    Change,
    Proven,
    added,
    assert_broken,
    both,
    case,
    changed,
    drop,
    gone,
    put,
    tells,
)
from tests.assurance.proof.parts import alarm, resource
from tests.assurance.proof.reminder_path import EVERY, RULES, levels

VARIABLES = ("Reminder", "Environment", "Variables")
RATE = ("Look", "ScheduleExpression")
RIGHTS = ("ReminderRole", "Policies", 0, "PolicyDocument", "Statement")
LEVELS = ["P1", "P2"]


def slower(rate: str, seconds: int) -> Change:
    return both(put(rate, *RATE), put(str(seconds), *VARIABLES, "LOOK_SECONDS"))


@pytest.mark.parametrize("level", LEVELS)
@pytest.mark.parametrize(
    ("named", "one"),
    [
        case("no function", "nobody reminds", gone("Reminder")),
        case("no schedule", "no running schedule starts", gone("Look")),
        case("a schedule switched off", "no running", put("DISABLED", "Look", "State")),
        case("another step", "no running", put('{"step":"handover"}', "Look", "Target", "Input")),
        case("looks too far apart", "rate(15 minutes)", put("rate(15 minutes)", *RATE)),
        case("nights off", "cron(0/5 6-22", put("cron(0/5 6-22 * * ? *)", *RATE)),
        case(
            "looks further apart than it reminds ahead",
            "reminds only 4 min ahead",
            put("240", *VARIABLES, "LOOK_SECONDS"),
        ),
        case(
            "a schedule that starts nothing",
            "may not invoke Reminder",
            drop("LookRole", "Policies", 0, "PolicyDocument", "Statement", 0),
        ),
        case(
            "a channel that shows nothing", "no topic that Slack", drop("Slack", "SnsTopicArns", 3)
        ),
        case(
            "another topic", "no topic that Slack shows", put({"Ref": "Beats"}, *VARIABLES, "TOPIC")
        ),
        case("a mute function", "may not sns:Publish", drop(*RIGHTS, 0)),
        case("a function that sees no alarm", "cloudwatch:DescribeAlarms", drop(*RIGHTS, 1)),
        case("a function that sees no event", "cloudwatch:GetMetricData", drop(*RIGHTS, 2)),
        case("nothing said", "takes nothing", put("{}", *VARIABLES, "LEVELS")),
        case("no JSON", "takes nothing", put("P1", *VARIABLES, "LEVELS")),
    ],
)
def test_an_update_is_reminded_of_before_it_is_due(
    proven: Proven, named: str, one: Change, level: str
) -> None:
    assert_broken(proven(changed(one)), f"paging.reminders.{level}", named)


@pytest.mark.parametrize("level", LEVELS)
def test_each_severity_has_its_own_time_between_updates(proven: Proven, level: str) -> None:
    late = {**EVERY, level: EVERY[level] + 60}
    proofs = proven(changed(put(levels(late), *VARIABLES, "LEVELS")))
    assert_broken(proofs, f"paging.reminders.{level}", "for the time between two updates")
    (other,) = {"P1", "P2"} - {level}
    assert proofs[f"paging.reminders.{other}"].verdict is Verdict.KEPT


def test_more_often_than_promised_is_kept(proven: Proven) -> None:
    often = both(
        put("rate(1 minute)", *RATE), put(levels({"P1": 600, "P2": 900}), *VARIABLES, "LEVELS")
    )
    proofs = proven(changed(often))
    for rule in ("paging.reminders.P1", "paging.reminders.P2", "on_call.updates.looked_every"):
        assert proofs[rule].verdict is Verdict.KEPT


@pytest.mark.parametrize(
    ("named", "one"),
    [
        case("looks less often", "looks rate(6 minutes)", slower("rate(6 minutes)", 360)),
        case("a schedule switched off", "no running", put("DISABLED", "Look", "State")),
    ],
)
def test_somebody_looks_as_often_as_was_decided(proven: Proven, named: str, one: Change) -> None:
    assert_broken(proven(changed(one)), "on_call.updates.looked_every", named)


def test_an_alarm_that_tells_another_topic_is_not_counted(proven: Proven) -> None:
    proofs = proven(changed(tells("P1Alarm", {"Ref": "Health"})))
    assert_broken(proofs, "paging.reminders.P1", "reminded of for alarms of health")
    assert proofs["paging.reminders.P2"].verdict is Verdict.KEPT


def test_an_alarm_of_the_other_region_is_counted_there(proven: Proven) -> None:
    there = {"Resources": {"P1": {"Type": "AWS::SNS::Topic"}, "There": alarm("P1", "P1")}}
    assert_broken(proven(changed(), there), "paging.reminders.P1", "reminded of for alarms of P1")


@pytest.mark.parametrize(
    "events",
    [
        {},
        {ELSEWHERE: RULES},
        {REGION: {**RULES, "lab-GuardDuty": "P2"}},
        {REGION: {rule: level for rule, level in RULES.items() if rule != "lab-GuardDuty"}},
    ],
)
def test_an_event_that_pages_is_counted_under_its_severity(
    proven: Proven, events: dict[str, dict[str, str]]
) -> None:
    proofs = proven(changed(put(json.dumps(events), *VARIABLES, "EVENTS")))
    assert_broken(proofs, "paging.reminders.P1", "GuardDutyRule of us-east-1")


def test_a_rule_by_another_name_is_not_counted(proven: Proven) -> None:
    proofs = proven(changed(drop("HealthRule", "Name")))
    assert_broken(proofs, "paging.reminders.P2", "HealthRule")


def test_another_function_that_reminds_of_nothing_breaks_nothing(proven: Proven) -> None:
    variables = {"LEVELS": "{}", "EVENTS": "{}"}
    another = resource("AWS::Lambda::Function", Environment={"Variables": variables})
    proofs = proven(changed(added("Another", another)))
    assert proofs["paging.reminders.P1"].verdict is Verdict.KEPT
