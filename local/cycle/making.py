"""`make`, as somebody types it in the clone; what it prints is kept in a file each."""

import os
import signal
import subprocess
import time
from collections.abc import Generator, Mapping
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from delivery.tools import own_code
from local.cycle.outcome import CycleError, must

LONGEST: Final = 600.0
"""Seconds one verb may take; the longest takes about ninety on a busy machine."""
ENDS_WITHIN: Final = 10.0
"""Seconds between asking a verb to end and ending it."""
LOOK: Final = 0.2
"""Seconds between two looks at what a verb says."""
_OF_MAKE: Final = ("MAKEFLAGS", "MFLAGS", "MAKELEVEL", "MAKEOVERRIDES", "MAKEFILES")
_ASKED: Final = ("ENV", "BASE", "FORMAT", "TO", "MINUTES", "PYTHON")
"""What another `make` above this one, or somebody's shell, may have set."""


@dataclass(frozen=True, slots=True)
class Made:
    """How a verb ended."""

    typed: str
    code: int
    output: str
    file: Path

    def must_succeed(self) -> None:
        """Raise CycleError unless it did."""
        must(self.code == 0, f"exit code 0 of {self.typed}", f"{self.code} ({self.file})")

    def must_fail(self) -> None:
        """Raise CycleError unless it did; `make` gives no other code away."""
        must(self.code != 0, f"{self.typed} to fail", f"exit code 0 ({self.file})")

    def must_say(self, words: str) -> None:
        """Raise CycleError unless it did, wherever the terminal broke the line."""
        said = " ".join(self.output.split())
        must(words in said, f"{self.typed} to say {words!r}", f"something else ({self.file})")


class Running:
    """A verb under way."""

    def __init__(self, process: subprocess.Popen[bytes], typed: str, file: Path) -> None:
        self._process = process
        self._typed = typed
        self._file = file
        self._until = time.monotonic() + LONGEST

    def until_it_says(self, words: str) -> None:
        """Wait for words of its output. Raises CycleError when it ends without them."""
        while True:
            code = self._process.poll()
            if words in self._file.read_text():
                return
            if code is not None:
                got = f"exit code {code}: {self._last()}"
                raise CycleError(f"{self._typed}: wanted it to say {words!r}, got {got}")
            if time.monotonic() > self._until:
                raise self._late()
            time.sleep(LOOK)

    def wait(self) -> Made:
        """Its end. Raises CycleError when there is none."""
        try:
            code = self._process.wait(max(0.0, self._until - time.monotonic()))
        except subprocess.TimeoutExpired:
            raise self._late() from None
        return Made(self._typed, code, self._file.read_text(), self._file)

    def _late(self) -> CycleError:
        return CycleError(
            f"{self._typed}: wanted its end within {LONGEST:.0f} s, got none: {self._last()}"
        )

    def _last(self) -> str:
        lines = self._file.read_text().strip().splitlines() or ["nothing said"]
        return f"{lines[-1]} ({self._file})"


@dataclass(frozen=True, slots=True)
class Make:
    """The verbs of a clone. `environ` has the credentials of whoever types."""

    folder: Path
    environ: Mapping[str, str]
    logs: Path

    def run(self, *words: str) -> Made:
        """Type a verb and wait for its end. Raises CycleError when there is none."""
        with self.running(*words) as verb:
            return verb.wait()

    @contextmanager
    def running(self, *words: str) -> Generator[Running]:
        """Type a verb; it and all it started end with the block."""
        number = len(list(self.logs.glob("*-make-*.log"))) + 1
        file = self.logs / f"{number}-make-{words[0]}.log"
        with file.open("wb") as log:
            process = subprocess.Popen(
                ["make", *words],
                cwd=self.folder,
                env=typed_in(self.folder, self.environ),
                stdin=subprocess.DEVNULL,
                stdout=log,
                stderr=subprocess.STDOUT,
                start_new_session=True,  # one group, so that all of it can be ended
            )
        try:
            yield Running(process, " ".join(("make", *words)), file)
        finally:
            _end(process)


def typed_in(folder: Path, environ: Mapping[str, str]) -> dict[str, str]:
    """`environ` in a shell of its own: nothing of another `make`, and the clone's own code."""
    kept = {name: text for name, text in environ.items() if name not in (*_OF_MAKE, *_ASKED)}
    return own_code(folder, kept)


def _end(process: subprocess.Popen[bytes]) -> None:
    for number in (signal.SIGTERM, signal.SIGKILL):
        with suppress(ProcessLookupError):  # nobody of its group is left
            os.killpg(process.pid, number)
        with suppress(subprocess.TimeoutExpired):
            process.wait(ENDS_WITHIN)
