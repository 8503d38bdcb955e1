"""One maintenance window, worked through on the deployed stacks by the emulator's Step Functions.

What is replaced, and nothing else: the calendar of the functions says that a window is open today;
the watch lasts two seconds; no change calendar and no native SLOs are asked, which the emulator does
not know; waits of the workflow are shorter by the emulator's speed. The database's part works on a
real PostgreSQL where there is one (local/demo/window_database.py).
"""

import json
import time
from collections.abc import Callable, Iterator, Mapping
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

from assurance.assembly import Resource, Stage
from assurance.assembly.values import dig, mapping, text
from local.cloud import EmbeddedAws
from local.demo.scenes import Moment, SceneError
from local.demo.window_database import Deployed, database_of

MACHINE, FUNCTION = "AWS::StepFunctions::StateMachine", "AWS::Lambda::Function"
ENDS_WITHIN = 180.0
"""Seconds; a machine of its own takes about twenty."""
_REPLACED = {"WATCH_SECONDS": "2", "OBJECTIVES": "", "CHANGE_CALENDAR": ""}
_HOUR, _DAY = timedelta(hours=1), timedelta(days=1)
_LAST = 28
"""Every month has it, and it is a 4th weekday."""
_WEEKDAYS = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday")


def window_is_worked_through(
    aws: EmbeddedAws, stage: Stage, physical: Callable[[Resource], str]
) -> Iterator[Moment]:
    """Its functions are told of a window today; it is started, ends well, and says what it did."""
    scene = _Scene(aws, stage, physical)
    with database_of(scene.deployed, scene.asset) as database:
        yield scene.moment(database.said, "")
        yield from scene.play()


class _Scene:
    """The parts of the window that are deployed."""

    def __init__(self, aws: EmbeddedAws, stage: Stage, physical: Callable[[Resource], str]) -> None:
        self._aws, self._physical = aws, physical
        self._began = time.monotonic()
        self._machine = _machine(stage)
        self.region = self._machine.stack.region
        self._functions = {
            name: function
            for function in stage.resources(FUNCTION)
            if function.stack is self._machine.stack
            for name in [text(function.properties.get("FunctionName"))]
        }
        self._window, calendar = _today(datetime.now(UTC))
        self._calendar = json.dumps(calendar)

    @property
    def deployed(self) -> Deployed:
        """Its functions, as the database's part changes them."""
        prefix = text(self._machine.properties.get("StateMachineName")).removesuffix(
            "-maintenance-window"
        )
        return Deployed(self._aws, self.region, prefix, self.change)

    def asset(self, name: str) -> Path:
        """The folder that a function was deployed from."""
        function = self._functions[name]
        path = text(mapping(function.raw.get("Metadata")).get("aws:asset:path"))
        return function.stack.template.parent / path

    def play(self) -> Iterator[Moment]:
        """From the start of the workflow to its record."""
        for name, function in self._functions.items():
            self.change(name, {} if "CALENDAR" in _variables(function) else None)
        arn = self._states(
            "start_execution",
            stateMachineArn=self._physical(self._machine),
            input=json.dumps({"window": self._window}),
        )["executionArn"]
        yield self.moment(f"The window of {self._window} opens", self.region)
        until = time.monotonic() + ENDS_WITHIN
        while (found := self._states("describe_execution", executionArn=arn))[
            "status"
        ] == "RUNNING":
            if time.monotonic() > until:
                raise SceneError(f"wanted the window to end in {ENDS_WITHIN:.0f} s, got RUNNING")
            time.sleep(0.1)
        yield self.moment(f"The workflow ends: {found['status']}", "gate to summary")
        yield from self._told()

    def change(self, name: str, variables: Mapping[str, str] | None) -> None:
        """Give a function other variables; None leaves it as it was deployed."""
        if variables is None:
            return
        functions = self._aws.client("lambda", self.region)
        said = functions.get_function_configuration(FunctionName=name)
        before = said.get("Environment", {}).get("Variables", {})
        replaced = {key: one for key, one in _REPLACED.items() if key in before}
        after = {**before, **replaced, "CALENDAR": self._calendar, **variables}
        functions.update_function_configuration(FunctionName=name, Environment={"Variables": after})

    def moment(self, what: str, seen: str) -> Moment:
        """Now."""
        return Moment(timedelta(seconds=time.monotonic() - self._began), what, seen)

    def _states(self, operation: str, **request: object) -> dict[str, Any]:
        return self._aws.call("stepfunctions", self.region, operation, **request)

    def _told(self) -> Iterator[Moment]:
        """The summary as it is kept, line by line; raises SceneError when the window was not good."""
        kept = self._records()
        summary, run = kept.get("summary", {}), kept.get("run", {})
        yield self.moment(summary.get("title", "no summary"), f"kept as {run.get('outcome')}")
        for line in summary.get("text", "").splitlines():
            yield self.moment(line, "")
        if run.get("outcome") != "good":
            raise SceneError(f"wanted a good window, got {run.get('outcome', 'none')}")

    def _records(self) -> dict[str, dict[str, str]]:
        table = text(_variables(self._of("maintenance-summary")).get("RECORDS"))
        items: list[dict[str, Any]] = self._aws.call(
            "dynamodb",
            self.region,
            "query",
            TableName=table,
            KeyConditionExpression="#w = :w",
            ExpressionAttributeNames={"#w": "window"},
            ExpressionAttributeValues={":w": {"S": self._window}},
        )["Items"]
        read = [{key: one.get("S", "") for key, one in item.items()} for item in items]
        return {one["what"]: one for one in read}

    def _of(self, ends: str) -> Resource:
        return next(one for name, one in self._functions.items() if name.endswith(ends))


def _machine(stage: Stage) -> Resource:
    for machine in stage.resources(MACHINE):
        if text(machine.properties.get("StateMachineName")).endswith("maintenance-window"):
            return machine
    raise SceneError("wanted the workflow of a window, got none")


def _variables(function: Resource) -> Mapping[str, Any]:
    found = dig(dict(function.properties), "Environment", "Variables")
    return found if isinstance(found, dict) else {}


def _today(now: datetime) -> tuple[str, dict[str, object]]:
    """A window that is open now and for four hours more: its id, and the calendar that has it."""
    day = now.replace(day=min(now.day, _LAST), hour=0, minute=0, second=0, microsecond=0)
    nth = ("1st", "2nd", "3rd", "4th")[(day.day - 1) // 7]
    lasts = now + 4 * _HOUR - day
    calendar: dict[str, object] = {
        "days": [f"{nth} {_WEEKDAYS[day.weekday()]}"],
        "start": "00:00",
        "length_seconds": int(lasts.total_seconds()),
        "ahead_seconds": [int(_DAY.total_seconds())],
    }
    return f"{day:%Y-%m-%d}", calendar
