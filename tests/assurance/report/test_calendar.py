"""The next windows in a report: a table for people, values for programs."""

import json
from dataclasses import replace
from datetime import UTC, datetime, timedelta

from rich.console import Console

from assurance.report import json_, text
from assurance.verdict import Announcement, Appointment, Muted, Report, Verdict

START = datetime(2026, 12, 13, 2, tzinfo=UTC)
COMING = Appointment(
    START,
    START + timedelta(hours=4),
    Verdict.KEPT,
    (
        Announcement(timedelta(days=7), START - timedelta(days=7), Verdict.UNPROVEN),
        Announcement(timedelta(hours=1), START - timedelta(hours=1), Verdict.KEPT),
    ),
)
MUTED = (
    Muted("films-slow", "slos.film_generation.latency", "workers restart"),
    Muted("films-late", "slos.film_generation.latency", "workers restart"),
    Muted("database-cpu", "", "tables are read"),
)


def with_calendar(report: Report) -> Report:
    first, *others = report.environments
    return Report((replace(first, calendar=(COMING,), muted=MUTED), *others))


def test_people_read_window_and_notices_beside_each_other(report: Report) -> None:
    said = text.render(with_calendar(report), Console(width=100))
    assert "Maintenance: the next 1 windows as promised, UTC" in said
    head, line = (
        next(line for line in said.splitlines() if word in line) for word in ("ahead", "2026-12-13")
    )
    assert head.split() == ["Window", "7", "days", "ahead", "1", "h", "ahead"]
    assert line.split() == [
        *("Sun", "2026-12-13", "02:00-06:00", "kept"),
        *("12-06", "02:00", "unproven", "12-13", "01:00", "kept"),
    ]


def test_people_read_what_is_muted_and_which_objective_it_belongs_to(report: Report) -> None:
    said = text.render(with_calendar(report), Console(width=100)).splitlines()
    at = said.index("Muted in each window, until its work is done: 3 alarms")
    assert [line.split() for line in said[at + 2 : at + 5]] == [
        ["workers", "restart", "slos.film_generation.latency", "films-slow"],
        ["films-late"],
        ["tables", "are", "read", "none", "database-cpu"],
    ]


def test_an_environment_without_a_calendar_shows_none(report: Report) -> None:
    assert "windows as promised" not in text.render(report, Console(width=80))


def test_programs_read_moments(report: Report) -> None:
    document = json.loads(json_.render(with_calendar(report)))
    assert document["environments"][0]["calendar"] == [
        {
            "notice": "2026-12-06T02:00:00+00:00",
            "announced": "unproven",
            "start": "2026-12-13T02:00:00+00:00",
            "end": "2026-12-13T06:00:00+00:00",
            "opens": "kept",
            "notices": [
                {"ahead": "7 days", "at": "2026-12-06T02:00:00+00:00", "said": "unproven"},
                {"ahead": "1 h", "at": "2026-12-13T01:00:00+00:00", "said": "kept"},
            ],
        }
    ]
    assert document["environments"][0]["muted"][2] == {
        "alarm": "database-cpu",
        "belongs_to": "",
        "because": "tables are read",
    }
    assert document["environments"][1]["calendar"] == []
