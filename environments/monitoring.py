"""How much monitoring an environment's account holds."""

from datetime import timedelta
from typing import Annotated

from pydantic import AfterValidator

from promises.errors import WantedError
from promises.fields import Duration
from promises.frozen import Frozen

_DAY, _WEEK = timedelta(days=1), timedelta(days=7)  # what CloudWatch took before, and takes today


def _some(value: int) -> int:
    if value < 1:
        raise WantedError("at least 1 stack")
    return value


def _look_back(value: timedelta) -> timedelta:
    if not _DAY <= value <= _WEEK:
        raise WantedError("between 24 h and 7 days")
    return value


class Monitoring(Frozen):
    """The number of stacks the services are dealt to, and how long an alarm may look back.

    Raising `stacks` moves some services to the new stacks; nothing else ever moves one.
    """

    stacks: Annotated[int, AfterValidator(_some)] = 1
    longest_alarm: Annotated[Duration, AfterValidator(_look_back)] = _WEEK
