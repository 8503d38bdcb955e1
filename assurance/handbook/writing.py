"""Writes the pages, or says which of them would be written otherwise."""

from __future__ import annotations

import re
from collections.abc import Mapping
from datetime import UTC, date, datetime
from pathlib import Path

from assurance.assembly import read_assembly
from assurance.assembly.files import unusable
from assurance.handbook import (
    incident_page,
    maintenance_page,
    monitoring_page,
    promises_page,
    recovery_page,
)
from assurance.handbook.source import Source
from environments import find_environment

PAGES = (
    promises_page.PAGE,
    monitoring_page.PAGE,
    incident_page.PAGE,
    maintenance_page.PAGE,
    recovery_page.PAGE,
)
_AS_OF = re.compile(r"as of (\d{4}-\d\d-\d\d)\.")


def write(assembly: Path, environment: str, out: Path, day: date | None = None) -> tuple[Path, ...]:
    """Write every page into `out`, as of `day`; none means today in UTC.

    Raises InputErrors for an assembly that cannot be read or has no such environment; nothing is
    written then.
    """
    texts = texts_of(source_of(assembly, environment, day or _today()))
    out.mkdir(parents=True, exist_ok=True)
    for name, text in texts.items():
        (out / name).write_text(text, encoding="utf-8")
    return tuple(out / name for name in texts)


def drifted(assembly: Path, environment: str, out: Path) -> tuple[Path, ...]:
    """The pages in `out` that are missing or not what would be written on the day they name."""
    texts = texts_of(source_of(assembly, environment, written_on(out) or _today()))
    return tuple(out / name for name, text in texts.items() if _read(out / name) != text)


def source_of(assembly: Path, environment: str, day: date) -> Source:
    """What the pages of an environment are made of. Raises InputErrors as `write` does."""
    stages = read_assembly(assembly).stages
    stage = next((one for one in stages if one.name == environment), None)
    known = find_environment(environment)
    if stage is None or known is None:
        names = ", ".join(one.name for one in stages)
        raise unusable(assembly, "environment", f"one of {names}, with a file", environment)
    return Source(assembly, stage, known, day)


def texts_of(source: Source) -> Mapping[str, str]:
    """Every page by its name."""
    return {page.name: page.text(source) for page in PAGES}


def written_on(out: Path) -> date | None:
    """The day that the pages in `out` name; None where none does."""
    found = (_AS_OF.search(_read(out / page.name)) for page in PAGES)
    return next((date.fromisoformat(one[1]) for one in found if one), None)


def _read(file: Path) -> str:
    return file.read_text(encoding="utf-8") if file.is_file() else ""


def _today() -> date:
    return datetime.now(UTC).date()
