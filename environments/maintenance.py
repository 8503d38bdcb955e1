"""What a maintenance window changes by itself in an environment, and what it only tells."""

from enum import StrEnum
from typing import Annotated

from environments.fields import Words
from promises.fields import one_of
from promises.frozen import Frozen


class Patching(StrEnum):
    """Security patches of the workers."""

    INSTALL = "install"
    REPORT = "report"


class Updating(StrEnum):
    """What RDS has waiting for the database."""

    APPLY = "apply"
    REPORT = "report"


class System(StrEnum):
    """What the workers run, as Systems Manager's patch baselines name it."""

    AMAZON_LINUX_2 = "AMAZON_LINUX_2"
    AMAZON_LINUX_2023 = "AMAZON_LINUX_2023"
    DEBIAN = "DEBIAN"
    UBUNTU = "UBUNTU"


class Maintenance(Frozen):
    """Unless it is chosen here, nothing is changed, only told.

    `database_updates` are pending maintenance of the database, `upgrades` a minor version of its
    engine and its certificate authority. `change_calendar` names an SSM Change Calendar whose
    freezes keep a window shut. `workers_run` is the workers' operating system.
    """

    workers: Annotated[Patching, one_of(Patching)] = Patching.REPORT
    workers_run: Annotated[System, one_of(System)] = System.AMAZON_LINUX_2023
    database_updates: Annotated[Updating, one_of(Updating)] = Updating.REPORT
    upgrades: Annotated[Updating, one_of(Updating)] = Updating.REPORT
    change_calendar: Words | None = None
