"""The draft of a record: what is in it, and what it claims."""

from datetime import UTC, datetime, timedelta

import pytest

from delivery.incident.draft import draft
from delivery.incident.record import (
    Budget,
    Page,
    Record,
    Said,
    Source,
    Span,
    Speaking,
    Transition,
)
from promises import Level, load_handbook

NOON = datetime(2026, 11, 24, 12, 0, tzinfo=UTC)
MINUTE = timedelta(minutes=1)
DOWN = Speaking("filmops-prod-api-down", "us-east-1", Level.P1)
SLOW = Speaking("filmops-prod-api-slow", "us-east-1", Level.P2)
SPAN = Span(NOON - 10 * MINUTE, NOON + 60 * MINUTE)
HANDBOOK = load_handbook()


def at(minutes: float) -> datetime:
    return NOON + minutes * MINUTE


def said(minute: float, status: str = "investigating") -> Said:
    return Said(Level.P1, at(minute), status, "Films wait.")


def record(**changed: object) -> Record:
    parts: dict[str, object] = {
        "id": "2026-11-24-api",
        "environment": "prod",
        "span": SPAN,
        "transitions": (
            Transition(SLOW, at(-2), "ALARM"),
            Transition(DOWN, at(0), "ALARM"),
            Transition(DOWN, at(40), "OK"),
        ),
        "deployments": (at(-5),),
        "pages": (),
        "said": (),
        "budgets": (),
        "unasked": {},
        **changed,
    }
    return Record(**parts)  # pyright: ignore[reportArgumentType]


def written(**changed: object) -> str:
    return draft(record(**changed), HANDBOOK)


def test_the_head_says_how_bad_it_was_and_from_when_to_when() -> None:
    head = written().split("---")[1].strip().splitlines()
    assert head == [
        "incident: 2026-11-24-api",
        "environment: prod",
        "severity: P1",
        "began: 2026-11-24T11:50+00:00",
        "ended: 2026-11-24T13:00+00:00",
    ]


def test_the_timeline_is_in_order_whoever_remembers() -> None:
    page = Page("Q1", "ALARM: | filmops-prod-api-down", at(0.5), at(3), at(41))
    lines = written(pages=(page,), said=(said(12),)).splitlines()
    rows = [line for line in lines if line.startswith("| 2026")]
    assert rows == [
        "| 2026-11-24 11:55:00 | deployment | deployed |",
        "| 2026-11-24 11:58:00 | alarm | P2 filmops-prod-api-slow (us-east-1): ALARM |",
        "| 2026-11-24 12:00:00 | alarm | P1 filmops-prod-api-down (us-east-1): ALARM |",
        "| 2026-11-24 12:00:30 | page | paged: ALARM: \\| filmops-prod-api-down |",
        "| 2026-11-24 12:03:00 | page | acknowledged: ALARM: \\| filmops-prod-api-down |",
        "| 2026-11-24 12:12:00 | update | P1 investigating: Films wait. |",
        "| 2026-11-24 12:40:00 | alarm | P1 filmops-prod-api-down (us-east-1): OK |",
        "| 2026-11-24 12:41:00 | page | resolved: ALARM: \\| filmops-prod-api-down |",
    ]


@pytest.mark.parametrize(
    ("acknowledged", "resolved", "row"),
    [
        (at(5), None, "| down | 5 min 00 s | yes |"),
        (at(5.1), None, "| down | 5 min 06 s | no |"),
        (None, None, "| down | not yet | no |"),
        (None, at(4), "| down | never: it resolved by itself | yes |"),
        (None, at(9), "| down | never: it resolved by itself | no |"),
    ],
)
def test_an_answer_is_held_against_the_five_minutes(
    acknowledged: datetime | None, resolved: datetime | None, row: str
) -> None:
    page = Page("Q1", "down", at(0), acknowledged, resolved)
    assert row in written(pages=(page,)).splitlines()


@pytest.mark.parametrize(
    ("given", "line"),
    [
        (
            (said(12), said(25), said(40, "resolved")),
            "- P1: promised every 15 min; 3 updates, at most 15 min 00 s apart: kept.",
        ),
        (
            (said(12), said(28), said(40, "resolved")),
            "- P1: promised every 15 min; 3 updates, at most 16 min 00 s apart: not kept.",
        ),
        (
            (said(12),),
            "- P1: promised every 15 min; 1 update, at most 48 min 00 s apart: not kept.",
        ),
        ((), "- P1: promised every 15 min; 0 updates, at most 60 min 00 s apart: not kept."),
        (
            (said(-20), said(15, "resolved")),
            "- P1: promised every 15 min; 1 update, at most 15 min 00 s apart: kept.",
        ),
    ],
)
def test_updates_are_held_against_their_cadence(given: tuple[Said, ...], line: str) -> None:
    assert line in written(said=given).splitlines()


def test_the_budget_is_what_went_in_between() -> None:
    budgets = (
        Budget("api-latency", 95, 96.0, None),
        Budget("api-availability", 99.9, 99.95, 99.93),
    )
    lines = written(budgets=budgets).splitlines()
    assert "| api-availability | 99.9 % | 99.950 % | 99.930 % | 20.0 % |" in lines
    assert "| api-latency | 95 % | 96.000 % | - | nobody measured it |" in lines


def test_who_was_not_asked_is_said_and_nothing_is_claimed_about_it() -> None:
    text = written(unasked={Source.PAGE: "PAGERDUTY_TOKEN is not set", Source.UPDATE: "no table"})
    assert "- page: PAGERDUTY_TOKEN is not set" in text
    assert "## Updates" not in text
    assert "## Answers" not in text


def test_an_hour_in_which_nothing_happened_is_said_to_be_one() -> None:
    text = written(transitions=(), deployments=())
    assert "severity: none" in text
    assert "Nothing that is remembered happened" in text
