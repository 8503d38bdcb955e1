"""What is started once, so long ahead of one window: a schedule for that date alone."""

import json
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import TYPE_CHECKING

from botocore.exceptions import ClientError

from .environment import Variables, required
from .records import code_of
from .windows import Window

if TYPE_CHECKING:  # the stubs are not in the Lambda runtime
    from mypy_boto3_scheduler import EventBridgeSchedulerClient

TOO_LATE, TRIES = 900, 3
"""Seconds after which a start that could not be delivered is given up, and attempts until then."""


@dataclass(frozen=True, slots=True)
class Start:
    """Something that starts `ahead` of a window, as `role`, with `sends` in its input."""

    name: str
    ahead: timedelta
    target: str
    role: str
    sends: Mapping[str, object]

    def at(self, window: Window) -> datetime:
        """When."""
        return window.start - self.ahead


@dataclass(frozen=True, slots=True)
class Desk:
    """The group of schedules that belong to windows, and where lost starts are left."""

    scheduler: "EventBridgeSchedulerClient"
    group: str
    prefix: str
    dead_letters: str

    def write(self, start: Start, window: Window, now: datetime) -> bool:
        """Have it start at its moment, and the schedule deleted afterwards; whether it is new.

        Nothing is written for a moment that has passed; one that is there already stays.
        """
        if start.at(window) <= now:
            return False
        try:
            self.scheduler.create_schedule(
                Name=f"{self.prefix}-{start.name}-{window.id}",
                GroupName=self.group,
                Description=f"Ahead of the maintenance window of {window.id}",
                ScheduleExpression=f"at({start.at(window):%Y-%m-%dT%H:%M:%S})",
                ScheduleExpressionTimezone="UTC",
                FlexibleTimeWindow={"Mode": "OFF"},
                ActionAfterCompletion="DELETE",
                Target={
                    "Arn": start.target,
                    "RoleArn": start.role,
                    "Input": json.dumps({**start.sends, "window": window.id}),
                    "RetryPolicy": {
                        "MaximumEventAgeInSeconds": TOO_LATE,
                        "MaximumRetryAttempts": TRIES,
                    },
                    "DeadLetterConfig": {"Arn": self.dead_letters},
                },
            )
        except ClientError as error:
            if code_of(error) != "ConflictException":
                raise
            return False
        return True


def starts(variables: Variables) -> tuple[Start, ...]:
    """From the variable AHEAD, a list of what is started once; raises ValueError that names it."""
    text = required(variables, "AHEAD")
    try:
        return tuple(
            Start(
                name=str(one["name"]),
                ahead=timedelta(seconds=int(one["seconds"])),
                target=str(one["target"]),
                role=str(one["role"]),
                sends=dict(one["sends"]),
            )
            for one in json.loads(text)
        )
    except (KeyError, TypeError, ValueError):
        wanted = '[{"name", "seconds", "target", "role", "sends"}]'
        raise ValueError(f"AHEAD: wanted {wanted}, got {text!r}") from None
