"""How much monitoring an environment's account holds."""

from datetime import timedelta
from typing import Annotated

from pydantic import Field

from promises.fields import Duration
from promises.frozen import Frozen


class Monitoring(Frozen):
    """The number of stacks the services are dealt to, and how long an alarm may look back.

    Raising `stacks` moves some services to the new stacks; nothing else ever moves one.
    `longest_alarm` is 7 days, or one day in an account that CloudWatch still holds to it.
    """

    stacks: Annotated[int, Field(ge=1)] = 1
    longest_alarm: Duration = timedelta(days=7)
