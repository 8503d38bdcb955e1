"""The burn-rate alarms of a catalogue, and the same rules in PromQL."""

import json
import re
from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path
from typing import Final

from assurance.backtest.alarm_files import read_alarms
from assurance.cloudwatch import Account, CompositeAlarm, MetricAlarm, State

BURN: Final = "-availability"
"""In the name of every alarm of an objective; the others watch for silence."""
_ALARM: Final = re.compile(r'ALARM\("([^"]+)"\)')
_IF: Final = re.compile(r"IF\(requests (>=|<) (\d+), (.+)\)")
_SIGNS: Final = {"GreaterThanThreshold": ">", "GreaterThanOrEqualToThreshold": ">="}


def burn_alarms(assembly: Path) -> Account:
    """The burn-rate alarms of every template of an assembly, all in OK."""
    found = [
        replace(alarm, initial=State.OK)
        for template in sorted(assembly.glob("*.template.json"))
        for alarm in read_alarms(template).alarms
        if BURN in alarm.name
    ]
    return Account(tuple(found))


def services_of(account: Account) -> tuple[str, ...]:
    """The services that the alarms watch, in the order of the alarms."""
    metrics = (one.metrics for one in account.alarms if isinstance(one, MetricAlarm))
    return tuple(
        dict.fromkeys(value for each in metrics for one in each for _, value in one.dimensions)
    )


def general(name: str, services: Sequence[str]) -> str:
    """The name of an alarm without its service: Prometheus has one alert for all of them."""
    return next(name.replace(one, "any") for one in services if f"-{one}-" in name)


def rules_file(account: Account) -> str:
    """What promtool reads (JSON is YAML): each window's counts recorded once, then the alerts.

    An alert covers every service, as people write it for Prometheus: its cheapest form.
    """
    windows = sorted({one.period for one in account.alarms if isinstance(one, MetricAlarm)})
    recorded = [
        {"record": f"{count}:{window}", "expr": f"increase({count}[{window}s])"}
        for window in windows
        for count in ("requests", "failed")
    ]
    alerts = [{"alert": name, "expr": asked} for name, asked in _asked(account).items()]
    group = {"name": "burn", "interval": "1m", "rules": [*recorded, *alerts]}
    return json.dumps({"groups": [group]})


def _asked(account: Account) -> dict[str, str]:
    """Every alarm in PromQL; a composite as its children, joined as its rule joins them."""
    services = services_of(account)
    found: dict[str, str] = {}
    metric = [one for one in account.alarms if isinstance(one, MetricAlarm)]
    composite = [one for one in account.alarms if isinstance(one, CompositeAlarm)]
    for alarm in metric:
        found[general(alarm.name, services)] = _in_promql(alarm)
    for alarm in composite:
        joined = _ALARM.sub(lambda one: f"({found[general(one[1], services)]})", alarm.rule)
        joined = joined.replace(" AND ", " and ").replace(" OR ", " or ")
        found[general(alarm.name, services)] = joined
    return found


def _in_promql(alarm: MetricAlarm) -> str:
    [answer] = [query for query in alarm.queries if query.returned]
    found = _IF.fullmatch(answer.expression or "")
    assert found, answer.expression
    value = re.sub(r"\b(requests|failed)\b", rf"\1:{alarm.period}", found[3])
    enough = f"requests:{alarm.period} {found[1]} {found[2]}"
    return f"({value} {_SIGNS[alarm.comparison]} {alarm.threshold:g}) and {enough}"
