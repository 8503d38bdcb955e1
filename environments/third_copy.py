"""The immutable copy of the database."""

from datetime import timedelta
from typing import Annotated

from pydantic import AfterValidator

from promises.errors import WantedError
from promises.fields import Duration
from promises.frozen import Frozen

_SOONEST = timedelta(days=3)  # AWS Backup's own minimum (PutBackupVaultLockConfiguration)


def _final_after(value: timedelta) -> timedelta:
    if value < _SOONEST or value % timedelta(days=1):
        raise WantedError("whole days, at least 3")
    return value


class ThirdCopy(Frozen):
    """When the vault's lock becomes final: from then on nobody can lift it, AWS included."""

    lock_final_after: Annotated[Duration, AfterValidator(_final_after)]
