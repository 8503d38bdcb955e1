"""The workflow of a window, executed with its functions, every way it can go."""

import json
from collections.abc import Callable
from datetime import timedelta
from itertools import pairwise
from typing import Any

import pytest

from tests.functions.maintenance.account import WINDOW, refused
from tests.functions.maintenance.window_lab import (
    DATABASE_STEPS,
    DONE,
    LASTS,
    MINUTE,
    SENT,
    STEPS,
    WindowLab,
)

AFTER = ["Health", "Health done?", "Unmute", "Summary", "Good?", "Good"]


@pytest.fixture
def lab() -> WindowLab:
    return WindowLab()


def raises(error: Exception) -> Callable[[], Any]:
    def play() -> Any:  # noqa: ANN401
        raise error

    return play


def answers(outcome: str) -> Callable[[], Any]:
    return lambda: {"outcome": outcome, "because": f"it {outcome}", "figures": {}}


def failed_activities(told: str) -> dict[str, float]:
    """The metric ActivityFailed by activity, as CloudWatch reads it from the log."""
    lines = [json.loads(line) for line in told.splitlines() if line.startswith('{"_aws"')]
    return {one["Activity"]: one["ActivityFailed"][-1] for one in lines if "ActivityFailed" in one}


def ended_broken(told: str) -> list[float]:
    lines = [json.loads(line) for line in told.splitlines() if line.startswith('{"_aws"')]
    return [one["WindowEndedBroken"][-1] for one in lines if "WindowEndedBroken" in one]


def test_a_good_window_is_worked_through_watched_unmuted_told_and_kept(
    lab: WindowLab, capsys: pytest.CaptureFixture[str]
) -> None:
    lab.rds.actions, lab.rds.minors = ["system-update"], ["17.5", "17.10", "17.9"]
    ended = lab.run()
    assert ended.status == "SUCCEEDED"
    assert ended.path[-len(AFTER) :] == AFTER
    assert lab.kept["run"]["outcome"] == "good"
    assert lab.kept["run"]["ended"]
    assert not lab.is_muted
    assert lab.rds.changed == ["system-update", "17.10"]
    assert {lab.kept[f"activity#{step}"]["outcome"] for step in STEPS} == {"done"}
    (told,) = lab.lab.topic.published
    assert told["Subject"].startswith("Maintenance of prod, 2026-12-13: done in ")
    assert "- vacuum: done, played (rows 9 -> 1)" in lab.summary
    assert "version 17.4 -> 17.10" in lab.summary
    assert "watched for 30 min; nothing broke" in lab.summary
    assert lab.lab.page.told[-1][1]["state"] == "completed"
    out = capsys.readouterr().out
    assert failed_activities(out) == dict.fromkeys((*STEPS, "health", "unmute"), 0)
    assert ended_broken(out) == [0]


def test_the_order_is_the_promised_one_and_nothing_is_touched_before_the_backup(
    lab: WindowLab,
) -> None:
    lab.run()
    order = list(dict.fromkeys(step for step, _ in lab.began))
    assert order == ["gate", "baseline", *STEPS, "health", "unmute", "summary"]
    available = next(at for step, at in lab.began if step == "roles")
    assert available - WINDOW.start >= lab.rds.lasts


def hold(lab: WindowLab) -> None:
    lab.lab.parameters.values["hold"] = "a launch"


def freeze(lab: WindowLab) -> None:
    lab.lab.parameters.state = {"State": "CLOSED"}


def incident(lab: WindowLab) -> None:
    topic = "arn:aws:sns:us-east-1:1:p1"
    lab.lab.alarms.alarming = [{"AlarmName": "filmops-prod-api-down", "AlarmActions": [topic]}]


@pytest.mark.parametrize(
    ("shut", "because"),
    [(hold, "a launch"), (freeze, "changes are frozen"), (incident, "filmops-prod-api-down")],
)
def test_a_window_that_is_shut_touches_nothing_and_says_why(
    lab: WindowLab, shut: Callable[[WindowLab], None], because: str
) -> None:
    shut(lab)
    ended = lab.run()
    assert ended.status == "SUCCEEDED"
    assert ended.path == ["Begin", "Gate", "Open?", "Unmute", "Summary", "Good?", "Good"]
    assert not lab.rds.calls
    assert not lab.workers.calls
    assert not lab.is_muted
    (told,) = lab.lab.topic.published
    assert because in told["Message"]
    assert lab.kept["run"]["outcome"] == "skipped"


def test_a_window_that_is_shut_twice_for_one_reason_is_told_once(lab: WindowLab) -> None:
    hold(lab)
    lab.run()
    assert lab.run(execution="arn:again").path[-1] == "Nothing to do"
    assert len(lab.lab.topic.published) == 1


def test_a_run_that_came_after_the_hold_was_lifted_works(lab: WindowLab) -> None:
    hold(lab)
    lab.run()
    lab.lab.parameters.values["hold"] = "no"
    assert lab.run({"window": WINDOW.id}, "arn:again").status == "SUCCEEDED"
    assert lab.kept["run"]["outcome"] == "good"
    skipped, done = lab.lab.sent()
    assert "skipped" in skipped
    assert "done in" in done


@pytest.mark.parametrize("scheduled", ["2026-12-06T02:00:00Z", "2026-12-13T02:01:00Z"])
def test_a_moment_nobody_promised_opens_nothing(lab: WindowLab, scheduled: str) -> None:
    ended = lab.run({"scheduled": scheduled})
    assert "Baseline" not in ended.path
    assert not lab.rds.calls


def test_a_second_delivery_leaves_the_first_alone(lab: WindowLab) -> None:
    lab.plays["vacuum"] = lambda: pytest.fail("both work")  # the second must not come so far
    lab.lab.records.claim(WINDOW.id, "arn:first", lab.clock())
    ended = lab.run(execution="arn:second")
    assert (ended.status, ended.path[-1]) == ("SUCCEEDED", "Nothing to do")
    assert lab.is_muted
    assert not lab.lab.topic.published
    assert "ended" not in lab.kept["run"]


@pytest.mark.parametrize("step", STEPS)
@pytest.mark.parametrize("how", ["says so", "dies"])
def test_an_activity_that_fails_is_told_and_stops_only_what_depends_on_it(
    lab: WindowLab, capsys: pytest.CaptureFixture[str], step: str, how: str
) -> None:
    lab.plays[step] = answers("failed") if how == "says so" else raises(RuntimeError("lab"))
    assert lab.run().status == "FAILED"
    left_out = {
        "backup": {*DATABASE_STEPS, "pending", "upgrades"},
        "roles": {"vacuum", "reindex", "archive"},
    }.get(step, set[str]())
    done = {one for one in STEPS if lab.kept[f"activity#{one}"]["outcome"] == "done"}
    assert done == set(STEPS) - {step} - left_out
    assert not {name for name, _ in lab.began} & left_out
    assert not lab.is_muted
    assert len(lab.lab.topic.published) == 1
    assert lab.kept["run"]["outcome"] == "failed"
    failed = failed_activities(capsys.readouterr().out)
    assert {name for name, value in failed.items() if value} == {step}


def test_a_step_that_dies_is_tried_again_first(lab: WindowLab) -> None:
    lab.plays["archive"] = raises(RuntimeError("lab"))
    lab.run()
    assert [step for step, _ in lab.began].count("archive") == 4


def test_a_gate_that_cannot_be_asked_opens_nothing(lab: WindowLab) -> None:
    lab.lab.parameters.failures["get_parameter"] = [refused("AccessDenied")] * 4
    ended = lab.run()
    assert ended.status == "FAILED"
    assert not lab.rds.calls
    assert not lab.is_muted
    assert "The gate could not be asked" in lab.summary


def test_work_that_takes_longer_than_there_is_leaves_room_for_the_watch(lab: WindowLab) -> None:
    def vacuum() -> Any:  # noqa: ANN401
        lab.fence.check(WINDOW.id, 15 * MINUTE)
        lab.clock.wait(14 * 60)
        return {"outcome": "again", "because": "more tables", "figures": {}}

    lab.plays["vacuum"] = vacuum
    ended = lab.run()
    assert ended.status == "FAILED"
    assert "WindowClosed" in lab.summary
    assert lab.kept["activity#health"]["outcome"] == "done"
    assert lab.clock() - WINDOW.start < LASTS


def test_patching_and_updates_do_not_begin_when_too_little_is_left(lab: WindowLab) -> None:
    def slow() -> Any:  # noqa: ANN401
        lab.clock.wait(130 * 60)
        return DONE

    lab.plays["archive"] = slow
    lab.rds.actions = ["system-update"]
    lab.run()
    assert not lab.workers.sent
    assert not lab.rds.changed
    assert (
        "60 min" in lab.kept["activity#workers"]["because"]
        or "115 min" in (lab.kept["activity#workers"]["because"])
    )


def test_something_that_breaks_and_stays_broken_is_told_as_such(
    lab: WindowLab, capsys: pytest.CaptureFixture[str]
) -> None:
    forever = (WINDOW.start + 10 * MINUTE, WINDOW.end + timedelta(days=1))
    lab.sights.alarming = {
        "filmops-prod-api-slow": forever,
        "filmops-prod-window-failed": forever,
        "filmops-prod-old": (WINDOW.start - timedelta(days=1), WINDOW.end),
    }
    assert lab.run().status == "FAILED"
    assert lab.kept["run"]["outcome"] == "broken"
    assert "broken: filmops-prod-api-slow" in lab.summary
    assert "filmops-prod-old" not in lab.summary
    assert ended_broken(capsys.readouterr().out) == [1]


def test_what_came_and_went_is_named_and_nothing_is_broken(lab: WindowLab) -> None:
    lab.run()
    watched = next(at for step, at in lab.began if step == "health")
    again = WindowLab()
    again.sights.alarming = {"filmops-prod-api-slow": (watched + MINUTE, watched + 3 * MINUTE)}
    assert again.run().status == "SUCCEEDED"
    assert "filmops-prod-api-slow came and went" in again.summary


def test_a_budget_that_is_spent_in_the_window_is_broken(lab: WindowLab) -> None:
    lab.plays["archive"] = lambda: (
        lab.sights.budgets.update({"filmops-prod-api": "BREACHED"}) or (DONE)
    )
    lab.run()
    assert lab.kept["run"]["outcome"] == "broken"
    assert "filmops-prod-api (error budget spent)" in lab.summary


@pytest.mark.parametrize("step", ["unmute", "health", "baseline"])
def test_what_surrounds_the_work_may_fail_and_people_hear_of_it(lab: WindowLab, step: str) -> None:
    lab.plays[step] = raises(RuntimeError("lab"))
    ended = lab.run()
    assert ended.status == ("SUCCEEDED" if step == "baseline" else "FAILED")
    assert len(lab.lab.topic.published) == 1
    assert lab.kept["run"]["ended"]


def test_a_summary_that_cannot_be_sent_fails_the_run(lab: WindowLab) -> None:
    lab.lab.topic.failures["publish"] = [refused("AuthorizationError")] * 4
    assert lab.run().path[-1] == "Not good"
    assert not lab.is_muted


def test_a_summary_is_not_sent_again_when_only_what_comes_after_failed(lab: WindowLab) -> None:
    lab.lab.table.failures["update_item"] = [refused("ThrottlingException")]
    assert lab.run().status == "SUCCEEDED"
    assert len(lab.lab.topic.published) == 1


def test_a_run_can_be_ended_by_force_and_another_cleans_up(
    lab: WindowLab, capsys: pytest.CaptureFixture[str]
) -> None:
    lab.plays["reindex"] = answers("again")  # for ever: it asks no clock
    dead = lab.run()
    assert dead.status == "TIMED_OUT"
    assert lab.is_muted
    lab.history.states["arn:run"] = json.dumps(dead.data)
    began = WINDOW.start.timestamp() * 1000
    ended = lab.run({"after": "arn:run", "ended": "TIMED_OUT", "began": began}, "arn:cleaner")
    assert ended.path == [
        *("Begin", "Recall", "Was it open?", "Look"),
        *("Unmute", "Summary", "Good?", "Not good"),
    ]
    assert not lab.is_muted
    assert lab.kept["run"]["execution"] == "arn:run"
    assert lab.kept["run"]["outcome"] == "failed"
    assert "ended by force: TIMED_OUT" in lab.summary
    assert "- reindex: not finished, it again" in lab.summary
    assert lab.clock() < WINDOW.end
    assert failed_activities(capsys.readouterr().out)["reindex"] == 1


def test_a_run_that_left_nothing_behind_is_cleaned_up_after_all_the_same(lab: WindowLab) -> None:
    lab.lab.records.claim(WINDOW.id, "arn:run", lab.clock())
    began = WINDOW.start.timestamp() * 1000
    ended = lab.run({"after": "arn:run", "ended": "ABORTED", "began": began}, "arn:cleaner")
    assert ended.status == "FAILED"
    assert not lab.is_muted
    assert lab.kept["run"]["ended"]


def test_a_duplicate_that_was_aborted_is_not_cleaned_up_after(lab: WindowLab) -> None:
    state = {"gate": {"outcome": "skipped", "news": False, "window": WINDOW.id}}
    lab.history.states["arn:second"] = json.dumps(state)
    began = WINDOW.start.timestamp() * 1000
    ended = lab.run({"after": "arn:second", "ended": "ABORTED", "began": began}, "arn:cleaner")
    assert ended.path[-1] == "Nothing to do"
    assert lab.is_muted


def test_throttled_calls_of_every_service_are_made_again(lab: WindowLab) -> None:
    def throttled(*calls: str) -> dict[str, list[Exception]]:
        return {call: [refused("ThrottlingException")] for call in calls}

    lab.rds.failures = throttled("create_db_snapshot", "describe_db_instances")
    lab.workers.failures = throttled("send_command", "describe_auto_scaling_groups")
    lab.acm.failures = throttled("list_certificates")
    lab.lambdas.failures = throttled("list_functions")
    lab.sights.failures = throttled("describe_alarms")
    lab.lab.topic.failures = throttled("publish")
    lab.lab.table.failures = throttled("put_item")
    lab.lab.alarms.failures = throttled("delete_alarm_mute_rule")
    assert lab.run(SENT).status == "SUCCEEDED"
    assert len(lab.workers.sent) == 1
    assert lab.kept["run"]["outcome"] == "good"


def test_updates_go_out_every_half_hour_while_it_is_worked_in_and_never_outside(
    lab: WindowLab,
) -> None:
    told: list[tuple[int, str]] = []

    def listened() -> Any:  # noqa: ANN401
        for _ in range(6):  # the schedule calls twice in every half hour
            answer = lab.teller.update()["told"]
            if answer.startswith("update#"):
                told.append(((lab.clock() - WINDOW.start) // MINUTE, answer))
            lab.clock.wait(15 * 60)
        return DONE

    assert lab.teller.update()["told"] == "no window is being worked in"
    lab.plays["vacuum"] = listened
    lab.run()
    assert [what for _, what in told] == ["update#0", "update#1", "update#2"]
    assert {later - sooner for (sooner, _), (later, _) in pairwise(told)} == {30}
    assert lab.teller.update()["told"] == "no window is being worked in"
    lab.clock.wait(24 * 3600)
    assert lab.teller.update()["told"] == "no window is being worked in"
