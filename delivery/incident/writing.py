"""Writes the draft into a new file, whole or not at all."""

from pathlib import Path


class UnwritableError(Exception):
    """A file that cannot be written, or that is there already."""


def new_file(out: Path) -> None:
    """Refuse a file that is there already; asked before an account is. Raises UnwritableError."""
    if out.exists():
        raise UnwritableError(f"wanted a file that is not there yet, got {out}")


def write(text: str, out: Path) -> None:
    """Write a new file, and the folder it is in. Raises UnwritableError, and leaves nothing then."""
    beside = out.with_name(f".{out.name}.part")
    try:
        out.parent.mkdir(parents=True, exist_ok=True)
        try:
            beside.write_text(text, encoding="utf-8")
            beside.rename(out)
        finally:
            beside.unlink(missing_ok=True)
    except OSError as error:
        why = error.strerror or str(error)
        raise UnwritableError(f"wanted a new file to write into, got {out}: {why}") from None
