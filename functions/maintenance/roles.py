"""The step that ensures the database's roles: fetches the owner's password, has them made."""

import json
import os
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from typing import TYPE_CHECKING, Any, cast

import boto3

from .environment import required
from .inside import Inside, InsideError
from .telemetry import observed
from .work import Outcome, Result, Said

if TYPE_CHECKING:  # the stubs are not in the Lambda runtime
    from mypy_boto3_secretsmanager import SecretsManagerClient

_SHOWN = 5


@observed
def handle(event: Said, _context: object) -> dict[str, Any]:
    """Lambda's entry: the roles are there, and what that changed."""
    del event  # it is the same work in every window
    return keeper_of_process().ensure().said()


@cache
def keeper_of_process() -> "Keeper":
    """Built once for all invocations of this process."""
    # boto3-stubs leaves the clients of services we did not install unknown.
    secrets: SecretsManagerClient = boto3.client("secretsmanager")  # pyright: ignore[reportUnknownMemberType]
    return Keeper(
        secrets=secrets,
        inside=Inside.of_process(required(os.environ, "INSIDE")),
        secret=required(os.environ, "SECRET"),
        door=door_of(os.environ),
    )


def door_of(variables: Mapping[str, str]) -> Mapping[str, object]:
    """Where the database answers; raises ValueError that names the variable."""
    return {
        "host": required(variables, "HOST"),
        "port": int(required(variables, "PORT")),
        "database": required(variables, "DATABASE"),
    }


@dataclass(frozen=True, slots=True)
class Keeper:
    """`secret` is the owner's, as RDS keeps it; `inside` makes what is missing."""

    secrets: "SecretsManagerClient"
    inside: Inside
    secret: str
    door: Mapping[str, object]

    def ensure(self) -> Result:
        """Idempotent; what the database refuses is a failure in its own words."""
        user, password = self._login()
        call = {**self.door, "user": user, "password": password}
        try:
            answer = self.inside.call(call, secret=password)
        except InsideError as error:
            return Result(Outcome.FAILED, f"The roles could not be ensured: {error}")
        changed = cast("list[str]", answer.get("changed") or [])
        return Result(Outcome.DONE, _told(changed), {"roles_changed": len(changed)})

    def _login(self) -> tuple[str, str]:
        value = self.secrets.get_secret_value(SecretId=self.secret)["SecretString"]
        match json.loads(value):
            case {"username": str(user), "password": str(password)}:
                return user, password
            case _:
                raise ValueError(f"secret {self.secret}: wanted JSON with username and password")


def _told(changed: list[str]) -> str:
    if not changed:
        return "Every role and grant was there"
    more = f" and {len(changed) - _SHOWN} more" if len(changed) > _SHOWN else ""
    return f"Made {', '.join(changed[:_SHOWN])}{more}"
