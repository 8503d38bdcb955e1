"""What an evaluation tells of one alarm. Times are seconds since 1970, UTC."""

from __future__ import annotations

from dataclasses import dataclass

from assurance.cloudwatch.state import State


@dataclass(frozen=True, slots=True)
class Transition:
    """A change of state."""

    at: int
    before: State
    after: State
    reason: str
    decided_by: tuple[tuple[int, float], ...] = ()
    """Start and value of each data point that was evaluated, newest first."""


@dataclass(frozen=True, slots=True)
class Doubt:
    """A time in which CloudWatch's published rules, or the data, leave the state open."""

    at: int
    until: int
    """The first moment after it."""
    states: frozenset[State]
    """All the states it may be in, the reported one among them."""
    why: str


@dataclass(frozen=True, slots=True)
class Notification:
    """Actions that ran, or that something kept from running."""

    at: int
    state: State
    actions: tuple[str, ...]
    withheld_by: str | None = None
    """mute, suppressor, wait, extension or actions_disabled; None when they ran."""


@dataclass(frozen=True, slots=True)
class Unspecified:
    """A moment from which the answer is open, and why."""

    at: int
    why: str


@dataclass(frozen=True, slots=True)
class Course:
    """The states of one alarm from a start to an end."""

    initial: State
    transitions: tuple[Transition, ...] = ()
    doubts: tuple[Doubt, ...] = ()
    open_at_end: bool = False
    """Whether the published rules do not decide the last state at all."""

    @property
    def state(self) -> State:
        """The last state."""
        return self.transitions[-1].after if self.transitions else self.initial


@dataclass(frozen=True, slots=True)
class History:
    """All that an evaluation tells of one alarm."""

    name: str
    state: State | None
    """The last state; None where the published rules do not decide it."""
    initial: State
    transitions: tuple[Transition, ...]
    notifications: tuple[Notification, ...]
    unspecified: tuple[Unspecified, ...]
