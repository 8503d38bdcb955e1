"""Maintenance windows: when, how long, announced how early, and what is done in them."""

from typing import Annotated

from pydantic import Field

from promises.fields import AtLeast, Clock, Duration, MonthDay, Often, Within
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


class Maintenance(Frozen):
    """The windows: `days` of every month from `start` to `end`, at most `duration` long."""

    days: Annotated[tuple[MonthDay, ...], Field(min_length=1)]
    start: Clock
    end: Clock
    time_zone: str
    duration: Within
    notice: AtLeast
    activities: Activities
    tasks: Tasks
    before: Before
    during: During
    after: After
