"""Which upgrade RDS offers a database, within its major version."""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import TYPE_CHECKING, Any, Self, cast

if TYPE_CHECKING:  # the stubs are not in the Lambda runtime
    from mypy_boto3_rds import RDSClient


@dataclass(frozen=True, slots=True)
class Instance:
    """A database as far as upgrades concern it; `authority` signed its certificate."""

    engine: str
    version: str
    status: str
    authority: str
    authority_until: str

    @classmethod
    def of(cls, found: object) -> Self:
        """Read what RDS says of it."""
        said = cast("Mapping[str, Any]", found)
        details = cast("Mapping[str, Any]", said.get("CertificateDetails") or {})
        until = details.get("ValidTill")
        return cls(
            engine=str(said.get("Engine", "")),
            version=str(said.get("EngineVersion", "")),
            status=str(said.get("DBInstanceStatus", "unknown")),
            authority=str(details.get("CAIdentifier") or said.get("CACertificateIdentifier") or ""),
            authority_until=f"{until:%Y-%m-%d}" if isinstance(until, datetime) else "unknown",
        )

    @property
    def is_available(self) -> bool:
        """Whether anything may be asked of it."""
        return self.status in ("available", "storage-optimization")


def newest_minor(rds: "RDSClient", instance: Instance) -> str | None:
    """The newest version it can be upgraded to without a change of major version, if there is one.

    A major upgrade is a project of its own: it is never done, nor offered here.
    """
    found = rds.describe_db_engine_versions(
        Engine=instance.engine, EngineVersion=instance.version, IncludeAll=True
    )["DBEngineVersions"]
    targets = [
        str(target.get("EngineVersion"))
        for version in found
        for target in version.get("ValidUpgradeTarget", [])
        if not target.get("IsMajorVersionUpgrade")
    ]
    return max(targets, key=_numbers, default=None)


def _numbers(version: str) -> tuple[int, ...]:
    return tuple(int(one) for one in re.findall(r"\d+", version))
