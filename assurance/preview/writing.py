"""Writes the preview of an assembly, whole or not at all."""

from __future__ import annotations

import shutil
import tempfile
from pathlib import Path

from assurance.assembly import Stage, read_assembly
from assurance.assembly.files import unusable
from assurance.preview.page import page_of

PAGE = "index.html"


def preview(assembly: Path, environment: str | None, out: Path) -> Path:
    """Write the dashboards of the assembly, or of the environment named, into `out`.

    Raises InputErrors when the assembly, a dashboard or `out` cannot be used.
    """
    page = page_of(_chosen(assembly, environment))
    try:
        out.parent.mkdir(parents=True, exist_ok=True)
        beside = Path(tempfile.mkdtemp(prefix=f".{out.name}-", dir=out.parent))
    except OSError as error:
        raise unusable(out, "", "a folder to write into", error.strerror or str(error)) from None
    try:
        (beside / PAGE).write_text(page, encoding="utf-8")
        out.mkdir(exist_ok=True)
        (beside / PAGE).replace(out / PAGE)
    except OSError as error:
        raise unusable(out, "", "a folder to write into", error.strerror or str(error)) from None
    finally:
        shutil.rmtree(beside, ignore_errors=True)
    return out / PAGE


def _chosen(assembly: Path, environment: str | None) -> tuple[Stage, ...]:
    stages = read_assembly(assembly).stages
    chosen = tuple(stage for stage in stages if environment in (None, stage.name))
    if not chosen:
        names = ", ".join(stage.name for stage in stages)
        raise unusable(assembly, "environment", f"one of {names}", str(environment))
    return chosen
