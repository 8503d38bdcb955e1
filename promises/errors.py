"""What is wrong with an input file, one line for each mistake."""

from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path


@dataclass(eq=False)
class InputError(Exception):
    """One mistake in one place: `file:line: key: wanted X, got Y`.

    `line` counts from 1 and is None for a file that cannot be read; `key` is the dotted path
    inside the file, empty for the file as a whole.
    """

    file: Path
    line: int | None
    key: str
    wanted: str
    got: str

    def __str__(self) -> str:
        place = shown(self.file) + (f":{self.line}" if self.line else "")
        parts = (place, self.key, f"wanted {self.wanted}, got {self.got}")
        line = ": ".join(part for part in parts if part)
        return " ".join(line.split())  # a value may have line ends of its own


class InputErrors(Exception):  # noqa: N818  # it is not an error, it carries them
    """Everything that is wrong with the input, in the order of the lines."""

    def __init__(self, errors: Iterable[InputError]) -> None:
        self.errors = tuple(sorted(errors, key=lambda error: (str(error.file), error.line or 0)))
        super().__init__(self.errors)

    def __str__(self) -> str:
        return "\n".join(str(error) for error in self.errors)


class WantedError(ValueError):
    """A value that will not do: what was wanted and, unless the value itself may be shown, `got`.

    `at` leads from the value to the place inside it that is wrong.
    """

    def __init__(self, wanted: str, got: str | None = None, at: tuple[str | int, ...] = ()) -> None:
        self.wanted = wanted
        self.got = got
        self.at = at
        super().__init__(f"wanted {wanted}" + (f", got {got}" if got else ""))


class WantedErrors(ValueError):  # noqa: N818  # it is not an error, it carries them
    """Several things that are wrong with one value."""

    def __init__(self, errors: Iterable[WantedError]) -> None:
        self.errors = tuple(errors)
        super().__init__("; ".join(str(error) for error in self.errors))


def shown(file: Path) -> str:
    """The path as a person would type it here."""
    here = Path.cwd()
    return str(file.relative_to(here)) if file.is_relative_to(here) else str(file)
