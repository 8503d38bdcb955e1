"""Guards by hand, and a clock that a test winds."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from typing import Any

from assurance.watch.guard import Guard, guards_of

START = datetime(2026, 11, 24, 12, 0, tzinfo=UTC)
PERIOD = 300


@dataclass
class Wound:
    """A clock that goes only when somebody sleeps."""

    moment: datetime = START
    slept: list[timedelta] = field(default_factory=list[timedelta])

    def now(self) -> datetime:
        return self.moment

    def sleep(self, time: timedelta) -> None:
        assert time > timedelta(0), "it would never end"
        self.slept.append(time)
        self.moment += time


def stat(key: str, metric: str, statistic: str = "Sum", **dimensions: str) -> dict[str, Any]:
    namespace = "FilmOps/Delivery" if metric == "Before" else "Lab"
    pairs = [{"Name": name, "Value": value} for name, value in dimensions.items()]
    named = {"Namespace": namespace, "MetricName": metric, "Dimensions": pairs}
    return {
        "Id": key,
        "MetricStat": {"Metric": named, "Period": PERIOD, "Stat": statistic},
        "ReturnData": False,
    }


def rising(name: str = "api-errors-rise", state: str = "OK") -> dict[str, Any]:
    """An alarm on a failed share, as DescribeAlarms tells of it."""
    formula = "IF(n >= 20, IF(before >= 0, 100 * bad / n - before))"
    return {
        "AlarmName": name,
        "StateValue": state,
        "StateReason": "it is worse",
        "Threshold": 5.0,
        "Metrics": [
            {"Id": "answer", "Expression": formula, "ReturnData": True},
            stat("n", "Requests"),
            stat("bad", "Failed"),
            stat("before", "Before", "Maximum", Alarm=name),
        ],
    }


def plain(name: str = "api-slow", state: str = "OK") -> dict[str, Any]:
    """A composite."""
    rule = f'ALARM("arn:aws:cloudwatch:us-east-1:1:alarm:{name}-signal")'
    return {"AlarmName": name, "StateValue": state, "StateReason": "slow", "AlarmRule": rule}


def guards(*alarms: dict[str, Any], service: str = "api") -> tuple[Guard, ...]:
    names = ",".join(one["AlarmName"] for one in alarms)
    return guards_of({service: names}, alarms)


def in_turn(*answers: Sequence[Guard] | Exception) -> Any:  # noqa: ANN401
    """What is seen at each look, the last one for ever."""
    left = list(answers)

    def look() -> tuple[Guard, ...]:
        now = left.pop(0) if len(left) > 1 else left[0]
        if isinstance(now, Exception):
            raise now
        return tuple(now)

    return look


def unheard(passed: timedelta, seen: Sequence[Guard]) -> None:
    """Nobody follows the watch."""
    del passed, seen
