"""A rehearsed incident as acts on alarms, in order of time. Pure: no AWS here."""

from collections.abc import Iterator
from dataclasses import dataclass
from itertools import zip_longest

from assurance.cloudwatch import History, State
from assurance.rehearsal.player import Played


@dataclass(frozen=True, slots=True)
class Act:
    """One alarm going into a state at a moment of the scenario, in seconds since 1970."""

    at: int
    region: str
    alarm: str
    before: State
    after: State
    reason: str
    severity: str | None
    """Who is to be told; None where the change is not told to anybody."""

    @property
    def over(self) -> bool:
        """Whether it says that the alarm is over."""
        return self.after is State.OK


def acts(played: Played) -> tuple[Act, ...]:
    """Every change of state from the begin on; one that waits to be told comes when it is told.

    Within a moment alarms on metrics change before the composites that follow them.
    """
    severities = {(one.region, one.alarm): one.severity for one in played.told}
    found = [
        (place, act)
        for place, (region, history) in enumerate(played.each())
        for act in _acts(region, history, severities.get((region, history.name)))
        if act.at >= played.scenario.start
    ]
    return tuple(act for _, act in sorted(found, key=lambda one: (one[1].at, one[0])))


def _acts(region: str, history: History, severity: str | None) -> Iterator[Act]:
    """The changes of one alarm."""
    told = [(one.at, one.state) for one in history.notifications if one.withheld_by is None]
    ends = [one.at for one in history.transitions[1:]]
    for change, end in zip_longest(history.transitions, ends):
        when = _told(told, change.at, end, change.after)
        yield Act(
            at=change.at if when is None else when,
            region=region,
            alarm=history.name,
            before=change.before,
            after=change.after,
            reason=change.reason,
            severity=None if when is None else severity,
        )


def _told(told: list[tuple[int, State]], start: int, end: int | None, state: State) -> int | None:
    """When a spell in a state is told, if it is."""
    return next(
        (at for at, of in told if of is state and start <= at and (end is None or at < end)), None
    )
