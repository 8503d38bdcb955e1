"""Mutes for one date: written ahead, of alarms the work disturbs, taken away when the work is done."""

import json
import os
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from functools import cache
from typing import TYPE_CHECKING, Any, cast

import boto3
from botocore.exceptions import ClientError

from .calls import PATIENT
from .environment import required
from .records import MUTE, RUN, Records, code_of
from .telemetry import logger, observed
from .windows import Calendar, Window, window_of
from .work import Call, Outcome, Result, Said

if TYPE_CHECKING:  # the stubs are not in the Lambda runtime
    from mypy_boto3_cloudwatch import CloudWatchClient
    from mypy_boto3_dynamodb import DynamoDBClient
    from mypy_boto3_ssm import SSMClient

MOST = 100
"""Alarms of one rule (UserGuide/alarm-mute-rules.html)."""
_HOUR, _MINUTE = timedelta(hours=1), timedelta(minutes=1)
_GONE = frozenset({"ResourceNotFoundException", "ResourceNotFound"})
ON, LIFTED = "on", "lifted"


@observed
def handle(event: Said, _context: object) -> dict[str, Any]:
    """Lambda's entry: the workflow's step that takes the mutes of its window away."""
    return lifting_of_process().lift(Call.of(event), datetime.now(UTC)).said()


@cache
def lifting_of_process() -> "Lifting":
    """Built once for all invocations of this process."""
    return Lifting(Calendar.read(os.environ), mutes_of(os.environ))


@dataclass(frozen=True, slots=True)
class Lifting:
    """What the step needs."""

    calendar: Calendar
    mutes: "Mutes"

    def lift(self, call: Call, now: datetime) -> Result:
        """End the mutes of the call's window, unless another run still works in it."""
        window = window_of(self.calendar, call)
        run = self.mutes.records.of(window.id).get(RUN, {})
        if run.get("execution") not in (None, call.execution) and "ended" not in run:
            return Result(Outcome.SKIPPED, "another run works in the window")
        return self.mutes.lift(window, now)


def mutes_of(variables: Mapping[str, str]) -> "Mutes":
    """The mutes that the environment variables name."""
    # boto3-stubs leaves the clients of services we did not install unknown.
    cloudwatch: CloudWatchClient = boto3.client("cloudwatch", config=PATIENT)  # pyright: ignore[reportUnknownMemberType]
    dynamodb: DynamoDBClient = boto3.client("dynamodb", config=PATIENT)  # pyright: ignore[reportUnknownMemberType]
    ssm: SSMClient = boto3.client("ssm", config=PATIENT)  # pyright: ignore[reportUnknownMemberType]
    return Mutes(
        cloudwatch=cloudwatch,
        ssm=ssm,
        records=Records(dynamodb, required(variables, "RECORDS")),
        listed=required(variables, "MUTED"),
        prefix=required(variables, "PREFIX"),
    )


@dataclass(frozen=True, slots=True)
class Mutes:
    """The mute rules of an environment; `listed` is the parameter with the alarms, by reason."""

    cloudwatch: "CloudWatchClient"
    ssm: "SSMClient"
    records: Records
    listed: str
    prefix: str

    def put(self, window: Window, now: datetime) -> Sequence[str]:
        """Mute the listed alarms for a window to come; the names of the rules.

        Nothing is muted again that was lifted, and nothing once the window has begun: what is
        muted then is not muted ahead. Repeating it changes nothing.
        """
        kept = self.records.of(window.id).get(MUTE, {})
        if kept.get("state") in (ON, LIFTED) or now >= window.start:
            return ()
        alarms = self.alarms()
        parts = [alarms[at : at + MOST] for at in range(0, len(alarms), MOST)]
        named = {self._name(window, number): part for number, part in enumerate(parts, start=1)}
        # Before they are there: whoever lifts them must know of those made before a failure.
        self.records.keep(window.id, MUTE, state="begun", rules=",".join(named))
        for name, part in named.items():
            self._put_rule(name, part, window)
        told = {"rules": ",".join(named), "alarms": ",".join(alarms), "at": now.isoformat()}
        self.records.keep(window.id, MUTE, state=ON, **told)
        return tuple(named)

    def lift(self, window: Window, now: datetime) -> Result:
        """Take them away; CloudWatch then tells what is still in alarm. It may be repeated."""
        kept = self.records.of(window.id).get(MUTE)
        if kept is None:
            return Result(Outcome.SKIPPED, "nothing was muted")
        rules = [one for one in kept.get("rules", "").split(",") if one]
        for name in rules:
            self._delete(name)
        if kept.get("state") == LIFTED:
            return Result(Outcome.DONE, "the mutes were gone already", {"mute rules": len(rules)})
        self.records.keep(
            window.id, MUTE, **{**_told(kept), "state": LIFTED, "lifted": now.isoformat()}
        )
        return Result(Outcome.DONE, "the mutes are gone", {"mute rules": len(rules)})

    def alarms(self) -> Sequence[str]:
        """Every listed alarm once; raises ValueError when the list cannot be read."""
        text = self.ssm.get_parameter(Name=self.listed)["Parameter"].get("Value", "")
        try:
            reasons = json.loads(text)
            if not isinstance(reasons, list):
                raise TypeError("no list")
            reasons = cast("list[dict[str, Any]]", reasons)
            return tuple(dict.fromkeys(str(name) for one in reasons for name in one["alarms"]))
        except (KeyError, TypeError, ValueError):
            raise ValueError(f"{self.listed}: wanted a list of reasons with alarms") from None

    def _put_rule(self, name: str, alarms: Sequence[str], window: Window) -> None:
        self.cloudwatch.put_alarm_mute_rule(
            Name=name,
            Description=f"The maintenance window of {window.id}; gone when its work is done",
            Rule={
                "Schedule": {
                    "Expression": f"at({window.start:%Y-%m-%dT%H:%M})",
                    "Duration": _iso(window.end - window.start),
                    "Timezone": "UTC",
                }
            },
            MuteTargets={"AlarmNames": list(alarms)},
        )

    def _delete(self, name: str) -> None:
        try:
            self.cloudwatch.delete_alarm_mute_rule(AlarmMuteRuleName=name)
        except ClientError as error:
            if code_of(error) not in _GONE:
                raise
            logger.info("no such mute rule", extra={"rule": name})

    def _name(self, window: Window, number: int) -> str:
        return f"{self.prefix}-window-{window.id}-{number}"


def _told(kept: Mapping[str, str]) -> dict[str, str]:
    return {name: value for name, value in kept.items() if name not in ("window", "what")}


def _iso(length: timedelta) -> str:
    hours, rest = divmod(length, _HOUR)
    minutes = rest // _MINUTE
    return f"PT{f'{hours}H' * bool(hours)}{f'{minutes}M' * bool(minutes)}"
