"""What the functions of a maintenance window share: the calendar, the clock, their packaging."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import timedelta

from aws_cdk import Duration
from constructs import Construct

from filmops.function import OperationsFunction
from filmops.lost_pages import LostPages
from filmops.maintenance_calendar import calendar_variable
from filmops.names import Names
from filmops.network import Inside
from promises.maintenance import Maintenance

TOO_LATE = timedelta(minutes=15)
"""How late a window may start: what Scheduler could not deliver by then is given up."""


@dataclass(frozen=True, slots=True)
class WindowDesk:
    """The windows of one environment, and who hears of a call that could not be made."""

    names: Names
    maintenance: Maintenance
    lost_pages: LostPages

    @property
    def lasts(self) -> timedelta:
        """How long a run may take: one that starts late still ends with its window."""
        return self.maintenance.length - TOO_LATE

    @property
    def closing(self) -> timedelta:
        """How long before the end of a window the watch has to be over."""
        return TOO_LATE + self.maintenance.work.closing

    @property
    def reserve(self) -> timedelta:
        """How long before the end of a window its work has to be over."""
        return self.closing + self.maintenance.after.watch

    def function(
        self,
        scope: Construct,
        id: str,
        *,
        module: str,
        environment: Mapping[str, str],
        timeout: Duration,
        inside: Inside | None = None,
    ) -> OperationsFunction:
        """A function of functions/maintenance that knows the calendar."""
        return OperationsFunction(
            scope,
            id,
            name=self.names.of(f"maintenance-{module.replace('_', '-')}"),
            folder="maintenance",
            module=module,
            packaged=True,
            environment={
                "CALENDAR": calendar_variable(self.maintenance),
                "RESERVE_SECONDS": seconds(self.reserve),
                **environment,
            },
            dead_letters=self.lost_pages,
            timeout=timeout,
            inside=inside,
        )


def seconds(duration: timedelta) -> str:
    """As the functions' variables take a duration."""
    return str(int(duration.total_seconds()))
