"""How fast alarms are evaluated."""

from __future__ import annotations

from dataclasses import dataclass
from time import process_time

from assurance.cloudwatch.alarm import Account
from assurance.cloudwatch.data import Data
from assurance.cloudwatch.evaluation import evaluate


@dataclass(frozen=True, slots=True)
class Speed:
    """The work of one evaluation. CPU time is that of this process, in seconds."""

    alarm_minutes: int
    cpu_seconds: float

    @property
    def per_cpu_second(self) -> float:
        """Alarms times minutes, each CPU second."""
        return self.alarm_minutes / self.cpu_seconds


def measured(account: Account, data: Data, start: int, end: int) -> Speed:
    """Evaluate once, and say how much CPU it took."""
    before = process_time()
    evaluate(account, data, start, end)
    spent = process_time() - before
    return Speed(len(account.alarms) * ((end - start) // 60 + 1), spent)
