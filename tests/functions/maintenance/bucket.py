"""The archive's bucket and the function inside the network, and everything that can befall them."""

import io
import json
from collections.abc import Callable, Iterator, Mapping
from contextlib import suppress
from dataclasses import dataclass, field
from typing import Any

from functions.maintenance.archive_batch import unzipped
from functions.maintenance.archive_inside import answer
from functions.maintenance.sessions import Session
from tests.functions.maintenance.studio import JOBS


class NoSuchKey(Exception):  # noqa: N818
    """As S3 names it."""


class Exceptions:
    """The exceptions of a client of S3."""

    NoSuchKey = NoSuchKey


class Killed(BaseException):
    """What a function does not live to see."""


@dataclass
class Fate:
    """Kills the function at its nth call of anything, before or after it is done.

    `meanwhile` happens just before the call of that number.
    """

    dies_at: int = 0
    after: bool = False
    calls: int = 0
    meanwhile: Mapping[int, Callable[[], object]] = field(
        default_factory=dict[int, Callable[[], object]]
    )

    def around(self, call: Callable[[], Any]) -> Any:  # noqa: ANN401
        self.calls += 1
        if happens := self.meanwhile.get(self.calls):
            happens()
        if self.calls == self.dies_at and not self.after:
            raise Killed
        answered = call()
        if self.calls == self.dies_at:
            raise Killed
        return answered


@dataclass
class Bucket:
    """S3, one bucket; `tears` cuts what is put at these calls in half."""

    fate: Fate
    objects: dict[str, bytes] = field(default_factory=dict[str, bytes])
    tears: set[int] = field(default_factory=set[int])
    puts: int = 0
    exceptions: type[Exceptions] = Exceptions

    def put_object(self, *, Key: str, Body: bytes, **_: object) -> None:  # noqa: N803
        def put() -> None:
            self.puts += 1
            torn = self.puts in self.tears
            self.objects[Key] = Body[: len(Body) // 2] if torn else Body

        self.fate.around(put)

    def get_object(self, *, Key: str, **_: object) -> dict[str, Any]:  # noqa: N803
        if Key not in self.objects:
            raise NoSuchKey(Key)
        return {"Body": io.BytesIO(self.fate.around(lambda: self.objects[Key]))}

    def delete_object(self, *, Key: str, **_: object) -> None:  # noqa: N803
        self.fate.around(lambda: self.objects.pop(Key, None))

    def get_paginator(self, _: str) -> "Bucket":
        return self

    def paginate(self, *, Prefix: str, **_: object) -> list[dict[str, Any]]:  # noqa: N803
        found = [{"Key": key} for key in sorted(self.objects) if key.startswith(Prefix)]
        return [{"Contents": found}] if found else [{}]

    def lines(self, prefix: str = "jobs/") -> Iterator[str]:
        """Every line that is kept there."""
        for key, body in self.objects.items():
            if key.startswith(prefix) and key.endswith(".gz"):
                with suppress(ValueError):  # torn
                    yield from unzipped(body)


@dataclass
class Lambdas:
    """Lambda: the function inside is the real one, on the real database."""

    session: Session
    fate: Fate
    fails: str = ""

    def invoke(self, *, FunctionName: str, Payload: bytes) -> dict[str, Any]:  # noqa: N803
        assert FunctionName == "inside"

        def answered() -> dict[str, Any]:
            event = json.loads(Payload)
            if self.fails == event["op"]:
                return {"errorMessage": "canceled", "errorType": "RefusedError"}
            try:
                return answer(self.session, event, JOBS, "completed_at")
            except Exception as error:  # noqa: BLE001 (Lambda answers with any)
                return {"errorMessage": str(error), "errorType": type(error).__name__}

        told = self.fate.around(answered)
        failed = {"FunctionError": "Unhandled"} if "errorType" in told else {}
        return {**failed, "Payload": io.BytesIO(json.dumps(told).encode())}
