"""What both evaluate: steady requests in every minute, and failures in the last hours."""

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Final

import numpy as np

from assurance.cloudwatch import Account, Data, MetricAlarm, Series, State
from bench.rules import general

START: Final = int(datetime(2026, 11, 1, tzinfo=UTC).timestamp())
MINUTE: Final = 60
REQUESTS, FAILED = 100, 10
"""A minute's."""
BURST: Final = 180
"""Minutes of failures at the end: so long that every window of a burn rate has seen enough."""


@dataclass(frozen=True, slots=True)
class Month:
    """So many whole minutes."""

    minutes: int

    @property
    def end(self) -> int:
        """The last minute at which alarms are evaluated, in seconds since 1970."""
        return START + MINUTE * self.minutes

    def data(self, account: Account) -> Data:
        """The series that CloudWatch would have: no count where nothing fails."""
        calm = max(self.minutes - BURST, 0)
        counts = {
            "Requests": np.full(self.minutes, float(REQUESTS)),
            "FailedRequests": np.concatenate(
                [np.full(calm, np.nan), np.full(self.minutes - calm, float(FAILED))]
            ),
        }
        alarms = [one for one in account.alarms if isinstance(one, MetricAlarm)]
        metrics = {metric for alarm in alarms for metric in alarm.metrics}
        return Data(
            Series(one, "Sum", MINUTE, START, counts[one.name])
            for one in sorted(metrics, key=lambda one: str(one))
        )

    def test_file(self, rules: str, services: Sequence[str], states: Mapping[str, State]) -> str:
        """What promtool reads: the same as counters, and which alerts have to fire at the end."""
        calm = max(self.minutes - BURST, 0)
        series: list[dict[str, str]] = []
        for service in services:
            label = f'{{service="{service}"}}'
            requests = {"series": f"requests{label}", "values": f"0+{REQUESTS}x{self.minutes}"}
            failures = f"0x{calm} {FAILED}+{FAILED}x{self.minutes - calm - 1}"
            series += [requests, {"series": f"failed{label}", "values": failures}]
        firing: dict[str, list[str]] = {}
        for name, state in states.items():
            service = next(one for one in services if f"-{one}-" in name)
            own = firing.setdefault(general(name, services), [])
            own += [service] if state is State.ALARM else []
        expected = [
            {
                "eval_time": f"{self.minutes}m",
                "alertname": name,
                "exp_alerts": [{"exp_labels": {"service": one}} for one in own],
            }
            for name, own in firing.items()
        ]
        test = {"interval": "1m", "input_series": series, "alert_rule_test": expected}
        file = {"rule_files": [rules], "evaluation_interval": "1m", "tests": [test]}
        return json.dumps(file)
