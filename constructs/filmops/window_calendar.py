"""Everything around a window: announced, muted ahead, gated, watched and recorded."""

from collections.abc import Sequence
from dataclasses import dataclass

from constructs import Construct

from filmops.calendar_watch import CalendarWatch
from filmops.gate import Gate
from filmops.maintenance_calendar import calendar_variable
from filmops.maintenance_records import MaintenanceRecords
from filmops.muted import Muted
from filmops.mutes import Mutes
from filmops.names import Names
from filmops.notices import Notices, Readers, StartedAhead
from filmops.paging import PagingPath
from promises.maintenance import Maintenance


@dataclass(frozen=True, slots=True)
class Shut:
    """What keeps a window shut: alarms that tell `incidents`, topics of any Region, and `freezes`,
    the name of an SSM Change Calendar.
    """

    incidents: Sequence[str]
    freezes: str | None


class WindowCalendar(Construct):
    """The calendar of an environment's windows, without the work that is done in them.

    `database` is the ARN whose pending maintenance is watched. `gate` and `mutes.lifter` are steps
    of the workflow; `records` is where each step keeps what it has come to.
    """

    def __init__(
        self,
        scope: Construct,
        id: str,
        *,
        names: Names,
        maintenance: Maintenance,
        paging: PagingPath,
        readers: Readers,
        muted: Sequence[Muted],
        shut: Shut,
        database: str,
    ) -> None:
        super().__init__(scope, id)
        self._names, self._maintenance = names, maintenance
        self._paging, self._readers = paging, readers
        calendar = calendar_variable(maintenance)
        self.records = MaintenanceRecords(self, "Records", names=names)
        self.mutes = Mutes(
            self,
            "Mutes",
            names=names,
            reasons=muted,
            records=self.records,
            calendar=calendar,
            lost_pages=paging.lost_pages,
        )
        self.gate = Gate(
            self,
            "Gate",
            names=names,
            calendar=calendar,
            records=self.records,
            incidents=shut.incidents,
            freezes=shut.freezes,
            lost_pages=paging.lost_pages,
        )
        CalendarWatch(
            self,
            "Watch",
            names=names,
            calendar=calendar,
            records=self.records,
            mutes=self.mutes,
            channels=readers.channels,
            database=database,
            often=maintenance.watched.every,
            grace=maintenance.watched.late_after,
            lost_pages=paging.lost_pages,
        )

    def announce(self, *started: StartedAhead) -> Notices:
        """Announce every window, and have `started` begin ahead of each."""
        return Notices(
            self,
            "Notices",
            names=self._names,
            maintenance=self._maintenance,
            readers=self._readers,
            paging=self._paging,
            records=self.records,
            mutes=self.mutes,
            started=started,
        )
