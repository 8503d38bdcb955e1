"""When an alarm was firing, and for how long."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import timedelta

from assurance.cloudwatch import History, State, Transition


@dataclass(frozen=True, slots=True)
class Firing:
    """A time in ALARM. Seconds since 1970, UTC."""

    start: int
    end: int
    over: bool
    """Whether it ended within the backtest."""
    cause: Transition | None
    """The change that began it; None for one that was on at the start."""

    @property
    def length(self) -> timedelta:
        """How long it lasted, as far as seen."""
        return timedelta(seconds=self.end - self.start)


def firings(history: History, start: int, end: int) -> tuple[Firing, ...]:
    """Every time in ALARM from start to end."""
    return tuple(_firings(history, start, end))


def _firings(history: History, start: int, end: int) -> Iterator[Firing]:
    on = start if history.initial is State.ALARM else None
    cause = None
    for transition in history.transitions:
        if transition.after is State.ALARM:
            on, cause = transition.at, transition
        elif on is not None:
            yield Firing(on, transition.at, over=True, cause=cause)
            on = None
    if on is not None:
        yield Firing(on, end, over=False, cause=cause)


def total(of: Sequence[Firing]) -> timedelta:
    """All their time together."""
    return sum((firing.length for firing in of), timedelta())


def length(time: timedelta) -> str:
    """A length of time for people: 2 d 3 h, 1 h 5 min, 40 s."""
    seconds = int(time.total_seconds())
    parts = [(seconds // 86_400, "d"), (seconds // 3600 % 24, "h"), (seconds // 60 % 60, "min")]
    said = [f"{count} {unit}" for count, unit in parts if count]
    return " ".join(said[:2]) or f"{seconds} s"
