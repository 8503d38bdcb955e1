"""Properties set from the command line: NAME.Threshold=5."""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, cast

from assurance.assembly import Json
from assurance.cloudwatch import AlarmError

if TYPE_CHECKING:
    from assurance.backtest.alarm_files import Written


@dataclass(frozen=True, slots=True)
class Setting:
    """Another value for one property of one alarm."""

    alarm: str
    property: str
    value: Json


def setting(argument: str) -> Setting:
    """The setting an argument means; raises AlarmError when it means none."""
    left, equals, value = argument.partition("=")
    alarm, dot, name = left.rpartition(".")
    if not (equals and dot and alarm and name):
        raise AlarmError("--set", "NAME.Property=value", argument)
    try:
        return Setting(alarm, name, cast("Json", json.loads(value)))
    except json.JSONDecodeError:
        return Setting(alarm, name, value)


def applied(written: tuple[Written, ...], settings: Sequence[Setting]) -> tuple[Written, ...]:
    """The alarms with the settings; raises AlarmError for one that names no alarm."""
    for one in settings:
        places = [place for place, item in enumerate(written) if _meant(item, one.alarm)]
        if not places:
            names = ", ".join(sorted(_name(item) for item in written)) or "none"
            raise AlarmError(f"--set {one.alarm}.{one.property}", f"one of {names}", one.alarm)
        item = written[places[0]]
        changed = replace(item, properties={**item.properties, one.property: one.value})
        written = (*written[: places[0]], changed, *written[places[0] + 1 :])
    return written


def _meant(item: Written, name: str) -> bool:
    return name in (_name(item), item.identity.name)


def _name(item: Written) -> str:
    name = item.properties.get("AlarmName")
    return name if isinstance(name, str) else item.identity.name
