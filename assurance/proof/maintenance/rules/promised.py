"""The handbook's own promises on windows, under the handbook's ids."""

from __future__ import annotations

from collections.abc import Iterator

from assurance.proof.maintenance.rules.notices import notice, reminders
from assurance.proof.maintenance.said import days_said
from assurance.proof.maintenance.seen import YEARS, Seen
from assurance.proof.rule import Finding, Judge, Rule, at
from promises import Handbook, text

_UTC = {"UTC", "Etc/UTC"}


def days(seen: Seen) -> Iterator[Finding]:
    """For ten years it opens on every promised day and on no other; a weekly one has its own rule."""
    fix = f"Open it on the {text(seen.handbook.maintenance.days)}, one schedule for each."
    for one in seen.openings:
        if one.is_weekly:
            continue
        found = {start.date() for start in one.starts(seen.start, seen.end)}
        faults = [f"{one.name}: {part.untold}" for part in one.parts if part.untold]
        if extra := found - seen.by_day.keys():
            faults.append(f"{one.name} opens on {days_said(extra)} without a promise")
        if missing := seen.by_day.keys() - found:
            faults.append(f"{one.name} stays closed on {days_said(missing)}")
        yield Finding(at(one.resource, one.path), "; ".join(faults), fix)


def start(seen: Seen) -> Iterator[Finding]:
    """On a promised day it opens at the promised time, and once."""
    fix = f"Open it at {text(seen.handbook.maintenance.start)}."
    for one in seen.openings:
        for opens in one.starts(seen.start, seen.end):
            window = seen.by_day.get(opens.date())
            if window and opens != window.start:
                fault = f"{one.name} opens at {opens:%H:%M} on {opens:%Y-%m-%d}"
                yield Finding(at(one.resource, one.path), fault, fix)
                break
        else:
            yield Finding(at(one.resource, one.path))


def end(seen: Seen) -> Iterator[Finding]:
    """What opens on a promised day has closed when its window ends."""
    fix = f"Close it at {text(seen.handbook.maintenance.end)} at the latest."
    for one in seen.openings:
        for part in one.parts:
            if part.lasts is None:
                continue
            closings = {
                opens.date(): opens + part.lasts for opens in part.starts(seen.start, seen.end)
            }
            late = (
                closes
                for day, closes in closings.items()
                if day in seen.by_day and closes > seen.by_day[day].end
            )
            closes = next(late, None)
            fault = f"{one.name} is open until {closes:%Y-%m-%d %H:%M}" if closes else ""
            yield Finding(at(part.resource, part.path), fault, fix)


def duration(seen: Seen) -> Iterator[Finding]:
    """Nothing stays open longer than promised."""
    most = seen.handbook.maintenance.duration
    fix = f"Let it last {text(most)} at most."
    for one in seen.openings:
        for part in one.parts:
            if part.lasts is not None:
                fault = f"{one.name} stays open for {text(part.lasts)}" if part.lasts > most else ""
                yield Finding(at(part.resource, part.path), fault, fix)


def time_zone(seen: Seen) -> Iterator[Finding]:
    """Every schedule of a window is read in the promised zone."""
    wanted = seen.handbook.maintenance.time_zone
    for one in seen.openings:
        for part in one.parts:
            same = part.zone == wanted or {part.zone, wanted} <= _UTC
            fault = "" if same else f"{part.resource.logical_id} goes by the clock of {part.zone}"
            yield Finding(at(part.resource, part.path), fault, f"Schedule it in {wanted}.")


def handbook_rules(handbook: Handbook) -> tuple[Rule[Seen], ...]:
    """The rules that carry a promise's id."""
    promises = {promise.id: promise for promise in handbook.catalogue()}

    def of(name: str, judges: str, judge: Judge[Seen]) -> Rule[Seen]:
        made = promises[f"maintenance.{name}"]
        return Rule(made.id, made.section, made.promised, judges, judge)

    calendars, openings = f"calendars over {YEARS} years", "schedules that open a window"
    return (
        of("days", calendars, days),
        of("start", calendars, start),
        of("end", openings, end),
        of("time_zone", openings, time_zone),
        of("duration", openings, duration),
        of("notice", "schedules of notices", notice),
        of("reminders", "reminders", reminders),
    )
