"""What is paid for and used by nobody: told, never taken away."""

from dataclasses import dataclass
from functools import cache
from typing import TYPE_CHECKING, Any

import boto3

from .calls import PATIENT
from .telemetry import observed
from .work import Outcome, Result, Said

if TYPE_CHECKING:  # the stubs are not in the Lambda runtime
    from mypy_boto3_ec2 import EC2Client

_SHOWN = 5


@observed
def handle(_event: Said, _context: object) -> dict[str, Any]:
    """Lambda's entry: the step `unused` of the workflow."""
    return unused_of_process().run().said()


@cache
def unused_of_process() -> "Unused":
    """Built once for all invocations of this process."""
    ec2: EC2Client = boto3.client("ec2", config=PATIENT)  # pyright: ignore[reportUnknownMemberType]
    return Unused(ec2)


@dataclass(frozen=True, slots=True)
class Unused:
    """Volumes that no instance holds and addresses that lead nowhere, of this Region."""

    ec2: "EC2Client"

    def run(self) -> Result:
        """What could be taken away by whoever knows what it was for."""
        volumes = [
            f"{one.get('VolumeId')} ({one.get('Size', 0)} GiB)"
            for page in self.ec2.get_paginator("describe_volumes").paginate(
                Filters=[{"Name": "status", "Values": ["available"]}]
            )
            for one in page["Volumes"]
        ]
        addresses = [
            str(one.get("PublicIp"))
            for one in self.ec2.describe_addresses()["Addresses"]
            if not one.get("AssociationId")
        ]
        figures = {"volumes": len(volumes), "addresses": len(addresses)}
        told = [*volumes, *addresses]
        if not told:
            return Result(Outcome.DONE, "nothing lies unused", figures)
        more = f" and {len(told) - _SHOWN} more" if len(told) > _SHOWN else ""
        return Result(Outcome.DONE, f"used by nobody: {', '.join(told[:_SHOWN])}{more}", figures)
