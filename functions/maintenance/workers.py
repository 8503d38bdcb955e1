"""Security patches of the GPU workers: Systems Manager installs them, a few workers at a time."""

import os
from dataclasses import dataclass
from datetime import timedelta
from functools import cache
from typing import TYPE_CHECKING, Any

import boto3

from .calls import PATIENT
from .environment import required, seconds
from .fence import Fence
from .telemetry import observed
from .work import Call, Figure, Outcome, Result, Said

if TYPE_CHECKING:  # the stubs are not in the Lambda runtime
    from mypy_boto3_autoscaling import AutoScalingClient
    from mypy_boto3_ssm import SSMClient
    from mypy_boto3_ssm.type_defs import CommandTypeDef

GROUP_TAG = "tag:aws:autoscaling:groupName"
DOCUMENT = "AWS-RunPatchBaseline"
INSTALL = "install"
_GOING = ("Pending", "InProgress", "Cancelling")
_ASKED_AT_ONCE = 50
"""Instances in one question (DescribeInstancePatchStates)."""


@observed
def handle(event: Said, _context: object) -> dict[str, Any]:
    """Lambda's entry: the step `workers` of the workflow."""
    return workers_of_process().run(Call.of(event)).said()


@cache
def workers_of_process() -> "Workers":
    """Built once for all invocations of this process."""
    ssm: SSMClient = boto3.client("ssm", config=PATIENT)  # pyright: ignore[reportUnknownMemberType]
    groups: AutoScalingClient = boto3.client("autoscaling", config=PATIENT)  # pyright: ignore[reportUnknownMemberType]
    return Workers(
        ssm=ssm,
        groups=groups,
        group=os.environ.get("GROUP", ""),
        installs=required(os.environ, "WORKERS") == INSTALL,
        batch=required(os.environ, "BATCH"),
        lasts=seconds(os.environ, "NEEDS_SECONDS"),
        fence=Fence.of_process(),
    )


@dataclass(frozen=True, slots=True)
class Workers:
    """The workers of an Auto Scaling `group`, "" where there is none.

    `batch` is how many are patched at once, a number or a share such as 20%; the first failure
    ends it. `lasts` is the time a patching needs; without it none is begun.
    """

    ssm: "SSMClient"
    groups: "AutoScalingClient"
    group: str
    installs: bool
    batch: str
    lasts: timedelta
    fence: Fence

    def run(self, call: Call) -> Result:
        """Install what is missing, or say what is; asked again while it is being installed."""
        if not self.group:
            return Result(Outcome.SKIPPED, "no workers here")
        workers = self._instances()
        if not workers:
            return Result(Outcome.DONE, "no worker is running: each starts from its image")
        if not self.installs:
            return self._reported(workers)
        command = self._command(call)
        if command is None:
            self.fence.check(call.window, self.lasts)
            return self._begun(call, workers)
        return self._seen(call, command, workers)

    def _begun(self, call: Call, workers: list[str]) -> Result:
        missing = self._missing(workers)
        sent = self.ssm.send_command(
            DocumentName=DOCUMENT,
            Targets=[{"Key": GROUP_TAG, "Values": [self.group]}],
            Parameters={"Operation": ["Install"], "RebootOption": ["RebootIfNeeded"]},
            Comment=_comment(call.window),
            MaxConcurrency=self.batch,
            MaxErrors="0",
            TimeoutSeconds=600,
        )["Command"]
        command = str(sent.get("CommandId"))
        cursor: dict[str, object] = {"command": command, **missing}
        return Result(Outcome.AGAIN, f"patching has begun: {command}", cursor=cursor)

    def _seen(self, call: Call, command: "CommandTypeDef", workers: list[str]) -> Result:
        status, reached = command.get("Status", ""), command.get("CompletedCount", 0)
        of = command.get("TargetCount", 0)
        if status in _GOING:
            if not self.fence.is_open(call.window):
                told = f"{reached} of {of} workers patched and still going on as time is up"
                return Result(Outcome.FAILED, told)
            return Result(Outcome.AGAIN, f"{reached} of {of} workers", cursor=call.cursor)
        before = {f"{name}_before": str(value) for name, value in _asked(call.cursor).items()}
        after = {f"{name}_after": value for name, value in self._missing(workers).items()}
        figures: dict[str, Figure] = {"workers patched": reached, **before, **after}
        if status == "Success":
            return Result(Outcome.DONE, f"{reached} of {of} workers patched", figures)
        failed = command.get("ErrorCount", 0)
        return Result(
            Outcome.FAILED, f"patching ended as {status}: {failed} of {of} failed", figures
        )

    def _reported(self, workers: list[str]) -> Result:
        missing = self._missing(workers)
        said = ", ".join(f"{value} {name}" for name, value in missing.items())
        return Result(Outcome.DONE, f"reported only: {said}", {**missing})

    def _command(self, call: Call) -> "CommandTypeDef | None":
        """The command of this window: a call before this one may have got through unheard."""
        pages = self.ssm.get_paginator("list_commands").paginate(
            Filters=[{"key": "DocumentName", "value": DOCUMENT}]
        )
        for page in pages:
            for one in page["Commands"]:
                if one.get("Comment") == _comment(call.window):
                    return one
        return None

    def _missing(self, workers: list[str]) -> dict[str, int]:
        """Patches that are missing by the last scan, and workers that nobody has scanned."""
        missing = failed = scanned = 0
        for start in range(0, len(workers), _ASKED_AT_ONCE):
            states = self.ssm.describe_instance_patch_states(
                InstanceIds=workers[start : start + _ASKED_AT_ONCE]
            )["InstancePatchStates"]
            scanned += len(states)
            missing += sum(one.get("MissingCount", 0) for one in states)
            failed += sum(one.get("FailedCount", 0) for one in states)
        return {
            "patches missing": missing,
            "patches failed": failed,
            "workers never scanned": len(workers) - scanned,
        }

    def _instances(self) -> list[str]:
        found = self.groups.describe_auto_scaling_groups(AutoScalingGroupNames=[self.group])
        return [
            one["InstanceId"]
            for group in found["AutoScalingGroups"]
            for one in group.get("Instances", [])
            if one["LifecycleState"] == "InService"
        ]


def _comment(window: str) -> str:
    return f"Maintenance window {window}"


def _asked(cursor: Said) -> Said:
    return {name: value for name, value in cursor.items() if name != "command"}
