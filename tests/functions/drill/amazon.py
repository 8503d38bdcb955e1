"""S3, CloudWatch, Lambda, Secrets Manager and AWS Backup as a drill meets them."""

import io
import json
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from botocore.exceptions import ClientError

from tests.functions.clock import Clock


@dataclass
class Bucket:
    """S3, one bucket."""

    clock: Clock
    objects: dict[str, tuple[datetime, bytes]] = field(
        default_factory=dict[str, tuple[datetime, bytes]]
    )
    refuses: list[Exception] = field(default_factory=list[Exception])

    def put_object(self, *, Key: str, Body: bytes, **_: object) -> None:  # noqa: N803
        if self.refuses:
            raise self.refuses.pop(0)
        self.objects[Key] = (self.clock(), Body)

    def get_object(self, *, Key: str, **_: object) -> dict[str, Any]:  # noqa: N803
        return {"Body": io.BytesIO(self.objects[Key][1])}

    def get_paginator(self, _: str) -> "Listing":
        return Listing(self)

    @property
    def records(self) -> list[dict[str, Any]]:
        return [json.loads(body) for _, body in self.objects.values()]


@dataclass(frozen=True)
class Listing:
    """The paginator of its keys."""

    bucket: Bucket

    def paginate(self, *, Prefix: str, **_: object) -> list[dict[str, Any]]:  # noqa: N803
        found = [
            {"Key": key, "LastModified": written}
            for key, (written, _) in self.bucket.objects.items()
            if key.startswith(Prefix)
        ]
        return [{"Contents": found}] if found else [{}]


@dataclass
class Metrics:
    """CloudWatch: what was published, by drill and name."""

    told: dict[tuple[str, str], list[float]] = field(
        default_factory=dict[tuple[str, str], list[float]]
    )

    def put_metric_data(self, *, Namespace: str, MetricData: list[Any]) -> None:  # noqa: N803
        assert Namespace == "FilmOps/Recovery"
        for one in MetricData:
            (dimension,) = one["Dimensions"]
            key = (dimension["Value"], one["MetricName"])
            self.told.setdefault(key, []).append(one["Value"])


@dataclass
class Reader:
    """Lambda and Secrets Manager: the reader answers `contents`, or fails with `error`."""

    contents: Callable[[], dict[str, Any]]
    error: str = ""
    called_with: list[dict[str, Any]] = field(default_factory=list[dict[str, Any]])

    def invoke(self, *, FunctionName: str, Payload: bytes) -> dict[str, Any]:  # noqa: N803
        assert FunctionName == "filmops-prod-drill-read"
        self.called_with.append(json.loads(Payload))
        if self.error:
            told = {"errorMessage": self.error, "errorType": "InterfaceError"}
            return {"FunctionError": "Unhandled", "Payload": _body(told)}
        return {"Payload": _body(self.contents())}

    def get_secret_value(self, *, SecretId: str) -> dict[str, Any]:  # noqa: N803
        assert SecretId == "arn:secret"
        return {"SecretString": json.dumps({"username": "studio", "password": "s3cret"})}


@dataclass
class Backup:
    """AWS Backup: what it was told of its restore tests."""

    told: list[dict[str, Any]] = field(default_factory=list[dict[str, Any]])

    def put_restore_validation_result(self, **given: Any) -> None:  # noqa: ANN401
        self.told.append(given)


def refused(code: str = "ThrottlingException") -> ClientError:
    return ClientError({"Error": {"Code": code, "Message": "no"}}, "Call")


def _body(told: object) -> io.BytesIO:
    return io.BytesIO(json.dumps(told).encode())
