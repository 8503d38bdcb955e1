"""Proves an assembly: every promise of the handbook as kept, broken or unproven."""

from __future__ import annotations

from pathlib import Path

from assurance.verdict import Report


def prove(assembly: Path, environment: str | None = None) -> Report:
    """Prove the environments of `assembly`, or only the one named.

    Raises promises.InputErrors when the assembly cannot be read.
    """
    raise NotImplementedError(assembly, environment)
