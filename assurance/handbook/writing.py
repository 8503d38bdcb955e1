"""Writes the pages, or says which of them would be written otherwise."""

from __future__ import annotations

import re
from collections.abc import Mapping
from datetime import UTC, date, datetime
from pathlib import Path

from assurance.assembly import read_assembly
from assurance.assembly.files import unusable
from assurance.handbook import (
    cost_page,
    incident_page,
    maintenance_page,
    monitoring_page,
    promises_page,
    recovery_page,
)
from assurance.handbook.readme import with_block
from assurance.handbook.source import Source
from environments import find_environment

PAGES = (
    promises_page.PAGE,
    monitoring_page.PAGE,
    incident_page.PAGE,
    maintenance_page.PAGE,
    recovery_page.PAGE,
    cost_page.PAGE,
)
_AS_OF = re.compile(r"as of (\d{4}-\d\d-\d\d)\.")


def write(
    assembly: Path,
    environment: str,
    out: Path,
    day: date | None = None,
    readme: Path | None = None,
) -> tuple[Path, ...]:
    """Write every page into `out`, as of `day`, and the block of `readme`.

    No day means today in UTC.

    Raises InputErrors for an assembly that cannot be read or has no such environment; nothing is
    written then.
    """
    source = source_of(assembly, environment, day or _today())
    files = _files(source, out, readme)
    out.mkdir(parents=True, exist_ok=True)
    for file, text in files.items():
        file.write_text(text, encoding="utf-8")
    return tuple(files)


def drifted(
    assembly: Path, environment: str, out: Path, readme: Path | None = None
) -> tuple[Path, ...]:
    """The files that are missing or not what would be written on the day the pages name."""
    source = source_of(assembly, environment, written_on(out) or _today())
    files = _files(source, out, readme)
    return tuple(file for file, text in files.items() if _read(file) != text)


def source_of(assembly: Path, environment: str, day: date) -> Source:
    """What the pages of an environment are made of. Raises InputErrors as `write` does."""
    stages = read_assembly(assembly).stages
    stage = next((one for one in stages if one.name == environment), None)
    known = find_environment(environment)
    if stage is None or known is None:
        names = ", ".join(one.name for one in stages)
        raise unusable(assembly, "environment", f"one of {names}, with a file", environment)
    return Source(assembly, stage, known, day)


def _files(source: Source, out: Path, readme: Path | None) -> dict[Path, str]:
    files = {out / name: text for name, text in texts_of(source).items()}
    return files if readme is None else {**files, readme: with_block(readme, source)}


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
