"""No PagerDuty key in anything a stack uploads."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache
from pathlib import Path

from assurance.proof.paging.walk import Walk
from assurance.proof.rule import Finding, rule
from assurance.verdict import Evidence

# Integration and routing keys are 32 characters: hexadecimal, or the newer ones that begin with R.
_KEYS = re.compile(
    r"(?<![0-9A-Za-z])(?:[0-9a-f]{32}|R(?=[A-Z]*[0-9])[0-9A-Z]{31})(?![0-9A-Za-z])"
    r"|pagerduty\.com/integration/[0-9A-Za-z]{20,32}/"
    r"|(?i:routing|integration)_?(?i:key)\W{1,8}(?=[A-Za-z]*[0-9])[0-9A-Za-z]{20,32}(?![0-9A-Za-z])"
)
_LARGEST = 5_000_000
"""Bytes; larger files are libraries and media, which nobody writes by hand."""


@rule(
    "paging.no_key_literals",
    "On-Call Responsibilities",
    "no PagerDuty key stands in a template or an asset",
    "files",
)
def no_key_literals(walk: Walk) -> Iterator[Finding]:
    """Whoever reads the template could page, or keep silent."""
    templates = (stack.template for stack in walk.stage.stacks)
    assets = (file for stack in walk.stage.stacks for one in stack.assets for file in _files(one))
    for file in dict.fromkeys((*templates, *assets)):
        if (line := _line_of_key(file)) is not None:
            fault = f"line {line} holds what looks like a PagerDuty key (not shown)" if line else ""
            yield Finding(
                Evidence(str(file), "", f"line {line}" if line else ""),
                fault,
                "Put the key into Secrets Manager and refer to it with "
                "{{resolve:secretsmanager:...}}; rotate the one that was written down.",
            )


def _files(asset: Path) -> Iterator[Path]:
    if asset.is_file():
        yield asset
    elif asset.is_dir():
        yield from sorted(path for path in asset.rglob("*") if path.is_file())


def _line_of_key(file: Path) -> int | None:
    """The first line with a key; 0 when there is none, None when the file is no text."""
    try:
        now = file.stat()
        return None if now.st_size > _LARGEST else _searched(file, now.st_mtime_ns, now.st_size)
    except (OSError, UnicodeDecodeError):
        return None


@cache  # environments share most of their assets
def _searched(file: Path, changed: int, size: int) -> int:  # noqa: ARG001 (they name its state)
    content = file.read_text(encoding="utf-8")
    found = _KEYS.search(content)
    return content.count("\n", 0, found.start()) + 1 if found else 0


RULES = (no_key_literals,)
