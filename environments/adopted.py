"""What was there before this project, by what nothing can change about it any more."""

import re
from typing import Annotated

from pydantic import AfterValidator

from environments.fields import Words
from promises.errors import WantedError
from promises.frozen import Frozen

_KEY = re.compile(r"arn:aws[a-z-]*:kms:[a-z0-9-]+:\d{12}:key/[A-Za-z0-9-]+")
_BUCKET = re.compile(r"[a-z0-9][a-z0-9.-]{1,61}[a-z0-9]")


def _key(value: str) -> str:
    if _KEY.fullmatch(value) is None:
        raise WantedError("the ARN of a KMS key")
    return value


def _bucket(value: str) -> str:
    if _BUCKET.fullmatch(value) is None:
        raise WantedError("the name of a bucket")
    return value


class AdoptedDatabase(Frozen):
    """An RDS instance: its owner's name, its subnet group, and the database it was made with.

    `first_database` is None where it was made without one. `insights_key` is the key of its
    Performance Insights, where that is not the one that seals the instance.
    """

    owner: Words
    subnet_group: Words
    first_database: Words | None
    insights_key: Annotated[str, AfterValidator(_key)] | None = None


class Adopted(Frozen):
    """The database of `platform.database`, and the bucket of the media, both in the primary Region.

    What is not named here is made.
    """

    database: AdoptedDatabase | None = None
    media: Annotated[str, AfterValidator(_bucket)] | None = None
