"""When pages were last reviewed, from git."""

import subprocess
from collections.abc import Iterator, Sequence
from datetime import datetime
from pathlib import Path

from delivery.docs_due.due import Page
from promises import InputError

PAGES = ("README.md", "docs/*.md", "promises/handbook.yaml")
"""What people write. docs/handbook is generated from it, docs/decisions is history."""
REVIEWED = "Reviewed:"
"""The line of a commit message that says a page was read and is right: `Reviewed: README.md`."""


def pages(root: Path, patterns: Sequence[str] = PAGES) -> Iterator[Page]:
    """Every page that is committed, with its last review.

    Raises InputError where there is no history to read, or only a part of it.
    """
    if _git(root, "rev-parse", "--is-shallow-repository") != "false":
        wanted = "the whole history (git fetch --unshallow; fetch-depth: 0)"
        raise InputError(root, None, "", wanted, "a shallow clone")
    for path in _git(root, "ls-files", "--", *(f":(glob){one}" for one in patterns)).splitlines():
        moments = [_moment(root, "--", path), _moment(root, f"--grep=^{REVIEWED} {path}$")]
        yield Page(path, max(one for one in moments if one))


def _moment(root: Path, *which: str) -> datetime | None:
    said = _git(root, "log", "-1", "--format=%cI", *which)
    return datetime.fromisoformat(said) if said else None


def _git(root: Path, *arguments: str) -> str:
    try:
        done = subprocess.run(
            ["git", "-C", str(root), *arguments],
            capture_output=True,
            text=True,
            check=True,
            timeout=60,
        )
    except (OSError, subprocess.SubprocessError):
        raise InputError(root, None, "", "a git repository", "something else") from None
    return done.stdout.strip()
