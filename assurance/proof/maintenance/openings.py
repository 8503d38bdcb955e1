"""What opens maintenance windows in the templates, each with everything it opens."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime, timedelta

from assurance.assembly import Resource, Stage
from assurance.assembly.values import dig, items, mapping, text
from assurance.cron import Refusal, Weekly, weekly
from assurance.proof.maintenance.services import OBJECTIVE, RULE, SCHEDULE, SSM_WINDOW, written_in
from assurance.proof.maintenance.written import Written
from assurance.proof.recovery.figures import whole
from assurance.proof.recovery.seen import INSTANCE

PURPOSE = "filmops:calendar"
"""The metadata that says what a schedule is for: a window, or its notice."""
WINDOW, NOTICE = "window", "notice"

_UNITS = {"MINUTE": timedelta(minutes=1), "HOUR": timedelta(hours=1), "DAY": timedelta(days=1)}


@dataclass(frozen=True, slots=True)
class Part:
    """One schedule of an opening, and how long what it opens stays open; None where untold."""

    resource: Resource
    path: str
    written: Written | Weekly
    lasts: timedelta | None

    def starts(self, start: datetime, end: datetime) -> tuple[datetime, ...]:
        """When it opens in that time, as far as a template tells."""
        if isinstance(self.written, Weekly):
            return tuple(self.written.between(start, end))
        return self.written.starts(start, end)

    @property
    def untold(self) -> str:
        """Why a template does not tell when it opens; "" where it does."""
        return "" if isinstance(self.written, Weekly) else self.written.untold

    @property
    def zone(self) -> str:
        """The time zone it is read in."""
        return "UTC" if isinstance(self.written, Weekly) else self.written.zone


@dataclass(frozen=True, slots=True)
class Opening:
    """Schedules that open the windows together: those of one objective, one stack, one database."""

    resource: Resource
    path: str
    parts: tuple[Part, ...]

    @property
    def name(self) -> str:
        """The logical id of the first of them."""
        return self.resource.logical_id

    @property
    def is_weekly(self) -> bool:
        """Whether AWS opens it every week and lets nobody choose."""
        return isinstance(self.parts[0].written, Weekly)

    def starts(self, start: datetime, end: datetime) -> tuple[datetime, ...]:
        """When it opens in that time, as far as the template tells."""
        return tuple(sorted(one for part in self.parts for one in part.starts(start, end)))


def purpose(resource: Resource) -> str:
    """What a schedule is for, as its metadata says; "" where it does not."""
    return text(mapping(resource.raw.get("Metadata")).get(PURPOSE) or "")


def openings_of(stage: Stage) -> Iterator[Opening]:
    """Every opening: exclusions of objectives, schedules, Systems Manager, databases."""
    grouped: dict[tuple[str, str, str], list[Part]] = {}
    for written in written_in(stage, OBJECTIVE, SCHEDULE, RULE, SSM_WINDOW):
        resource = written.resource
        if resource.type in (SCHEDULE, RULE) and purpose(resource) != WINDOW:
            continue
        alone = resource.logical_id if resource.type == OBJECTIVE else ""
        key = (resource.stack.id, resource.type, alone)
        grouped.setdefault(key, []).append(Part(resource, written.path, written, _lasts(written)))
    for parts in grouped.values():
        yield Opening(parts[0].resource, parts[0].path, tuple(parts))
    yield from _databases(stage)


def _databases(stage: Stage) -> Iterator[Opening]:
    for resource in stage.resources(INSTANCE):
        try:
            window = weekly(text(resource.properties.get("PreferredMaintenanceWindow") or ""))
        except Refusal:
            continue  # recovery.database.windows tells it
        path = "Properties.PreferredMaintenanceWindow"
        yield Opening(resource, path, (Part(resource, path, window, window.lasts),))


def _lasts(written: Written) -> timedelta | None:
    properties = written.resource.properties
    if written.resource.type == SSM_WINDOW:
        hours = whole(properties.get("Duration"))
        return None if hours is None else timedelta(hours=hours)
    if written.resource.type != OBJECTIVE:
        return None
    count = int(written.path.split(".")[2])
    window = dig(items(properties.get("ExclusionWindows"))[count], "Window")
    number = whole(mapping(window).get("Duration"))
    unit = _UNITS.get(text(mapping(window).get("DurationUnit") or ""))
    return None if number is None or unit is None else number * unit
