"""The next windows in a report: a table for people, values for programs."""

import json
from dataclasses import replace
from datetime import UTC, datetime, timedelta

from rich.console import Console

from assurance.report import json_, text
from assurance.verdict import Appointment, Report, Verdict

START = datetime(2026, 12, 13, 2, tzinfo=UTC)
COMING = Appointment(
    START - timedelta(days=7),
    START,
    START + timedelta(hours=4),
    Verdict.UNPROVEN,
    Verdict.KEPT,
)


def with_calendar(report: Report) -> Report:
    first, *others = report.environments
    return Report((replace(first, calendar=(COMING,)), *others))


def test_people_read_notice_and_window_beside_each_other(report: Report) -> None:
    said = text.render(with_calendar(report), Console(width=80))
    assert "Maintenance: the next 1 windows as promised, UTC" in said
    line = next(line for line in said.splitlines() if "2026-12-13" in line)
    assert line.split() == [
        *("Sun", "2026-12-06", "02:00", "unproven"),
        *("Sun", "2026-12-13", "02:00-06:00", "kept"),
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
        }
    ]
    assert document["environments"][1]["calendar"] == []
