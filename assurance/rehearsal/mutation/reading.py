"""Which alarms hear of which: the composites above each alarm, and those that it keeps quiet."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from assurance.cloudwatch import Account, CompositeAlarm
from assurance.cloudwatch.composite import parse_rule


@dataclass(frozen=True, slots=True)
class Readers:
    """For each alarm by name the composites whose rule or suppressor means it."""

    direct: Mapping[str, frozenset[str]]

    def of(self, name: str) -> frozenset[str]:
        """Every composite that may do something else when an alarm does."""
        found, left = set[str](), [name]
        while left:
            for reader in self.direct.get(left.pop(), frozenset()):
                if reader not in found:
                    found.add(reader)
                    left.append(reader)
        return frozenset(found)


def readers(account: Account) -> Readers:
    """The readers among the alarms of an account."""
    alarms = account.by_reference()
    found: dict[str, set[str]] = {}
    for alarm in account.alarms:
        if not isinstance(alarm, CompositeAlarm):
            continue
        said = [*parse_rule(alarm.rule).children]
        said += [alarm.suppressor.alarm] if alarm.suppressor else []
        for one in said:
            if one in alarms:
                found.setdefault(alarms[one].name, set()).add(alarm.name)
    return Readers({name: frozenset(names) for name, names in found.items()})
