"""RDS as a drill meets it, and the time it takes."""

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from typing import Any

from tests.functions.clock import Clock

COPY = "arn:aws:rds:us-west-2:111122223333:auto-backup:ab-new"


class DBInstanceNotFoundFault(Exception):  # noqa: N818
    """As RDS names it."""


class InvalidDBInstanceStateFault(Exception):  # noqa: N818
    """As RDS names it."""


class DBInstanceAlreadyExistsFault(Exception):  # noqa: N818
    """As RDS names it."""


class Exceptions:
    """The exceptions of a client of RDS."""

    DBInstanceNotFoundFault = DBInstanceNotFoundFault
    InvalidDBInstanceStateFault = InvalidDBInstanceStateFault
    DBInstanceAlreadyExistsFault = DBInstanceAlreadyExistsFault


@dataclass
class Rds:
    """Restores in `lasts`, then makes a secret in two minutes; `refuses` fails calls by name."""

    clock: Clock
    lasts: timedelta = timedelta(minutes=40)
    ends_as: str = "available"
    refuses: dict[str, list[Exception]] = field(default_factory=dict[str, list[Exception]])
    instances: dict[str, dict[str, Any]] = field(default_factory=dict[str, dict[str, Any]])
    asked: list[tuple[str, dict[str, Any]]] = field(
        default_factory=list[tuple[str, dict[str, Any]]]
    )
    copies: list[dict[str, Any]] = field(
        default_factory=lambda: [
            _copy("arn:aws:rds:us-west-2:111122223333:auto-backup:ab-old", 2025),
            _copy(COPY, 2026),
        ]
    )
    exceptions: type[Exceptions] = Exceptions

    def called(self, name: str) -> list[dict[str, Any]]:
        return [given for asked, given in self.asked if asked == name]

    def restore_db_instance_to_point_in_time(self, **given: Any) -> dict[str, Any]:  # noqa: ANN401
        self._hear("restore_db_instance_to_point_in_time", given)
        name = given["TargetDBInstanceIdentifier"]
        if name in self.instances:
            raise DBInstanceAlreadyExistsFault(name)
        self.instances[name] = {
            "DBInstanceIdentifier": name,
            "DBInstanceStatus": "creating",
            "TagList": given["Tags"],
            "_from": self.clock(),
        }
        return {}

    def modify_db_instance(self, **given: Any) -> dict[str, Any]:  # noqa: ANN401
        self._hear("modify_db_instance", given)
        self.instances[given["DBInstanceIdentifier"]]["_claimed"] = self.clock()
        return {}

    def delete_db_instance(self, **given: Any) -> dict[str, Any]:  # noqa: ANN401
        self._hear("delete_db_instance", given)
        instance = self.instances[given["DBInstanceIdentifier"]]
        if self._shown(instance)["DBInstanceStatus"] == "creating":
            raise InvalidDBInstanceStateFault("creating")
        instance["_deleted"] = self.clock()
        return {}

    def describe_db_instances(self, DBInstanceIdentifier: str) -> dict[str, Any]:  # noqa: N803
        self._hear("describe_db_instances", {"DBInstanceIdentifier": DBInstanceIdentifier})
        if DBInstanceIdentifier == "ai-film-studio-prod":
            return {"DBInstances": [{"LatestRestorableTime": self.clock()}]}
        for shown in self._every():
            if shown["DBInstanceIdentifier"] == DBInstanceIdentifier:
                return {"DBInstances": [shown]}
        raise DBInstanceNotFoundFault(DBInstanceIdentifier)

    def get_paginator(self, name: str) -> "Pages":
        self._hear(name, {})
        if name == "describe_db_instances":
            return Pages(lambda: [{"DBInstances": self._every()}])
        return Pages(lambda: [{"DBInstanceAutomatedBackups": self.copies}])

    def _hear(self, name: str, given: dict[str, Any]) -> None:
        self.asked.append((name, given))
        if self.refuses.get(name):
            raise self.refuses[name].pop(0)

    def _every(self) -> list[dict[str, Any]]:
        two = timedelta(minutes=2)
        for name, one in list(self.instances.items()):
            if "_deleted" in one and self.clock() - one["_deleted"] > two:
                del self.instances[name]
        return [self._shown(one) for one in self.instances.values()]

    def _shown(self, one: dict[str, Any]) -> dict[str, Any]:
        shown = dict(one)
        if "_deleted" in one:
            shown["DBInstanceStatus"] = "deleting"
        elif self.clock() - one["_from"] >= self.lasts:
            shown["DBInstanceStatus"] = self.ends_as
            shown["Endpoint"] = {"Address": "restored.example", "Port": 5433}
            shown["DBName"] = "the-one-it-was-made-with"
        if "_claimed" in one:
            is_made = self.clock() - one["_claimed"] >= timedelta(minutes=2)
            status = "active" if is_made else "creating"
            shown["MasterUserSecret"] = {"SecretArn": "arn:secret", "SecretStatus": status}
        return shown


@dataclass(frozen=True)
class Pages:
    """A paginator."""

    pages: Callable[[], list[dict[str, Any]]]

    def paginate(self, **_: object) -> list[dict[str, Any]]:
        return self.pages()


def _copy(arn: str, year: int) -> dict[str, Any]:
    latest = datetime(year, 12, 15, 13, 56, tzinfo=UTC)
    return {"DBInstanceAutomatedBackupsArn": arn, "RestoreWindow": {"LatestTime": latest}}
