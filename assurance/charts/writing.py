"""Writes a page, whole or not at all."""

from __future__ import annotations

import os
import tempfile
from contextlib import suppress
from pathlib import Path

from assurance.assembly.files import unusable


def write_page(page: str, file: Path) -> None:
    """Put the page in its place at once. Raises InputErrors where that cannot be."""
    try:
        file.parent.mkdir(parents=True, exist_ok=True)
        handle, beside = tempfile.mkstemp(prefix=f".{file.name}-", dir=file.parent)
    except OSError as error:
        raise unusable(file, "", "a file to write", error.strerror or str(error)) from None
    try:
        with os.fdopen(handle, "w", encoding="utf-8") as out:
            out.write(page)
        # mkstemp lets nobody else read
        Path(beside).chmod(0o644)
        Path(beside).replace(file)
    except OSError as error:
        raise unusable(file, "", "a file to write", error.strerror or str(error)) from None
    finally:
        with suppress(FileNotFoundError):
            Path(beside).unlink()
