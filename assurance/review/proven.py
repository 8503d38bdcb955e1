"""What the base was proven to keep by its own rules: the JSON that its own `prove` wrote."""

from __future__ import annotations

from pathlib import Path
from typing import Final

from pydantic import BaseModel, ConfigDict, TypeAdapter, ValidationError

from assurance.assembly.files import unusable
from assurance.review.pairing import Proven
from assurance.verdict import Proof, Verdict


class _Promise(BaseModel):
    """One promise of the report; what newer reports add is left aside."""

    model_config = ConfigDict(frozen=True, extra="ignore")

    id: str
    section: str
    promised: str
    proven: str
    verdict: Verdict
    because: str
    fix: str


class _Environment(BaseModel):
    model_config = ConfigDict(frozen=True, extra="ignore")

    name: str
    promises: tuple[_Promise, ...]


class _Report(BaseModel):
    model_config = ConfigDict(frozen=True, extra="ignore")

    environments: tuple[_Environment, ...]


_REPORT: Final = TypeAdapter(_Report)


def read_proven(file: Path) -> Proven:
    """The proofs of each environment. Raises InputErrors for a file that is no such report."""
    try:
        report = _REPORT.validate_json(file.read_bytes())
    except OSError as error:
        got = (error.strerror or "an error").lower()
        raise unusable(file, "", "the JSON of `prove --format json`", got) from None
    except ValidationError as error:
        first = error.errors()[0]
        key = ".".join(map(str, first["loc"]))
        raise unusable(file, key, "the JSON of `prove --format json`", first["msg"]) from None
    return {
        one.name: {promise.id: _proof(promise) for promise in one.promises}
        for one in report.environments
    }


def _proof(promise: _Promise) -> Proof:
    return Proof(
        id=promise.id,
        section=promise.section,
        promised=promise.promised,
        proven=promise.proven,
        verdict=promise.verdict,
        because=promise.because,
        fix=promise.fix,
    )
