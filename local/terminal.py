"""What the shows on the embedded AWS have in common on a terminal."""

import time
from collections.abc import Generator, Iterable
from contextlib import contextmanager

from rich.console import Console


class Terminal:
    """Long steps with their time, lists under a title, and what went wrong."""

    def __init__(self, console: Console) -> None:
        self._console = console
        self._began = time.monotonic()

    def started(self, endpoint: str, pagerduty: str) -> None:
        """Where it plays."""
        self._console.print(f"\nEmbedded AWS at {endpoint}, stand-in PagerDuty at {pagerduty}")

    @contextmanager
    def timed(self, what: str) -> Generator[None]:
        """A long step, said while it runs and timed when it is done."""
        began = time.monotonic()
        with self._console.status(what):
            yield
        self._console.print(f"{what}: {time.monotonic() - began:.1f} s")

    def failed(self, error: Exception) -> None:
        """What did not happen."""
        self._console.print(f"\nFAILED {error}", style="bold red", highlight=False)

    def _list(self, title: str, lines: Iterable[str]) -> None:
        self._console.print(f"\n{title}", style="bold")
        for line in lines:
            self._console.print(f"  - {line}", highlight=False)

    def _took(self) -> str:
        return f"{time.monotonic() - self._began:.0f} s"
