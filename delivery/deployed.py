"""The commit that was deployed last and watched to the end: where a rollback goes back to."""

import re
from collections.abc import Mapping
from typing import Protocol

from botocore.exceptions import ClientError

from environments import Environment

_COMMIT = re.compile(r"[0-9a-f]{40}")


class Parameters(Protocol):
    """The calls of SSM's client that are made here."""

    def get_parameter(self, *, Name: str) -> Mapping[str, Mapping[str, str]]:  # noqa: N803 (boto3's own names)
        """Read one."""
        ...

    def put_parameter(
        self,
        *,
        Name: str,  # noqa: N803
        Value: str,  # noqa: N803
        Type: str,  # noqa: N803
        Overwrite: bool,  # noqa: N803
    ) -> object:
        """Write one."""
        ...


def parameter(environment: Environment) -> str:
    """Its name: `/filmops-prod/deployed`."""
    return f"/{environment.prefix}/deployed"


def deployed(ssm: Parameters, environment: Environment) -> str | None:
    """The commit; None where nothing was deployed and watched yet.

    Raises ValueError for something else than a commit, ClientError for what AWS refuses.
    """
    try:
        value = ssm.get_parameter(Name=parameter(environment))["Parameter"]["Value"]
    except ClientError as error:
        if error.response.get("Error", {}).get("Code") == "ParameterNotFound":
            return None
        raise
    if not _COMMIT.fullmatch(value):
        raise ValueError(f"{parameter(environment)}: wanted a commit, got {value}")
    return value


def settle(ssm: Parameters, environment: Environment, commit: str) -> None:
    """Write down that a commit was deployed and nothing got worse."""
    ssm.put_parameter(Name=parameter(environment), Value=commit, Type="String", Overwrite=True)
