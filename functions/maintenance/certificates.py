"""Every certificate of the Region's ACM: issued, in use, renewing, days left."""

import os
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from functools import cache
from typing import TYPE_CHECKING, Any, cast

import boto3

from .calls import PATIENT
from .environment import seconds
from .fence import Clock, utc_now
from .telemetry import observed
from .work import Outcome, Result, Said

if TYPE_CHECKING:  # the stubs are not in the Lambda runtime
    from mypy_boto3_acm import ACMClient
    from mypy_boto3_acm.literals import KeyAlgorithmType

_KEYS: "tuple[KeyAlgorithmType, ...]" = (
    "RSA_1024",
    "RSA_2048",
    "RSA_3072",
    "RSA_4096",
    "EC_prime256v1",
    "EC_secp384r1",
    "EC_secp521r1",
)
"""ListCertificates leaves out all but RSA 1024 and 2048 unless asked for them."""
_DAY = timedelta(days=1)


@observed
def handle(_event: Said, _context: object) -> dict[str, Any]:
    """Lambda's entry: the step `certificates` of the workflow."""
    return certificates_of_process().run().said()


@cache
def certificates_of_process() -> "Certificates":
    """Built once for all invocations of this process."""
    acm: ACMClient = boto3.client("acm", config=PATIENT)  # pyright: ignore[reportUnknownMemberType]
    return Certificates(
        acm=acm,
        least=seconds(os.environ, "LEAST_SECONDS"),
        imported=seconds(os.environ, "IMPORTED_SECONDS"),
    )


@dataclass(frozen=True, slots=True)
class Certificates:
    """A certificate in use must be issued and good for at least `least`.

    ACM never renews an imported one: it is named as soon as `imported` is left.
    """

    acm: "ACMClient"
    least: timedelta
    imported: timedelta
    now: Clock = utc_now

    def run(self) -> Result:
        """FAILED when one needs a person now; what can wait is named."""
        every = list(self._every())
        wrong = [told for one in every if (told := self._wrong(one))]
        early = [told for one in every if not self._wrong(one) and (told := self._early(one))]
        days = [left for one in every if (left := self._left(one)) is not None]
        figures: dict[str, float | str] = {
            "certificates": len(every),
            "in use": sum(bool(one.get("InUseBy")) for one in every),
            "fewest days left": min((int(left / _DAY) for left in days), default="none"),
        }
        if wrong:
            return Result(Outcome.FAILED, "; ".join([*wrong, *early]), figures)
        told = "; ".join(early) or "issued and good, all of them"
        return Result(Outcome.DONE, told if every else "there are none", figures)

    def _wrong(self, one: Mapping[str, Any]) -> str:
        """What is wrong with a certificate in use."""
        if not one.get("InUseBy"):
            return ""
        name, status, left = _name(one), one.get("Status"), self._left(one)
        renewal = str(one.get("RenewalSummary", {}).get("RenewalStatus", ""))
        if status != "ISSUED":
            return f"{name} is {status}"
        if renewal == "FAILED":
            return f"{name}: its renewal failed"
        if left is not None and left < self.least:
            return f"{name}: {int(left / _DAY)} days left{renewal and f', renewal {renewal}'}"
        return ""

    def _early(self, one: Mapping[str, Any]) -> str:
        """What somebody should know before it hurts."""
        name, left = _name(one), self._left(one)
        if not one.get("InUseBy"):
            return f"{name} is used by nothing"
        if one.get("Type") == "IMPORTED" and left is not None and left < self.imported:
            return f"{name} was imported and has {int(left / _DAY)} days left: nobody renews it"
        if one.get("RenewalSummary", {}).get("RenewalStatus") == "PENDING_VALIDATION":
            return f"{name} waits for its validation"
        return ""

    def _left(self, one: Mapping[str, Any]) -> timedelta | None:
        until = one.get("NotAfter")
        return until - self.now() if isinstance(until, datetime) else None

    def _every(self) -> Iterator[Mapping[str, Any]]:
        pages = self.acm.get_paginator("list_certificates").paginate(
            Includes={"keyTypes": list(_KEYS)}
        )
        for page in pages:
            for listed in page["CertificateSummaryList"]:
                arn = str(listed.get("CertificateArn"))
                found = self.acm.describe_certificate(CertificateArn=arn)["Certificate"]
                yield cast("Mapping[str, Any]", found)


def _name(one: Mapping[str, Any]) -> str:
    return str(one.get("DomainName") or one.get("CertificateArn"))
