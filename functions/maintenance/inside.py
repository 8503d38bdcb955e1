"""Calls a function that stands inside the network, beside the database."""

import json
from collections.abc import Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING

import boto3
from botocore.config import Config

from .work import Said, said

if TYPE_CHECKING:  # the stubs are not in the Lambda runtime
    from mypy_boto3_lambda import LambdaClient

# Longer than it may take; asking twice would work twice at once.
_LONG = Config(read_timeout=900, retries={"total_max_attempts": 1})


class InsideError(Exception):
    """The function inside failed; `kind` is the name of its exception, the text has no secret."""

    def __init__(self, message: str, kind: str) -> None:
        super().__init__(message)
        self.kind = kind


@dataclass(frozen=True, slots=True)
class Inside:
    """One function inside the network."""

    functions: "LambdaClient"
    name: str

    @classmethod
    def of_process(cls, name: str) -> "Inside":
        """With a client that waits as long as Lambda lets a function run."""
        client: LambdaClient = boto3.client("lambda", config=_LONG)  # pyright: ignore[reportUnknownMemberType]
        return cls(client, name)

    def call(self, event: Mapping[str, object], secret: str = "") -> Said:
        """What it answers; raises InsideError, in which `secret` is blacked out."""
        answer = self.functions.invoke(FunctionName=self.name, Payload=json.dumps(event).encode())
        told = said(json.loads(answer["Payload"].read()))
        if answer.get("FunctionError"):
            message = str(told.get("errorMessage"))
            kind = str(told.get("errorType"))
            raise InsideError(message.replace(secret, "***") if secret else message, kind)
        return told
