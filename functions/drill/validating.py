"""The step that judges: fetches the password, has the database read, gives the verdict."""

import json
import os
from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from functools import cache
from typing import TYPE_CHECKING, Any

import boto3
from botocore.config import Config

from .environment import required, seconds
from .judging import judge
from .run import Run, Said, Step, moment, said, step_of
from .tables import Contents, Table

if TYPE_CHECKING:  # the stubs are not in the Lambda runtime
    from mypy_boto3_lambda import LambdaClient
    from mypy_boto3_secretsmanager import SecretsManagerClient

# Longer than the reader may take; asking twice would read twice at once.
LONG = Config(read_timeout=900, retries={"total_max_attempts": 1})


class NotReadError(Exception):
    """The database could not be read; the text holds no password."""


def handle(event: Said, _context: object) -> dict[str, Any]:
    """Lambda's entry: the verdict on the database of a run."""
    step_of(event, Step.VALIDATE)
    validator = validator_of_process()
    return validator.validate(Run.of(event, validator.owner))


@cache
def validator_of_process() -> "Validator":
    """Built once for all invocations of this process."""
    # boto3-stubs leaves the clients of services we did not install unknown.
    functions: LambdaClient = boto3.client("lambda", config=LONG)  # pyright: ignore[reportUnknownMemberType]
    secrets: SecretsManagerClient = boto3.client("secretsmanager")  # pyright: ignore[reportUnknownMemberType]
    return Validator(
        functions=functions,
        secrets=secrets,
        owner=required(os.environ, "OWNER"),
        reader=required(os.environ, "READER"),
        database=required(os.environ, "DATABASE"),
        stale_after=seconds(os.environ, "STALE_SECONDS"),
    )


@dataclass(frozen=True, slots=True)
class Validator:
    """`reader` is the function inside the network, which holds no right of its own.

    `database` is the platform's; an instance may have been made with another, or with none.
    """

    functions: "LambdaClient"
    secrets: "SecretsManagerClient"
    owner: str
    reader: str
    database: str
    stale_after: timedelta
    now: Callable[[], datetime] = lambda: datetime.now(UTC)

    def validate(self, run: Run) -> dict[str, Any]:
        """The verdict, what was counted, and when it was clear; raises NotReadError."""
        contents = self._contents(said(run.state.get("seen")))
        point = said(run.state.get("run")).get("point")
        reaches = moment(point) if point else run.began
        judgement = judge(contents, reaches, self.stale_after)
        return {
            "verdict": judgement.verdict,
            "because": judgement.because,
            "gib": contents.gib,
            "at": self.now().isoformat(),
        }

    def _contents(self, seen: Said) -> Contents:
        user, password = self._login(str(seen.get("secret")))
        call = {**{name: seen.get(name) for name in ("host", "port")}, "database": self.database}
        answer = self.functions.invoke(
            FunctionName=self.reader,
            Payload=json.dumps({**call, "user": user, "password": password}).encode(),
        )
        told = json.loads(answer["Payload"].read())
        if answer.get("FunctionError"):
            raise NotReadError(str(said(told).get("errorMessage")).replace(password, "***"))
        tables = {name: Table(**table) for name, table in told["tables"].items()}
        return Contents(told["gib"], tables, tuple(told["faults"]))

    def _login(self, secret: str) -> tuple[str, str]:
        value = self.secrets.get_secret_value(SecretId=secret)["SecretString"]
        match json.loads(value):
            case {"username": str(user), "password": str(password)}:
                return user, password
            case _:
                raise NotReadError(f"secret {secret}: wanted JSON with username and password")
