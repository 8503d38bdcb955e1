"""Whether two assemblies deploy the same: every resource by type, every alarm by what it says."""

import json
import re
from collections import Counter
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any, cast

Json = dict[str, Any]
ALARMS = ("AWS::CloudWatch::Alarm", "AWS::CloudWatch::CompositeAlarm")
OBJECTIVE = "AWS::ApplicationSignals::ServiceLevelObjective"


def resources(assembly: Path) -> Mapping[str, Mapping[str, Json]]:
    """The resources of each stack by logical id."""
    return {
        file.name.removesuffix(".template.json"): json.loads(file.read_text())["Resources"]
        for file in sorted(assembly.glob("*.template.json"))
    }


def differences(left: Path, right: Path) -> Iterator[str]:
    """What is not the same, a line each.

    References are taken for the names they stand for. Of a dashboard only the number of widgets
    counts: an L2 board says the same in other words.
    """
    ours, theirs = _essence(left), _essence(right)
    for name in sorted({*ours, *theirs}):
        if ours.get(name) != theirs.get(name):
            yield f"{name}: {ours.get(name)} is not {theirs.get(name)}"


def _essence(assembly: Path) -> dict[str, object]:
    found: dict[str, object] = {}
    for stack, held in resources(assembly).items():
        names = {key: one["Properties"].get("AlarmName", "") for key, one in held.items()}
        found[stack] = Counter(one["Type"] for one in held.values())
        for one in held.values():
            properties: Json = one["Properties"]
            if one["Type"] in ALARMS:
                found[properties["AlarmName"]] = _alarm(properties, names)
            elif one["Type"] == OBJECTIVE:
                found[f"{properties['Name']} (objective)"] = properties
            else:
                found[properties["DashboardName"]] = _widgets(properties["DashboardBody"])
    return found


def _alarm(properties: Json, names: Mapping[str, str]) -> Json:
    plain = cast(Json, _named(properties, names))
    # on unless somebody says otherwise
    plain.setdefault("ActionsEnabled", True)
    if "Metrics" in plain:
        # the id of the expression is nobody's business
        metrics = [
            {**one, "Id": "" if "Expression" in one else one["Id"]} for one in plain["Metrics"]
        ]
        plain["Metrics"] = sorted(metrics, key=lambda one: one["Id"])
    return plain


def _named(value: object, names: Mapping[str, str]) -> object:
    """The value with every reference to an alarm replaced by the alarm's name."""
    match value:
        case {"Fn::GetAtt": [str(id), "Arn"]}:
            return names[id]
        case dict():
            mapping = cast(dict[str, object], value)
            if "Fn::Join" in mapping:
                _, parts = cast(tuple[str, list[object]], mapping["Fn::Join"])
                return "".join(str(_named(part, names)) for part in parts)
            return {key: _named(one, names) for key, one in mapping.items()}
        case list():
            return [_named(one, names) for one in cast(list[object], value)]
        case _:
            return value


def _widgets(body: object) -> int:
    text = body if isinstance(body, str) else json.dumps(body)
    return len(re.findall(r'\\*"type\\*":\\*"(?:text|alarm|metric)\\*"', text))
