"""The one thing that changes: the current state, shared by all requests."""

from collections.abc import Callable
from threading import Condition

from local.pagerduty.events import Event
from local.pagerduty.incidents import State, apply


class Store:
    """Keeps the state and wakes whoever waits for it to change."""

    def __init__(self) -> None:
        self._state = State()
        self._changed = Condition()

    @property
    def state(self) -> State:
        """The state now; it never changes under the reader."""
        return self._state

    def record(self, event: Event) -> None:
        """Let an event happen."""
        with self._changed:
            self._state = apply(self._state, event)
            self._changed.notify_all()

    def wait_until(self, holds: Callable[[State], bool], seconds: float) -> State:
        """The first state for which `holds`; raises TimeoutError after `seconds`."""
        with self._changed:
            if self._changed.wait_for(lambda: holds(self._state), seconds):
                return self._state
        state = self._state
        raise TimeoutError(
            f"not within {seconds:g} s: {len(state.open)} open, {len(state.resolved)} resolved, "
            f"{len(state.dropped)} dropped, {len(state.confirmed)} subscriptions confirmed"
        )
