"""Why a schedule is not accepted."""

from __future__ import annotations


class Refusal(ValueError):  # noqa: N818  # a verdict on what was read, not a failure of the reader
    """One mistake: the place inside the expression, what was wanted there, what came."""

    def __init__(self, place: str, wanted: str, got: str) -> None:
        self.place, self.wanted, self.got = place, wanted, got or "nothing"
        super().__init__(place, wanted, got)

    def __str__(self) -> str:
        return f"{self.place}: wanted {self.wanted}, got {self.got}"
