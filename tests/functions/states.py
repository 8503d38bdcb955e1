"""As much of the Amazon States Language as our workflows use, run in this process.

Task, Choice, Wait, Succeed and Fail; Retry, Catch, Parameters and ResultPath; an end by force after
TimeoutSeconds. A state or a field it does not know is an error, so nothing is passed over.
"""

import json
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import timedelta
from typing import Any, cast

from tests.functions.clock import Clock

Task = Callable[[dict[str, Any]], object]
KNOWN = {
    "Task": {"Resource", "Parameters", "ResultPath", "Retry", "Catch", "Next"},
    "Choice": {"Choices", "Default"},
    "Wait": {"Seconds", "Next"},
    "Succeed": set[str](),
    "Fail": {"Error", "Cause"},
}


@dataclass
class Ended:
    """How a run ended, the states it went through, and its last state."""

    status: str
    path: list[str] = field(default_factory=list[str])
    data: dict[str, Any] = field(default_factory=dict[str, Any])


def run(
    definition: Mapping[str, Any],
    tasks: Mapping[str, Task],
    sent: dict[str, Any],
    clock: Clock,
    execution: str = "arn:run",
) -> Ended:
    """Run to the end; `tasks` are by the names in the definition's `${...}`."""
    began, ended, name = clock(), Ended("RUNNING", data=dict(sent)), definition["StartAt"]
    context = {"$$.Execution.Id": execution, "$$.Execution.StartTime": began.isoformat()}
    until = began + timedelta(seconds=definition["TimeoutSeconds"])
    while ended.status == "RUNNING":
        state = definition["States"][name]
        ended.path.append(name)
        unknown = state.keys() - KNOWN[state["Type"]] - {"Type"}
        assert not unknown, f"{name}: {unknown}"
        if clock() >= until:
            ended.status = "TIMED_OUT"
        elif state["Type"] == "Succeed":
            ended.status = "SUCCEEDED"
        elif state["Type"] == "Fail":
            ended.status = "FAILED"
        elif state["Type"] == "Wait":
            clock.wait(state["Seconds"])
            name = state["Next"]
        elif state["Type"] == "Choice":
            name = _chosen(state, ended.data)
        else:
            name = _task(state, tasks, ended.data, context, clock)
    return ended


def _chosen(state: Mapping[str, Any], data: dict[str, Any]) -> str:
    for rule in state["Choices"]:
        if _holds({key: part for key, part in rule.items() if key != "Next"}, data):
            return str(rule["Next"])
    return str(state["Default"])


def _holds(rule: Mapping[str, Any], data: dict[str, Any]) -> bool:
    if "And" in rule:
        assert set(rule) == {"And"}, rule
        return all(_holds(part, data) for part in rule["And"])
    is_there, value = _at(rule["Variable"], data)
    (test,) = rule.keys() - {"Variable"}
    if test == "IsPresent":
        return is_there == rule[test]
    assert test in ("StringEquals", "BooleanEquals"), test
    assert is_there, f"{rule['Variable']} is not there"
    return bool(value == rule[test])


def _task(
    state: Mapping[str, Any],
    tasks: Mapping[str, Task],
    data: dict[str, Any],
    context: Mapping[str, str],
    clock: Clock,
) -> str:
    task = tasks[state["Resource"].removeprefix("${").removesuffix("}")]
    given = {
        key.removesuffix(".$"): data if value == "$" else context.get(value, value)
        for key, value in state["Parameters"].items()
    }
    tried = dict[int, int]()
    while True:
        try:
            _put(state["ResultPath"], task(given), data)
        except Exception as error:  # noqa: BLE001 (Lambda hands on whatever is raised)
            name = type(error).__name__
            wait = _waits(state["Retry"], name, tried)
            if wait is not None:
                clock.wait(wait)
                continue
            caught = next(one for one in state["Catch"] if _fits(one, name))
            cause = {"errorMessage": str(error), "errorType": name, "stackTrace": ["somewhere"]}
            told = {"Error": name, "Cause": json.dumps(cause)}
            _put(caught["ResultPath"], told, data)
            return str(caught["Next"])
        return str(state["Next"])


def _put(path: str, result: object, data: dict[str, Any]) -> None:
    """As Step Functions does it: the result passes through JSON, "$" replaces everything."""
    plain = json.loads(json.dumps(result))
    if path == "$":
        data.clear()
        data.update(plain)
    else:
        data[path.removeprefix("$.")] = plain


def _waits(retriers: list[Any], error: str, tried: dict[int, int]) -> float | None:
    for place, retrier in enumerate(retriers):
        if _fits(retrier, error):
            count = tried.setdefault(place, 0)
            if count >= retrier["MaxAttempts"]:
                return None
            tried[place] = count + 1
            return float(retrier["IntervalSeconds"] * retrier.get("BackoffRate", 2) ** count)
    return None


def _fits(rule: Mapping[str, Any], error: str) -> bool:
    return bool({"States.ALL", error} & set(rule["ErrorEquals"]))


def _at(path: str, data: dict[str, Any]) -> tuple[bool, object]:
    inside: dict[str, Any] = data
    found: object = None
    for key in path.removeprefix("$.").split("."):
        if key not in inside:
            return False, None
        found = inside[key]
        inside = cast(dict[str, Any], found if isinstance(found, dict) else {})
    return True, cast(object, found)
