"""What a watch says at its end."""

import json
from datetime import timedelta

from assurance.watch import wording
from assurance.watch.guard import Guard
from assurance.watch.watching import Ended, Verdict
from promises import load_handbook
from tests.assurance.watch.lab import START, guards, plain, rising

HANDBOOK = load_handbook()
CALM = guards(rising(), plain())
WORSE = guards(rising(state="ALARM"), plain())


def told(verdict: Verdict, seen: tuple[Guard, ...] = CALM, minutes: float = 30, **more: object):  # noqa: ANN201
    ended = Ended(verdict, START, timedelta(minutes=minutes), seen, **more)  # pyright: ignore[reportArgumentType]
    return wording.Told("prod", ended, HANDBOOK)


def test_the_checklist_says_how_long_was_watched_really() -> None:
    assert "checklist, watched for 30 min:" in wording.as_text(told(Verdict.QUIET))
    short = wording.as_text(told(Verdict.QUIET, minutes=0.5))
    assert "checklist, watched for 30 s of the promised 30 min:" in short


def test_the_checklist_is_a_box_for_each_thing_to_look_at() -> None:
    said = wording.as_markdown(told(Verdict.QUIET))
    items = HANDBOOK.change.deployment.checklist_items
    assert len(items) > 3
    assert [line[6:] for line in said.splitlines() if line.startswith("- [ ] ")] == list(items)


def test_guards_that_saw_nothing_are_counted_and_named() -> None:
    one = told(Verdict.QUIET, unseeing=CALM[:1])
    assert "(2 OK; 1 saw nothing)" in wording.sentence(one)
    assert "api-errors-rise (api) saw nothing" in wording.as_text(one)
    assert [guard["saw"] for guard in json.loads(wording.as_json(one))["guards"]] == [False, True]


def test_a_tripped_guard_is_told_with_its_reason_and_the_steps_of_a_rollback() -> None:
    said = wording.as_text(told(Verdict.TRIPPED, WORSE))
    assert "api-errors-rise (api): it is worse" in said
    assert HANDBOOK.change.rollback.execute in said


def test_what_was_not_mended_is_not_called_tripped() -> None:
    said = wording.as_text(told(Verdict.UNMENDED, WORSE, known=frozenset(["api-errors-rise"])))
    assert "not mended after 30 min, in ALARM as before: api-errors-rise" in said
    assert "Roll back" not in said
    assert HANDBOOK.change.rollback.decide in said


def test_a_deployment_despite_an_alarm_is_told_with_its_reason() -> None:
    assert "Because: it mends the api" in wording.despite("prod", WORSE[:1], "it mends the api")
    assert "FORCE=" in wording.in_alarm("prod", WORSE[:1])
