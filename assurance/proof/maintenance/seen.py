"""What the maintenance rules look at: one stage, and ten years of promised windows."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from functools import cached_property

from assurance.assembly import Stage
from assurance.proof.maintenance.openings import Opening, openings_of
from assurance.proof.paging.walk import Walk
from promises import Handbook
from promises.windows import Window, windows

YEARS = 10
_DAY = timedelta(days=1)


@dataclass(frozen=True)
class Seen:
    """One stage, what is promised there, and the ten years from that of `today`.

    The years begin with a January, so that the same templates earn the same words all year.
    """

    walk: Walk
    today: date

    @property
    def stage(self) -> Stage:
        """Where the windows are."""
        return self.walk.stage

    @property
    def handbook(self) -> Handbook:
        """What is promised there."""
        return self.walk.handbook

    @property
    def start(self) -> datetime:
        """Where the ten years begin."""
        return datetime(self.today.year, 1, 1, tzinfo=UTC)

    @property
    def end(self) -> datetime:
        """Where they end."""
        return datetime(self.today.year + YEARS, 1, 1, tzinfo=UTC)

    @cached_property
    def windows(self) -> tuple[Window, ...]:
        """Every promised window of the ten years."""
        return tuple(windows(self.handbook.maintenance, self.start, self.end))

    @cached_property
    def by_day(self) -> Mapping[date, Window]:
        """The windows of the ten years by the day they start on, in UTC."""
        return {one.start.date(): one for one in self.windows}

    @cached_property
    def openings(self) -> tuple[Opening, ...]:
        """Whatever opens windows in the templates."""
        return tuple(openings_of(self.stage))

    def holds(self, start: datetime, lasts: timedelta) -> bool:
        """Whether that time lies within a promised window, in whatever year."""
        near = windows(self.handbook.maintenance, start - _DAY, start + _DAY)
        return any(one.start <= start and start + lasts <= one.end for one in near)
