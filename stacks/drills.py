"""The drills of a Region, with everything that watches them."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import timedelta

from aws_cdk import Stack
from aws_cdk import aws_kms as kms
from constructs import Construct

from environments import Environment
from filmops.access_logs import AccessLogs
from filmops.alarms import AlarmSpec
from filmops.composites import Alarms
from filmops.database_home import DatabaseHome
from filmops.drill import Drill, DrillDesk, Limits
from filmops.drill_alarms import drill_failed, drill_missing, drill_too_long
from filmops.drill_calendar import POINT_IN_TIME_DAY, REGION_DAY, drill_cron
from filmops.drill_reading import DrillReading
from filmops.drill_records import DrillRecords
from filmops.drill_rights import DrillRights
from filmops.lost_pages import LostPages
from filmops.names import Names
from filmops.network import PrivateNetwork
from filmops.restore_test import RestoreTest
from filmops.restore_test_check import THIRD_COPY, RestoreTestCheck
from filmops.watched_events import ONE_OF_TWO
from filmops.workflow_machine import WorkflowMachine
from promises import Cadence
from promises.restoring import drill_budget, time_for_the_database
from stacks.platform import name_of

REGION, POINT_IN_TIME = "region", "point-in-time"
WARNING, SLOW = "Elevated warnings", "Performance optimization needed"


@dataclass(frozen=True, slots=True)
class Place:
    """Where a Region's restored databases go."""

    network: PrivateNetwork
    home: DatabaseHome
    access_logs: AccessLogs
    lost_pages: LostPages


class Drills(Construct):
    """The drills that `kinds` names, in one Region of one environment."""

    def __init__(
        self,
        scope: Construct,
        id: str,
        *,
        environment: Environment,
        names: Names,
        place: Place,
        kinds: Sequence[str],
    ) -> None:
        super().__init__(scope, id)
        self._environment = environment
        self._names = names
        stack, named = Stack.of(self), environment.platform.database
        owner = f"drill-{names.prefix}"
        self._desk = DrillDesk(
            names=names,
            rights=DrillRights(
                stack, owner, name_of(self, named) if named else names.of("database")
            ),
            home=place.home,
            reading=DrillReading(
                self, "Reading", names=names, network=place.network, lost_pages=place.lost_pages
            ),
            records=DrillRecords(
                self,
                "Records",
                names=names,
                bucket_name=names.of(f"drills-{stack.account}-{stack.region}"),
                access_logs=place.access_logs,
                drills=kinds,
                owner=owner,
                lost_pages=place.lost_pages,
            ),
            lost_pages=place.lost_pages,
        )
        self._machines = dict[str, WorkflowMachine]()

    @property
    def guard(self) -> str:
        """The security group of restored databases."""
        return self._desk.reading.guard.attr_group_id

    def in_the_recovery_region(self, key: kms.Key) -> None:
        """The replicated backup, as often as the handbook says."""
        every = self._environment.handbook.recovery.drill.cadence
        self._drill(REGION, key, every, REGION_DAY)

    def point_in_time(self, key: kms.Key) -> None:
        """The database's own backup, as often as restores are to be tested."""
        every = self._environment.handbook.maintenance.tasks.restore_test.cadence
        self._drill(POINT_IN_TIME, key, every, POINT_IN_TIME_DAY)

    def of_the_third_copy(self, test: RestoreTest) -> None:
        """What AWS Backup restores by itself; its snapshot is older by up to two backups."""
        limits = self._limits
        older = 2 * self._environment.handbook.recovery.backups.database.cadence.longest
        check = RestoreTestCheck(
            self,
            "ThirdCopy",
            desk=self._desk,
            test=test,
            limits=Limits(limits.lasts, limits.patience, limits.stale_after + older),
        )
        self._machines[THIRD_COPY] = check.machine

    @property
    def alarms(self) -> Alarms:
        """What is told of the drills made so far."""
        handbook = self._environment.handbook
        failed, missing, slow = (
            handbook.severity_of(meaning) for meaning in (ONE_OF_TWO, WARNING, SLOW)
        )
        budget = drill_budget(handbook)
        alarms = list[AlarmSpec]()
        for kind, machine in self._machines.items():
            alarms += [
                drill_failed(self._names, kind, machine.arn, failed),
                drill_missing(self._names, kind, self._expires(kind), missing),
            ]
            if kind != THIRD_COPY:  # no recovery begins with it
                alarms.append(drill_too_long(self._names, kind, budget, slow))
        return Alarms(tuple(alarms))

    def _drill(self, kind: str, key: kms.Key, every: Cadence, day: int) -> None:
        handbook = self._environment.handbook
        drill = Drill(
            self,
            "Region" if kind == REGION else "PointInTime",
            kind=kind,
            desk=self._desk,
            key=key,
            instance_class=self._environment.sizes.database.instance,
            expression=drill_cron(every, day, handbook.maintenance),
            limits=self._limits,
        )
        self._machines[kind] = drill.machine

    @property
    def _limits(self) -> Limits:
        handbook = self._environment.handbook
        return Limits(
            lasts=handbook.recovery.rto,
            patience=time_for_the_database(handbook),
            stale_after=handbook.recovery.drill.stale_after,
        )

    def _expires(self, kind: str) -> timedelta:
        """A record of a drill that is held more often is old sooner, by the same grace."""
        handbook = self._environment.handbook
        drill = handbook.recovery.drill
        if kind == REGION:
            return drill.record_expires_after
        grace = drill.record_expires_after - drill.cadence.longest
        return handbook.maintenance.tasks.restore_test.cadence.longest + grace
