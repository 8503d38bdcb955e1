"""Back to a commit: it is checked out beside this one, synthesized by its own code, deployed."""

import os
import subprocess
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Protocol

from delivery.repository import Repository
from delivery.tools import own_code, share_packages
from environments import Environment


class RollbackError(Exception):
    """A step failed; which one, and what is to be done by hand."""


class Run(Protocol):
    """Runs a command in a folder; its exit code."""

    def __call__(self, command: Sequence[str], folder: Path) -> int:
        """What it prints is shown as it comes."""
        ...


def run(command: Sequence[str], folder: Path) -> int:
    """The command itself, on the code of its folder."""
    environment = own_code(folder, os.environ)
    return subprocess.run(command, cwd=folder, env=environment, check=False).returncode


@dataclass(frozen=True, slots=True)
class Rollback:
    """The way back of one environment. `folder` is where the other commit is checked out."""

    environment: Environment
    repository: Repository
    folder: Path
    run: Run = run

    def to(self, commit: str) -> None:
        """Deploy a commit again. Raises RollbackError, RepositoryError.

        The stacks' own checks run as on any day: a commit that was deployed has passed them.
        Data does not go back with them. Packages that it pins otherwise are fetched by its `make`.
        """
        whole = self.repository.commit(commit)
        self.repository.copy(whole, self.folder)
        share_packages(self.folder, self.repository.root)
        self._step("synthesize", ["make", "synth"])
        self._step("deploy", ["make", "ship", f"ENV={self.environment.name}"])

    def _step(self, what: str, command: Sequence[str]) -> None:
        if code := self.run(command, self.folder):
            raise RollbackError(
                f"{self.environment.name}: could not {what} (exit code {code}); "
                f"go on by hand in {self.folder}: {' '.join(command)}"
            )
