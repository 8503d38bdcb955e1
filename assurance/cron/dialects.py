"""How each service of AWS writes its schedules.

Sources: EventBridge, Scheduler and AWS Backup
https://docs.aws.amazon.com/eventbridge/latest/userguide/eb-cron-expressions.html , Systems Manager
https://docs.aws.amazon.com/systems-manager/latest/userguide/reference-cron-and-rate-expressions.html ,
mute rules https://docs.aws.amazon.com/AmazonCloudWatch/latest/monitoring/alarm-mute-rules.html ,
SLO exclusions
https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/aws-properties-applicationsignals-servicelevelobjective-recurrencerule.html
"""

from __future__ import annotations

from dataclasses import dataclass

SECONDS, MINUTES = "%Y-%m-%dT%H:%M:%S", "%Y-%m-%dT%H:%M"


@dataclass(frozen=True, slots=True)
class Dialect:
    """What one service takes.

    `sunday` is the number of Sunday. With `question_mark`, exactly one of the two day fields is a
    `?`; without, the other way to name days is left at `*`. `nth` is `SUN#2`, `last` is `L`,
    `nearest` is `15W`. `once` is the format of `at()`, "" where there is none; `rates` are the
    units of `rate()`.
    """

    name: str
    sunday: int = 1
    year: bool = True
    seconds: bool = False
    """Whether a seventh field may stand in front."""
    question_mark: bool = True
    steps: bool = True
    nth: bool = True
    last: bool = True
    nearest: bool = True
    once: str = ""
    rates: tuple[str, ...] = ()

    @property
    def fields(self) -> tuple[str, ...]:
        """The names of the fields of its cron, in order."""
        always = ("minutes", "hours", "day-of-month", "month", "day-of-week")
        return (*always, "year") if self.year else always


_MINUTE, _HOUR, _DAY = "minute", "hour", "day"

EVENTS = Dialect("an EventBridge rule", rates=(_MINUTE, _HOUR, _DAY))
SCHEDULER = Dialect("EventBridge Scheduler", once=SECONDS, rates=(_MINUTE, _HOUR, _DAY))
SSM = Dialect("Systems Manager", seconds=True, once=SECONDS, rates=(_MINUTE, _HOUR, _DAY))
BACKUP = Dialect("AWS Backup")
SLO = Dialect("an exclusion of an SLO", rates=(_HOUR, _DAY, "month"))
MUTE = Dialect(
    "an alarm mute rule",
    sunday=0,
    year=False,
    question_mark=False,
    steps=False,
    nth=False,
    last=False,
    nearest=False,
    once=MINUTES,
)
