"""Lambda functions whose runtime nears its end: told while there is time to change it."""

import os
from dataclasses import dataclass
from datetime import date, timedelta
from functools import cache
from typing import TYPE_CHECKING, Any

import boto3

from .calls import PATIENT
from .environment import seconds
from .fence import Clock, utc_now
from .telemetry import observed
from .work import Outcome, Result, Said

if TYPE_CHECKING:  # the stubs are not in the Lambda runtime
    from mypy_boto3_lambda import LambdaClient

ENDS = {
    "dotnet10": date(2028, 11, 14),
    "java25": date(2029, 6, 30),
    "nodejs22.x": date(2027, 4, 30),
    "nodejs24.x": date(2028, 4, 30),
    "python3.13": date(2029, 6, 30),
    "python3.14": date(2029, 6, 30),
    "ruby3.4": date(2028, 3, 31),
}
"""When AWS stops patching a runtime: https://docs.aws.amazon.com/lambda/latest/dg/lambda-runtimes.html
as listed by https://endoflife.date/aws-lambda in February 2026. A runtime that is not here is older
than all of these, or newer than this table: both have to be looked at. No API tells the dates."""
_SHOWN = 5


@observed
def handle(_event: Said, _context: object) -> dict[str, Any]:
    """Lambda's entry: the step `runtimes` of the workflow."""
    return runtimes_of_process().run().said()


@cache
def runtimes_of_process() -> "Runtimes":
    """Built once for all invocations of this process."""
    functions: LambdaClient = boto3.client("lambda", config=PATIENT)  # pyright: ignore[reportUnknownMemberType]
    return Runtimes(functions, seconds(os.environ, "WITHIN_SECONDS"))


@dataclass(frozen=True, slots=True)
class Runtimes:
    """Names the functions of this Region whose runtime ends `within` that time, or is unknown."""

    functions: "LambdaClient"
    within: timedelta
    now: Clock = utc_now

    def run(self) -> Result:
        """What has to be changed; it changes nothing itself."""
        ending, unknown, count = list[str](), list[str](), 0
        for page in self.functions.get_paginator("list_functions").paginate():
            for one in page["Functions"]:
                count += 1
                runtime = str(one.get("Runtime", ""))
                end = ENDS.get(runtime)
                named = f"{one.get('FunctionName')} ({runtime or 'an image'})"
                if end is not None and end <= (self.now() + self.within).date():
                    ending.append(f"{named} ends {end:%Y-%m-%d}")
                elif end is None and runtime and not runtime.startswith("provided"):
                    unknown.append(named)
        figures = {"functions": count, "ending": len(ending), "of unknown end": len(unknown)}
        told = [*ending, *(f"{one} is in no table" for one in unknown)]
        if not told:
            return Result(Outcome.DONE, f"no runtime of {count} functions nears its end", figures)
        more = f" and {len(told) - _SHOWN} more" if len(told) > _SHOWN else ""
        return Result(Outcome.DONE, f"to be changed: {', '.join(told[:_SHOWN])}{more}", figures)
