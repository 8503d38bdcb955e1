"""Drives a rehearsed incident through SetAlarmState, and looks at what comes of it."""

import time
from collections.abc import Collection, Iterable, Iterator
from dataclasses import dataclass, replace

from assurance.cloudwatch import State
from assurance.rehearsal.player import Played
from local.cloud import EmbeddedAws
from local.pagerduty import Incident
from local.rehearse.acts import Act, acts
from local.rehearse.seeing import PAGED, Eyes, Seen

SPEED = 3600.0
"""How much faster than the scenario the wall goes: an hour becomes a second."""
LONGEST_PAUSE = 0.5
"""Seconds; longer pauses between two notifications are cut."""
_LONGEST_REASON = 1023
"""Characters that SetAlarmState takes. API reference."""
_AT_ONCE = 100
"""Names that EnableAlarmActions and DisableAlarmActions take. API reference of each."""


@dataclass(frozen=True, slots=True)
class Witnessed:
    """One notification: computed, and then seen."""

    act: Act
    seen: Seen

    @property
    def right(self) -> bool:
        """Whether what was seen is what was computed."""
        return bool(self.seen.words) and not self.seen.wrong


@dataclass(frozen=True, slots=True)
class Stray:
    """A page that nothing computed explains."""

    title: str
    service: str


class Live:
    """Plays incidents on a deployed environment, one after the other.

    The embedded AWS obeys neither suppressors nor waits, and its composites follow their children at
    once. So no alarm may act but the one that is computed to, while it does.
    """

    def __init__(self, aws: EmbeddedAws, eyes: Eyes, speed: float = SPEED) -> None:
        self._aws = aws
        self._eyes = eyes
        self._speed = speed

    def play(self, played: Played) -> Iterator[Witnessed | Stray]:
        """Every notification as it is seen; then what came though nothing computed it.

        All alarms begin in OK, as in the rehearsal, and all are in OK and may act afterwards.
        """
        names = self._names(played)
        self._rest(names, may_act=False)
        known = {incident.id for incident in self._eyes.incidents()}
        told: list[Act] = []
        try:
            now = played.scenario.start
            for act in acts(played):
                if act.severity is None:
                    self._set(act)
                    continue
                self._pause(act.at - now)
                now = act.at
                told.append(act)
                yield Witnessed(act, self._speak(act))
            yield from _strays(self._eyes.incidents(), known, told)
        finally:
            self._end(told)
            self._rest(names, may_act=True)

    def _names(self, played: Played) -> dict[str, list[str]]:
        found: dict[str, list[str]] = {}
        for region, history in played.each():
            found.setdefault(region, []).append(history.name)
        return found

    def _rest(self, names: dict[str, list[str]], *, may_act: bool) -> None:
        """Every alarm in OK, told to nobody."""
        for region, all_ in names.items():
            self._may_act(region, all_, may_act=False)
            for name in self._not_ok(region):
                self._change(region, name, State.OK, "The rehearsal is over.")
            if may_act:
                self._may_act(region, all_, may_act=True)

    def _not_ok(self, region: str) -> Iterator[str]:
        cloudwatch = self._aws.client("cloudwatch", region)
        for page in cloudwatch.get_paginator("describe_alarms").paginate(
            AlarmTypes=["MetricAlarm", "CompositeAlarm"]
        ):
            for one in (*page["MetricAlarms"], *page["CompositeAlarms"]):
                if one.get("StateValue") != "OK":
                    yield one.get("AlarmName", "")

    def _end(self, told: list[Act]) -> None:
        """Resolve what the scenario leaves open, so that the next one finds nothing."""
        last = {(act.region, act.alarm): act for act in told}
        for act in last.values():
            if not act.over:
                self._speak(replace(act, before=act.after, after=State.OK))

    def _speak(self, act: Act) -> Seen:
        """The one change that is told: the alarm may act for as long as it takes."""
        self._change(act.region, act.alarm, act.before, act.reason)
        since = self._eyes.mark()
        self._may_act(act.region, [act.alarm], may_act=True)
        self._set(act)
        self._may_act(act.region, [act.alarm], may_act=False)
        return self._eyes.see(act, since)

    def _set(self, act: Act) -> None:
        self._change(act.region, act.alarm, act.after, act.reason)

    def _change(self, region: str, alarm: str, state: State, reason: str) -> None:
        self._aws.client("cloudwatch", region).set_alarm_state(
            AlarmName=alarm, StateValue=state.value, StateReason=reason[:_LONGEST_REASON]
        )

    def _may_act(self, region: str, names: list[str], *, may_act: bool) -> None:
        cloudwatch = self._aws.client("cloudwatch", region)
        change = cloudwatch.enable_alarm_actions if may_act else cloudwatch.disable_alarm_actions
        for first in range(0, len(names), _AT_ONCE):
            change(AlarmNames=names[first : first + _AT_ONCE])

    def _pause(self, seconds: float) -> None:
        time.sleep(min(max(seconds, 0.0) / self._speed, LONGEST_PAUSE))


def _strays(
    incidents: Iterable[Incident], known: Collection[str], told: Iterable[Act]
) -> Iterator[Stray]:
    """New incidents of alarms that nobody was to be told of, or at another level than computed."""
    levels = {
        (act.region, act.alarm): act.severity if act.severity in PAGED else "page test"
        for act in told
    }
    for incident in incidents:
        level = levels.get(_of_arn(incident.dedup_key))
        if incident.id not in known and level != incident.service.level:
            yield Stray(incident.title, incident.service.name)


def _of_arn(arn: str) -> tuple[str, str]:
    """Region and name of an alarm's ARN; nothing for another key."""
    parts = arn.split(":", 6)
    return (parts[3], parts[6]) if len(parts) == 7 else ("", arn)
