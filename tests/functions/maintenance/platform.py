"""The platform as a window's work meets it: RDS, workers, certificates, functions, objectives."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from typing import Any

from functions.maintenance.snapshots import OWNER_TAG
from tests.functions.clock import Clock
from tests.functions.maintenance.account import Failing, Json

OWNER, DATABASE = "filmops-prod-maintenance", "ai-film-studio-prod"
GROUP = "workers-prod"
OLD = datetime(2026, 9, 1, tzinfo=UTC)


class DBSnapshotNotFoundFault(Exception):  # noqa: N818
    """As RDS names it."""


class DBSnapshotAlreadyExistsFault(Exception):  # noqa: N818
    """As RDS names it."""


class InvalidDBInstanceStateFault(Exception):  # noqa: N818
    """As RDS names it."""


class Exceptions:
    """The exceptions of a client of RDS."""

    DBSnapshotNotFoundFault = DBSnapshotNotFoundFault
    DBSnapshotAlreadyExistsFault = DBSnapshotAlreadyExistsFault
    InvalidDBInstanceStateFault = InvalidDBInstanceStateFault


@dataclass(frozen=True)
class Pages:
    """A paginator."""

    pages: Callable[..., Iterator[Json]]

    def paginate(self, **asked: Any) -> Iterator[Json]:  # noqa: ANN401
        return self.pages(**asked)


@dataclass
class Rds(Failing):
    """One database: a snapshot takes `lasts`, applying something as long."""

    clock: Clock = field(default_factory=Clock)
    lasts: timedelta = timedelta(minutes=6)
    point_age: timedelta = timedelta(minutes=4)
    copy_age: timedelta | None = timedelta(minutes=9)
    ends_as: str = "available"
    busy: bool = False
    version: str = "17.4"
    minors: list[str] = field(default_factory=list[str])
    actions: list[str] = field(default_factory=list[str])
    snapshots: dict[str, Json] = field(default_factory=dict[str, Json])
    changing: tuple[str, datetime] | None = None
    changed: list[str] = field(default_factory=list[str])
    exceptions: type[Exceptions] = Exceptions

    def describe_db_instances(self, **asked: Any) -> Json:  # noqa: ANN401
        self.called("describe_db_instances")
        assert asked == {"DBInstanceIdentifier": DATABASE}
        self._settle()
        return {
            "DBInstances": [
                {
                    "DBInstanceIdentifier": DATABASE,
                    "DBInstanceStatus": "upgrading" if self.changing else "available",
                    "LatestRestorableTime": self.clock() - self.point_age,
                    "Engine": "postgres",
                    "EngineVersion": self.version,
                    "CertificateDetails": {
                        "CAIdentifier": "rds-ca-rsa2048-g1",
                        "ValidTill": datetime(2061, 5, 1, tzinfo=UTC),
                    },
                }
            ]
        }

    def create_db_snapshot(self, **asked: Any) -> Json:  # noqa: ANN401
        self.called("create_db_snapshot")
        assert asked["DBInstanceIdentifier"] == DATABASE
        if self.busy:
            raise InvalidDBInstanceStateFault(DATABASE)
        name = asked["DBSnapshotIdentifier"]
        if name in self.snapshots:
            raise DBSnapshotAlreadyExistsFault(name)
        self.keep_snapshot(name, self.clock(), asked["Tags"])
        return {}

    def keep_snapshot(
        self, name: str, born: datetime, tags: list[Json] | None = None, *, is_sealed: bool = True
    ) -> None:
        ours = [{"Key": OWNER_TAG, "Value": OWNER}]
        self.snapshots[name] = {
            "DBSnapshotIdentifier": name,
            "SnapshotCreateTime": born,
            "TagList": ours if tags is None else tags,
            "AllocatedStorage": 100,
            "Encrypted": is_sealed,
        }

    def describe_db_snapshots(self, **asked: Any) -> Json:  # noqa: ANN401
        self.called("describe_db_snapshots")
        name = asked["DBSnapshotIdentifier"]
        if name not in self.snapshots:
            raise DBSnapshotNotFoundFault(name)
        return {"DBSnapshots": [self._shown(name)]}

    def delete_db_snapshot(self, **asked: Any) -> Json:  # noqa: ANN401
        self.called("delete_db_snapshot")
        del self.snapshots[asked["DBSnapshotIdentifier"]]
        return {}

    def apply_pending_maintenance_action(self, **asked: Any) -> Json:  # noqa: ANN401
        self.called("apply_pending_maintenance_action")
        assert asked["ResourceIdentifier"] == "arn:database"
        assert asked["OptInType"] == "immediate"
        self.changing = (asked["ApplyAction"], self.clock())
        return {}

    def modify_db_instance(self, **asked: Any) -> Json:  # noqa: ANN401
        self.called("modify_db_instance")
        assert set(asked) == {"DBInstanceIdentifier", "EngineVersion", "ApplyImmediately"}
        self.changing = (asked["EngineVersion"], self.clock())
        return {}

    def describe_db_engine_versions(self, **asked: Any) -> Json:  # noqa: ANN401
        self.called("describe_db_engine_versions")
        assert asked["EngineVersion"] == self.version
        minors = [{"EngineVersion": one, "IsMajorVersionUpgrade": False} for one in self.minors]
        major = {"EngineVersion": "18.1", "IsMajorVersionUpgrade": True}
        return {"DBEngineVersions": [{"ValidUpgradeTarget": [*minors, major]}]}

    def get_paginator(self, operation: str) -> Pages:
        self.called(operation)
        self._settle()

        def pages(**asked: Any) -> Iterator[Json]:  # noqa: ANN401
            if operation == "describe_db_snapshots":
                assert asked["SnapshotType"] == "manual"
                yield {"DBSnapshots": [self._shown(name) for name in list(self.snapshots)]}
            elif operation == "describe_db_instance_automated_backups":
                yield {"DBInstanceAutomatedBackups": self._copies()}
            else:
                assert asked["ResourceIdentifier"] == "arn:database"
                details = [{"Action": one} for one in self.actions]
                yield {"PendingMaintenanceActions": [{"PendingMaintenanceActionDetails": details}]}

        return Pages(pages)

    def _copies(self) -> list[Json]:
        old = {"Status": "retained", "RestoreWindow": {"LatestTime": self.clock()}}
        if self.copy_age is None:
            return [old]
        latest = self.clock() - self.copy_age
        return [old, {"Status": "Replicating", "RestoreWindow": {"LatestTime": latest}}]

    def _shown(self, name: str) -> Json:
        kept = self.snapshots[name]
        is_there = self.clock() - kept["SnapshotCreateTime"] >= self.lasts
        return {
            **kept,
            "Status": self.ends_as if is_there else "creating",
            "PercentProgress": 100 if is_there else 40,
        }

    def _settle(self) -> None:
        if self.changing and self.clock() - self.changing[1] >= self.lasts:
            name = self.changing[0]
            self.changed.append(name)
            self.actions = [one for one in self.actions if one != name]
            if name in self.minors:
                self.version, self.minors = name, []
            self.changing = None


@dataclass
class Workers(Failing):
    """Systems Manager and Auto Scaling: patching takes `lasts`, then it ended as `ends_as`."""

    clock: Clock = field(default_factory=Clock)
    lasts: timedelta = timedelta(minutes=20)
    ends_as: str = "Success"
    running: list[str] = field(default_factory=lambda: ["i-1", "i-2", "i-3"])
    missing: int = 4
    sent: list[Json] = field(default_factory=list[Json])

    def describe_auto_scaling_groups(self, **asked: Any) -> Json:  # noqa: ANN401
        self.called("describe_auto_scaling_groups")
        assert asked == {"AutoScalingGroupNames": [GROUP]}
        found = [{"InstanceId": one, "LifecycleState": "InService"} for one in self.running]
        gone = {"InstanceId": "i-0", "LifecycleState": "Terminating"}
        return {"AutoScalingGroups": [{"Instances": [*found, gone]}]}

    def send_command(self, **asked: Any) -> Json:  # noqa: ANN401
        self.called("send_command")
        self.sent.append({**asked, "_at": self.clock()})
        return {"Command": {"CommandId": f"command-{len(self.sent)}"}}

    def get_paginator(self, operation: str) -> Pages:
        self.called(operation)
        assert operation == "list_commands"

        def pages(**_: Any) -> Iterator[Json]:  # noqa: ANN401
            yield {"Commands": [{"Comment": "somebody else's"}]}
            for number, one in enumerate(self.sent, start=1):
                is_over = self.clock() - one["_at"] >= self.lasts
                yield {"Commands": [self._shown(number, one, is_over=is_over)]}

        return Pages(pages)

    def describe_instance_patch_states(self, **asked: Any) -> Json:  # noqa: ANN401
        self.called("describe_instance_patch_states")
        assert len(asked["InstanceIds"]) <= 50
        is_over = self.sent and self.clock() - self.sent[-1]["_at"] >= self.lasts
        missing = 0 if is_over and self.ends_as == "Success" else self.missing
        scanned = [one for one in asked["InstanceIds"] if one != "i-3"]
        return {"InstancePatchStates": [{"MissingCount": missing} for _ in scanned]}

    def _shown(self, number: int, one: Json, *, is_over: bool) -> Json:
        return {
            "CommandId": f"command-{number}",
            "Comment": one["Comment"],
            "Status": self.ends_as if is_over else "InProgress",
            "TargetCount": 3,
            "CompletedCount": 3 if is_over else 1,
            "ErrorCount": int(is_over and self.ends_as != "Success"),
        }


@dataclass
class Acm(Failing):
    """The Region's certificates, by ARN."""

    certificates: dict[str, Json] = field(default_factory=dict[str, Json])

    def get_paginator(self, operation: str) -> Pages:
        self.called(operation)

        def pages(**asked: Any) -> Iterator[Json]:  # noqa: ANN401
            assert "EC_prime256v1" in asked["Includes"]["keyTypes"]
            for arn in self.certificates:
                yield {"CertificateSummaryList": [{"CertificateArn": arn}]}

        return Pages(pages)

    def describe_certificate(self, **asked: Any) -> Json:  # noqa: ANN401
        self.called("describe_certificate")
        return {"Certificate": self.certificates[asked["CertificateArn"]]}


@dataclass
class Lambdas(Failing):
    """The Region's functions, name by runtime."""

    runtimes: dict[str, str] = field(default_factory=lambda: {"filmops-prod-any": "python3.14"})

    def get_paginator(self, operation: str) -> Pages:
        self.called(operation)

        def pages() -> Iterator[Json]:
            for name, runtime in self.runtimes.items():
                yield {"Functions": [{"FunctionName": name, "Runtime": runtime}]}

        return Pages(pages)


@dataclass
class Sights(Failing):
    """CloudWatch's alarms in ALARM at each moment, and its objectives' budgets."""

    clock: Clock = field(default_factory=Clock)
    alarming: dict[str, tuple[datetime, datetime]] = field(
        default_factory=dict[str, tuple[datetime, datetime]]
    )
    budgets: dict[str, str] = field(default_factory=lambda: {"filmops-prod-api": "OK"})

    def get_paginator(self, operation: str) -> Pages:
        self.called(operation)

        def pages(**asked: Any) -> Iterator[Json]:  # noqa: ANN401
            assert asked["AlarmNamePrefix"] == "filmops-prod-"
            told = [
                {"AlarmName": name, "AlarmActions": ["arn:topic"]}
                for name, (since, until) in self.alarming.items()
                if since <= self.clock() < until
            ]
            part = {"AlarmName": "filmops-prod-part", "AlarmActions": []}
            yield {"MetricAlarms": [*told[:1], part], "CompositeAlarms": []}
            yield {"MetricAlarms": [], "CompositeAlarms": told[1:]}

        return Pages(pages)

    def batch_get_service_level_objective_budget_report(self, **asked: Any) -> Json:  # noqa: ANN401
        self.called("batch_get_service_level_objective_budget_report")
        assert asked["Timestamp"] == self.clock()
        return {
            "Reports": [
                {"Name": name, "BudgetStatus": self.budgets[name], "Attainment": 99.9512}
                for name in asked["SloIds"]
            ]
        }
