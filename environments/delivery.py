"""Whose workflows deploy an environment."""

import re
from typing import Annotated

from pydantic import AfterValidator

from promises.errors import WantedError
from promises.frozen import Frozen

_REPOSITORY = re.compile(r"[A-Za-z0-9-]+/[A-Za-z0-9._-]+")


def _repository(value: str) -> str:
    if not _REPOSITORY.fullmatch(value):
        raise WantedError("a repository as owner/name", value)
    return value


class Delivery(Frozen):
    """The GitHub repository whose jobs, in the GitHub environment of the same name, may deploy."""

    repository: Annotated[str, AfterValidator(_repository)]
