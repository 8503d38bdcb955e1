"""The workflow of a drill, in the Amazon States Language, as a value."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import timedelta
from typing import cast

from filmops.states import State, choice, pause, task

OPERATE, VALIDATE, RECORD, TELL = "Operate", "Validate", "Record", "Tell"
"""The functions, as the definition names them: `${Operate}` stands for an ARN."""
POLL = timedelta(minutes=1)
_GONE_WITHIN = timedelta(minutes=30)
_DONE, _FAILED, _NOTHING = "Good", "Not good", "Already running"


@dataclass(frozen=True, slots=True)
class Workflow:
    """From a restore to its record; whatever fails on the way, the way leads through `end`.

    A drill restores by itself and ends by deleting. A restore test finds the instance that AWS
    Backup restored (`restores` is False) and ends by telling the verdict. `lasts` ends the run by
    force: what is done in time must have been done by the workflow itself.
    """

    restores: bool
    lasts: timedelta

    @property
    def functions(self) -> Sequence[str]:
        """The functions it calls."""
        return (OPERATE, VALIDATE, RECORD) if self.restores else (OPERATE, VALIDATE, RECORD, TELL)

    @property
    def end(self) -> str:
        """The state that no way around leads past."""
        return "Clean up" if self.restores else "Tell"

    @property
    def definition(self) -> State:
        """The state machine."""
        first = "Restore" if self.restores else "Look"
        return {
            "StartAt": "Begin",
            "TimeoutSeconds": int(self.lasts.total_seconds()),
            "States": {
                # A run that was ended by force is cleaned up after by another.
                "Begin": choice({"Variable": "$.after", "IsPresent": True}, self.end, first),
                **(self._restore() if self.restores else {}),
                "Look": self._step("look", OPERATE, "seen", "Ready?"),
                "Ready?": self._ready(),
                "Pause": pause(POLL, "Look"),
                "Validate": self._validate(),
                self.end: self._clean_up() if self.restores else self._tell(),
                "Record": task("record", RECORD, "recorded", "Good?", _FAILED, "not_recorded"),
                "Good?": choice(
                    {"Variable": "$.recorded.succeeded", "BooleanEquals": True}, _DONE, _FAILED
                ),
                _DONE: {"Type": "Succeed"},
                _FAILED: {
                    "Type": "Fail",
                    "Error": "DrillFailed",
                    "Cause": "The record of this run says why",
                },
                **({_NOTHING: {"Type": "Succeed"}} if self.restores else {}),
            },
        }

    def _restore(self) -> Mapping[str, State]:
        state = self._step("restore", OPERATE, "run", "Look")
        caught = {"ErrorEquals": ["AlreadyRunning"], "ResultPath": "$.error", "Next": _NOTHING}
        once = {"ErrorEquals": ["AlreadyRunning", "LeftBehindError"], "MaxAttempts": 0}
        return {
            "Restore": {
                **state,
                "Retry": [once, *_list(state["Retry"])],
                "Catch": [caught, *_list(state["Catch"])],
            }
        }

    def _validate(self) -> State:
        """Twice at most: it may read for a quarter of an hour, and the run has an end."""
        state = self._step("validate", VALIDATE, "outcome", self.end)
        again = {"ErrorEquals": ["States.ALL"], "IntervalSeconds": 60, "MaxAttempts": 1}
        return {**state, "Retry": [again]}

    def _ready(self) -> State:
        return {
            "Type": "Choice",
            "Choices": [
                {"Variable": "$.seen.phase", "StringEquals": "ready", "Next": "Validate"},
                {"Variable": "$.seen.phase", "StringEquals": "waiting", "Next": "Pause"},
            ],
            "Default": self.end,
        }

    def _clean_up(self) -> State:
        """Asked until the instance is gone; one that stays is a failure of its own."""
        waits = {
            "ErrorEquals": ["States.ALL"],
            "IntervalSeconds": int(POLL.total_seconds()),
            "MaxAttempts": _GONE_WITHIN // POLL,
            "BackoffRate": 1,
        }
        state = task("clean", OPERATE, "cleaned", "Record", "Record", "not_cleaned")
        return {**state, "Retry": [waits]}

    def _tell(self) -> State:
        return task("tell", TELL, "told", "Record", "Record", "not_told")

    def _step(self, step: str, function: str, result: str, following: str) -> State:
        return task(step, function, result, following, self.end, "error")


def _list(value: object) -> list[object]:
    return cast("list[object]", value)
