"""Maintenance windows: when, how long, announced how early, and what is done in them."""

from datetime import date, datetime, timedelta
from functools import cache
from itertools import pairwise
from typing import Annotated

from promises.calendar import NthWeekday
from promises.fields import AtLeast, Clock, Duration, MonthDay, NotEmpty, Often, Share, Within
from promises.frozen import Frozen, Group


class Activities(Group[str]):
    """What the handbook does in a window."""

    database: str
    security_patches: str
    upgrades: str
    certificates: str
    backup_validation: str


class Task(Frozen):
    """A recurring piece of work; `older_than` is the age of what it works on, where it has one."""

    cadence: Often
    how: str
    older_than: AtLeast | None = None


class Tasks(Group[Task]):
    """What the sister pages do in a window, and between windows."""

    optimise: Task
    reindex: Task
    archive: Task
    apply_pending: Task
    patch_workers: Task
    certificates: Task
    rotate_secret: Task
    restore_test: Task
    replication_check: Task


class Before(Frozen):
    """The backup taken so long before a window."""

    backup: Duration
    how: str


class During(Frozen):
    """The status updates of a window."""

    update_every: Within


class After(Frozen):
    """What ends a window."""

    checks: tuple[str, ...]
    watch: AtLeast
    summary: str


class Work(Frozen):
    """What the handbook leaves open of the work in a window.

    Something that cannot be called back begins only while the window is open for `change_needs`
    more. `closing` is kept for unmuting and the summary. Of the workers `batch` are patched at
    once. A runtime that ends within `runtime_ends_within`, and an imported certificate with less
    than `imported_certificate` left, are named.
    """

    change_needs: AtLeast
    closing: Duration
    batch: Share
    runtime_ends_within: AtLeast
    imported_certificate: AtLeast


class Care(Frozen):
    """What the handbook leaves open of the database's work.

    A reader or a writer waits at most `lock` for it; it waits up to `patience` itself where nobody
    waits with it. An index is rebuilt when at least `rebuild_above` of it is waste. Each work ends
    so long after the window began, and leaves the rest of the window to what follows.
    """

    lock: Within
    patience: Duration
    rebuild_above: Share
    vacuum_until: Within
    reindex_until: Within
    archive_until: Within


class Watched(Frozen):
    """How the calendar itself is watched: how often, from when on something is late, and how long
    nobody may know.
    """

    every: Within
    late_after: Within
    silent_after: Within


class Maintenance(Frozen):
    """The windows: `days` of every month from `start` to `end`, at most `duration` long.

    Each is announced `notice` ahead, and once more at each of the `reminders` ahead.
    """

    days: Annotated[tuple[MonthDay, ...], NotEmpty]
    start: Clock
    end: Clock
    time_zone: str
    duration: Within
    notice: AtLeast
    reminders: tuple[Duration, ...]
    activities: Activities
    tasks: Tasks
    before: Before
    during: During
    after: After
    watched: Watched
    care: Care
    work: Work

    @property
    def length(self) -> timedelta:
        """From `start` to the next `end`, past midnight if need be; never zero."""
        opens, closes = (datetime.combine(date.min, at) for at in (self.start, self.end))
        return closes - opens if closes > opens else closes - opens + timedelta(days=1)

    @property
    def gaps(self) -> tuple[timedelta, timedelta]:
        """The shortest and the longest time from the start of one window to that of the next."""
        return _gaps(self.days)


@cache
def _gaps(days: tuple[NthWeekday, ...]) -> tuple[timedelta, timedelta]:
    # The calendar repeats after 28 years.
    months = [(year, month) for year in range(2000, 2028) for month in range(1, 13)]
    windows = sorted({day.of(year, month) for year, month in months for day in days})
    gaps = [later - earlier for earlier, later in pairwise(windows)]
    return min(gaps), max(gaps)
