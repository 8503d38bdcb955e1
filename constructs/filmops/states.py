"""Pieces of the Amazon States Language that our workflows share, as values."""

from collections.abc import Mapping, Sequence
from datetime import timedelta
from typing import Protocol

State = Mapping[str, object]


class Definition(Protocol):
    """A state machine as a value."""

    @property
    def functions(self) -> Sequence[str]:
        """The functions it calls, as the definition names them: `${Name}` stands for an ARN."""
        ...

    @property
    def definition(self) -> State:
        """The state machine."""
        ...


def task(
    step: str, function: str, result: str, following: str, otherwise: str, error: str
) -> dict[str, object]:
    """One call of a function, tried again a few times: every step may be repeated."""
    return {
        "Type": "Task",
        "Resource": f"${{{function}}}",
        "Parameters": {
            "step": step,
            "state.$": "$",
            "execution.$": "$$.Execution.Id",
            "started.$": "$$.Execution.StartTime",
        },
        "ResultPath": f"$.{result}" if result else "$",
        "Retry": [
            {
                "ErrorEquals": ["States.ALL"],
                "IntervalSeconds": 20,
                "MaxAttempts": 3,
                "BackoffRate": 2,
            }
        ],
        "Catch": [{"ErrorEquals": ["States.ALL"], "ResultPath": f"$.{error}", "Next": otherwise}],
        "Next": following,
    }


def choice(rule: State, then: str, otherwise: str) -> State:
    """One way where the rule holds, the other where it does not."""
    return {"Type": "Choice", "Choices": [{**rule, "Next": then}], "Default": otherwise}


def said(path: str, word: str) -> dict[str, list[State]]:
    """The rule that something is there and is that word: a path that is not there is an error."""
    variable = f"$.{path}"
    return {
        "And": [
            {"Variable": variable, "IsPresent": True},
            {"Variable": variable, "StringEquals": word},
        ]
    }


def pause(lasts: timedelta, following: str) -> State:
    """A wait."""
    return {"Type": "Wait", "Seconds": int(lasts.total_seconds()), "Next": following}
