"""What the recovery drills of an environment showed, one record each, committed after the drill."""

from datetime import date
from enum import StrEnum
from pathlib import Path
from typing import Annotated

from pydantic import BeforeValidator

from environments.sizes import Amount
from promises.errors import WantedError
from promises.fields import Duration, one_of
from promises.frozen import Frozen
from promises.reading import read_yaml
from promises.units import DURATION
from promises.validation import validate

FOLDER = Path(__file__).with_name("drills")


class Restored(StrEnum):
    """What a drill restored the database from."""

    REPLICA = "replicated backups"  # in the recovery Region
    POINT_IN_TIME = "point in time"  # beside the original
    THIRD_COPY = "third copy"  # out of a locked vault


class Outcome(StrEnum):
    """How it ended, its checks on the data included."""

    PASSED = "passed"
    FAILED = "failed"


def _day(value: object) -> object:
    if type(value) is not date:
        raise WantedError("a day such as 2026-11-20")
    return value


def _longer_than_nothing(value: object) -> object:
    if value == "0 min":
        raise WantedError(f"{DURATION}, longer than nothing")
    return value


class Drill(Frozen):
    """One drill: its day, what was restored, how long that took and how big the database was.

    `took` runs from the call that restores to the last check on the data.
    """

    day: Annotated[date, BeforeValidator(_day)]
    restored: Annotated[Restored, one_of(Restored)]
    took: Annotated[Duration, BeforeValidator(_longer_than_nothing)]
    size: Amount
    outcome: Annotated[Outcome, one_of(Outcome)]


class Drills(Frozen):
    """Every drill on record, in any order."""

    drills: tuple[Drill, ...]

    def of(self, restored: Restored) -> tuple[Drill, ...]:
        """Those that restored the same thing, the newest first."""
        found = (one for one in self.drills if one.restored is restored)
        return tuple(sorted(found, key=lambda one: one.day, reverse=True))


def load_drills(environment: str, folder: Path = FOLDER) -> Drills:
    """The drills of an environment, none where nothing is written down. Raises InputErrors."""
    path = folder / f"{environment}.yaml"
    return validate(Drills, read_yaml(path)) if path.is_file() else Drills(drills=())
