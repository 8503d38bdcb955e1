"""The packages and the code of a second working copy of this repository."""

from __future__ import annotations

import os
import shutil
from collections.abc import Mapping
from pathlib import Path
from typing import Final

_PACKAGES: Final = (".venv", "node_modules")
_PINS: Final = ("requirements*.txt", "functions/*/requirements.txt", "package-lock.json")
_STAMPS: Final = (".make/python", ".make/node")
"""What `make setup` leaves behind when it is done, in the order it makes them."""


def share_packages(copy: Path, root: Path) -> bool:
    """Give a copy the packages of `root`; whether it has them now.

    It gets none where it pins others, or was set up by itself before: then `make setup` is what it
    needs. What an earlier commit of the same copy was given is taken away again.
    """
    for link in filter(Path.is_symlink, (copy / name for name in _PACKAGES)):
        link.unlink()
        shutil.rmtree(copy / ".make", ignore_errors=True)
    has_own = any((copy / name).exists() for name in _PACKAGES)
    there = all((root / name).is_dir() for name in _PACKAGES)
    if has_own or not there or _pins(copy) != _pins(root):
        return False
    for name in _PACKAGES:
        (copy / name).symlink_to((root / name).resolve(), target_is_directory=True)
    for name in _STAMPS:  # newer than what was just checked out, or `make` would set up again
        (copy / name).parent.mkdir(exist_ok=True)
        (copy / name).touch()
    return True


def own_code(copy: Path, environ: Mapping[str, str]) -> dict[str, str]:
    """`environ` as a copy needs it to run its own code.

    The construct library is installed from the working copy that set the packages up, and whoever
    runs this may have named another on the path.
    """
    here = copy.resolve()
    path = os.pathsep.join((f"{here}/.venv/bin", f"{here}/node_modules/.bin", environ["PATH"]))
    return {**environ, "PATH": path, "PYTHONPATH": f"{here}{os.pathsep}{here / 'constructs'}"}


def _pins(root: Path) -> Mapping[str, str]:
    files = (file for pattern in _PINS for file in sorted(root.glob(pattern)))
    return {str(file.relative_to(root)): file.read_text() for file in files}
