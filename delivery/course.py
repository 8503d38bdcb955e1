"""How far a deployment came: what its steps leave in build/, for those that follow."""

from dataclasses import dataclass
from enum import StrEnum
from pathlib import Path

from environments import Environment
from promises import InputError

_TRIPPED = "1"
"""The exit code of a watch that a guard ended."""


class Step(StrEnum):
    """The last step that began, or ended well. It stays where everything after it failed."""

    SHIPPING = "shipping"
    SHIPPED = "shipped"
    TRIPPED = "tripped"
    GOING_BACK = "going back"
    BACK = "back"
    GOOD = "good"


@dataclass(frozen=True, slots=True)
class Course:
    """One deployment of an environment."""

    step: Step
    head: str
    """The commit that is checked out: what was to be deployed."""
    back: str
    """The commit a rollback goes to; "" where there is none."""
    by_guard: bool
    """Whether a guard asked for the rollback, and not a person."""


@dataclass(frozen=True, slots=True)
class Traces:
    """What the steps of a deployment left in a folder, each in a file of its own."""

    folder: Path
    environment: Environment

    def remember(self, commit: str) -> None:
        """Write down which commit was deployed before; "" for none."""
        self.folder.mkdir(exist_ok=True)
        self._file("deployed-before").write_text(commit)

    def before(self) -> str:
        """The commit that was deployed before; "" where none was, or nobody looked."""
        return self._said("deployed-before")

    def course(self, head: str, asked: str) -> Course:
        """How far it came; `asked` is the commit that somebody wants back, "" for nobody.

        Raises InputError where nothing is known of a deployment.
        """
        by_guard = not asked and self._said("watched") == _TRIPPED
        return Course(self._step(), head, asked or self.before(), by_guard)

    def _step(self) -> Step:
        written = self._said("course") or "nothing"
        if written not in tuple(Step):
            wanted = "a deployment from this working copy (make ship, make back)"
            raise InputError(self._file("course"), None, self.environment.name, wanted, written)
        return Step(written)

    def _said(self, what: str) -> str:
        file = self._file(what)
        return file.read_text().strip() if file.exists() else ""

    def _file(self, what: str) -> Path:
        return self.folder / f"{what}-{self.environment.name}"
