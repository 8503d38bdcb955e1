"""What a function is packed with: the very packages its tests ran with, out of this environment."""

import atexit
import shutil
import tempfile
from collections.abc import Iterator
from functools import cache
from importlib.metadata import Distribution, PackageNotFoundError, distribution
from pathlib import Path

_FALLS_BACK = frozenset({"wrapt"})
"""Compiled for speed alone: without the compiled file they run the same in Python."""
_READ = frozenset({".py", ".json"})
_UNUSED = ("aws_lambda_powertools/event_handler/", "aws_lambda_powertools/utilities/parser/")
"""Parts that nothing of ours imports, and that are larger than all the rest."""


class PackageError(Exception):
    """A package that cannot be packed, what was wanted, and what came."""


@cache
def packed(function: Path) -> Path:
    """A folder with the function and everything its `requirements.txt` pins.

    Nothing is downloaded and nothing is built: pure Python that is installed here runs on Lambda.
    Raises PackageError for a package that is missing, of another version, or compiled.
    """
    folder = Path(tempfile.mkdtemp(prefix=f"{function.name}-"))
    atexit.register(shutil.rmtree, folder, ignore_errors=True)
    shutil.copytree(
        function, folder / function.name, ignore=shutil.ignore_patterns("__pycache__", "*.txt")
    )
    for name, version in _pinned(function / "requirements.txt"):
        _pack(_installed(name, version), folder)
    return folder


def _pinned(requirements: Path) -> Iterator[tuple[str, str]]:
    for line in requirements.read_text(encoding="utf-8").splitlines():
        if line and not line.startswith("#"):
            name, pin, version = line.partition("==")
            if not pin:
                raise PackageError(f"{requirements}: wanted name==version, got {line!r}")
            yield name.strip(), version.strip()


def _installed(name: str, version: str) -> Distribution:
    try:
        found = distribution(name)
    except PackageNotFoundError:
        raise PackageError(f"{name}: wanted {version}, got none; run `make setup`") from None
    if found.version != version:
        raise PackageError(f"{name}: wanted {version}, got {found.version}; run `make setup`")
    tags = (found.read_text("WHEEL") or "").splitlines()
    is_pure = any(tag.startswith("Tag:") and tag.endswith("-none-any") for tag in tags)
    if not is_pure and name not in _FALLS_BACK:
        raise PackageError(f"{name}: wanted pure Python, got {version} built for one machine")
    return found


def _pack(package: Distribution, folder: Path) -> None:
    for file in package.files or ():
        if file.as_posix().startswith(_UNUSED):
            continue
        # Scripts lie outside; compiled files and notes on the installation differ by machine. Some
        # packages ask for their own version, which is in METADATA.
        if (file.suffix in _READ or file.name == "METADATA") and ".." not in file.parts:
            (folder / file).parent.mkdir(parents=True, exist_ok=True)
            shutil.copyfile(str(file.locate()), folder / file)
