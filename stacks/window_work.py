"""What is done in a maintenance window, as the environment chose it."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import timedelta

from aws_cdk import Stack

from environments import Environment
from filmops.access_logs import AccessLogs
from filmops.arns import colon_arn
from filmops.composites import Alarms
from filmops.database_care import CaredFor, DatabaseCare
from filmops.function import OperationsFunction
from filmops.job_archive import JobArchive
from filmops.maintenance_window import BEFORE, BackupAhead, MaintenanceWindow
from filmops.names import Names
from filmops.notices import Readers, StartedAhead
from filmops.paging import PagingPath
from filmops.window_alarms import window_alarms
from filmops.window_backup import WindowBackup
from filmops.window_calendar import WindowCalendar
from filmops.window_desk import WindowDesk
from filmops.window_patching import WindowPatching
from filmops.window_telling import MACHINE, Watched, health_of, teller_of, updates_from
from filmops.window_upkeep import WindowUpkeep
from filmops.window_workflow import (
    BACKUP,
    CERTIFICATES,
    GATE,
    HEALTH,
    PENDING,
    RUNTIMES,
    SUMMARY,
    UNMUTE,
    WORKERS,
)
from stacks.platform import name_of

WARNING, DEGRADED = "Elevated warnings", "Degraded service performance"


@dataclass(frozen=True, slots=True)
class Worked:
    """What is worked on: a `database` by name, and the `objectives` that must be kept meanwhile."""

    database: str
    objectives: tuple[str, ...]


class WindowWork:
    """The functions of a window in one stack, the workflows that call them, and their alarms."""

    def __init__(
        self, stack: Stack, environment: Environment, names: Names, paging: PagingPath, on: Worked
    ) -> None:
        self._stack, self._environment, self._names = stack, environment, names
        self._paging, self._on = paging, on
        self._desk = WindowDesk(names, environment.handbook.maintenance, paging.lost_pages)
        self._backup = self._backup_function()

    @property
    def alarms(self) -> Alarms:
        """What is told of the workflows."""
        handbook = self._environment.handbook
        window, before = (
            colon_arn(self._stack, "states", "stateMachine", self._names.of(name))
            for name in (MACHINE, BEFORE)
        )
        return window_alarms(
            self._names,
            window=window,
            before=before,
            failed=handbook.severity_of(WARNING),
            broken=handbook.severity_of(DEGRADED),
        )

    def ahead(self) -> StartedAhead:
        """The backup that whoever announces a window has started ahead of it."""
        made = BackupAhead(
            self._stack, "BackupAhead", desk=self._desk, functions={BACKUP: self._backup}
        )
        return StartedAhead(
            target=made.machine.resource.state_machine_arn,
            ahead=self._environment.handbook.maintenance.before.backup,
            may=made.may_start,
        )

    def care(self, of: CaredFor, access_logs: AccessLogs) -> Mapping[str, OperationsFunction]:
        """The functions that work on the database, and the bucket its old jobs move to."""
        stack, recovery = self._stack, self._environment.handbook.recovery
        archive = JobArchive(
            stack,
            "JobArchive",
            names=self._names,
            bucket_name=self._names.of(f"job-archive-{stack.account}-{stack.region}"),
            access_logs=access_logs,
            undo=recovery.backups.database.retention,
        )
        return DatabaseCare(stack, "Care", desk=self._desk, of=of, archive=archive).functions

    def window(
        self,
        calendar: WindowCalendar,
        readers: Readers,
        own: Alarms,
        care: Mapping[str, OperationsFunction],
    ) -> None:
        """The window; `own` are all alarms on windows, `care` the functions of the database."""
        scope = self._stack
        watched = Watched(self._on.objectives, sorted(own.names))
        teller = teller_of(scope, self._desk, readers, self._paging, calendar.records)
        functions = {
            GATE: calendar.gate.function,
            UNMUTE: calendar.mutes.lifter,
            BACKUP: self._backup,
            HEALTH: health_of(scope, self._desk, watched),
            SUMMARY: teller,
            WORKERS: self._patching().function,
            **self._upkeep(),
            **care,
        }
        MaintenanceWindow(scope, "Window", desk=self._desk, functions=functions)
        updates_from(scope, self._desk, teller)

    def _backup_function(self) -> OperationsFunction:
        recovery = self._environment.handbook.recovery
        return WindowBackup(
            self._stack,
            "Backups",
            desk=self._desk,
            database=self._on.database,
            copied_to=self._environment.recovery_region,
            youngest=recovery.rpo,
            kept=recovery.backups.database.retention,
        ).function

    def _patching(self) -> WindowPatching:
        films = self._environment.platform.film_generation
        group = films.workers if films else None
        chosen = self._environment.maintenance
        return WindowPatching(
            self._stack,
            "Patching",
            desk=self._desk,
            group=name_of(self._stack, group) if group else None,
            system=chosen.workers_run,
            workers=chosen.workers,
        )

    def _upkeep(self) -> Mapping[str, OperationsFunction]:
        chosen = self._environment.maintenance
        made = WindowUpkeep(
            self._stack,
            "Upkeep",
            desk=self._desk,
            database=self._on.database,
            updates=chosen.database_updates,
            upgrades=chosen.upgrades,
            certificate=self._certificate,
        )
        return {
            PENDING: made.pending,
            RUNTIMES: made.runtimes,
            CERTIFICATES: made.certificates,
        }

    @property
    def _certificate(self) -> timedelta:
        """How long a certificate must be good: as long as its alarm says.

        Raises TypeError when that is no time.
        """
        least = self._environment.handbook.thresholds.certificate.alert.when.value
        if not isinstance(least, timedelta):
            raise TypeError(f"thresholds.certificate: wanted a time, got: {least}")
        return least
