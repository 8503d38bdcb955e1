"""When AWS would run something: each service's own way to write a schedule, and its moments.

    schedule = read("cron(0 2 ? * SUN#2 *)", SCHEDULER)
    list(schedule.between(start, end))      # moments in UTC

It knows nothing of this project. What a service would refuse is refused with a Refusal, and so is
what CDK and cfn-lint accept although it runs on another day than it seems to say.
"""

from assurance.cron.dialects import BACKUP, EVENTS, MUTE, SCHEDULER, SLO, SSM, Dialect
from assurance.cron.moments import Cron, Once, Rate, Schedule
from assurance.cron.reading import read
from assurance.cron.refusal import Refusal
from assurance.cron.weekly import Weekly, daily, weekly

__all__ = [
    "BACKUP",
    "EVENTS",
    "MUTE",
    "SCHEDULER",
    "SLO",
    "SSM",
    "Cron",
    "Dialect",
    "Once",
    "Rate",
    "Refusal",
    "Schedule",
    "Weekly",
    "daily",
    "read",
    "weekly",
]
