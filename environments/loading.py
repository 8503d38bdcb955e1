"""Environment files, read and checked."""

from collections.abc import Iterable, Iterator
from pathlib import Path

from environments.model import Environment
from promises import InputError, InputErrors
from promises.reading import Document, read_yaml
from promises.validation import validate

FOLDER = Path(__file__).parent


def load_environment(name_or_path: str | Path) -> Environment:
    """The environment of that name in this folder, or the one in that file.

    A string without a suffix is a name. Raises InputErrors with every mistake, a line each.
    """
    path = Path(name_or_path)
    if path.suffix:
        return _read(path)[1]
    document, environment = _read(FOLDER / f"{path}.yaml")
    if environment.name != str(path):
        error = document.error(("name",), f"{path}, as the file is called", environment.name)
        raise InputErrors([error])
    return environment


def find_environment(name: str) -> Environment | None:
    """The environment of that name, or None where no file here is called so; raises InputErrors."""
    return load_environment(name) if (FOLDER / f"{name}.yaml").is_file() else None


def load_environments(folder: Path = FOLDER) -> tuple[Environment, ...]:
    """Every environment of the folder, by file name; raises InputErrors, of all files together."""
    read: list[tuple[Document, Environment]] = []
    errors: list[InputError] = []
    for path in sorted(folder.glob("*.yaml")):
        try:
            read.append(_read(path))
        except InputErrors as found:
            errors += found.errors
    errors += _same_names(read)
    if errors:
        raise InputErrors(errors)
    return tuple(environment for _, environment in read)


def _read(path: Path) -> tuple[Document, Environment]:
    document = read_yaml(path)
    return document, validate(Environment, document)


def _same_names(read: Iterable[tuple[Document, Environment]]) -> Iterator[InputError]:
    first: dict[str, Document] = {}
    for document, environment in read:
        before = first.setdefault(environment.name, document)
        if before is not document:
            got = f"{environment.name}, which {before.file.name} has"
            yield document.error(("name",), "a name of its own", got)
