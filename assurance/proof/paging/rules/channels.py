"""Each severity by every channel the handbook gives it, and by a PagerDuty service of its own."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from functools import partial

from assurance.proof.paging.alarms import Alarm
from assurance.proof.paging.event_pages import EventPage
from assurance.proof.paging.receivers import Receiver
from assurance.proof.paging.walk import Walk
from assurance.proof.rule import Finding, at, rule
from environments import Reach
from promises import Channel, Level

LEVELS = "Incident Severity Levels"
Way = tuple[Channel, str]
"""A channel and the address on it; "" where any address will do."""


def severity_channels(level: Level, walk: Walk) -> Iterator[Finding]:
    """Every alarm of the severity reaches everybody the environment names, by every channel."""
    wanted = [
        (channel, end)
        for channel in walk.handbook.severities[level].channels
        for end in addresses(walk.reach, level, channel)
    ]
    return _all_reached(walk, walk.of_severity(level), wanted)


def pagerduty_is_the_tool(walk: Walk) -> Iterator[Finding]:
    """Whoever must be woken is woken by PagerDuty."""
    for level in Level:
        if Channel.PAGERDUTY in walk.handbook.severities[level].channels:
            yield from _all_reached(walk, walk.of_severity(level), [(Channel.PAGERDUTY, "")])


def addresses(reach: Reach | None, level: Level, channel: Channel) -> tuple[str, ...]:
    """The addresses an environment names for a channel; ("",) where any will do."""
    if reach is None:
        return ("",)
    services = reach.pagerduty
    service = {Level.P1: services.P1, Level.P2: services.P2}.get(level) if services else None
    named = {
        Channel.PAGERDUTY: (service,) if service else (),
        Channel.SMS: reach.sms,
        Channel.SLACK: (reach.slack.channel,) if reach.slack else (),
        Channel.EMAIL: reach.email,
    }
    return named[channel] or ("",)


def _all_reached(walk: Walk, alarms: Iterable[Alarm], wanted: list[Way]) -> Iterator[Finding]:
    for alarm in alarms:
        missing = [way for way in wanted if not any(_is(way, one) for one in walk.reached(alarm))]
        faults = dict.fromkeys(fault for way in missing for fault in _why(walk, alarm, way))
        channels = ", ".join(dict.fromkeys(channel for channel, _ in missing))
        yield Finding(
            at(alarm.resource, "Properties.AlarmActions"),
            "; ".join(faults),
            f"Subscribe {channels} to a topic that the alarms of the severity tell.",
        )


def _is(way: Way, receiver: Receiver) -> bool:
    channel, end = way
    return receiver.channel is channel and end in ("", receiver.end)


def _why(walk: Walk, alarm: Alarm, way: Way) -> Iterator[str]:
    """Where its messages are lost on that way."""
    ways = walk.ways(alarm)
    if not ways:
        yield f"alarm {alarm.resource.logical_id} tells nobody"
    for told in ways:
        dead = [
            one
            for one in (told.topic.receivers if told.topic else ())
            if one.fault and _is(way, one)
        ]
        yield from (f"subscription {one.resource.logical_id}: {one.fault}" for one in dead)
        if told.fault:
            yield told.fault
    open_to = dict.fromkeys(told.topic.name for told in ways if told.topic and not told.fault)
    if open_to:
        yield f"nobody on {' '.join(way).strip()} hears topic {' or '.join(open_to)}"


@rule(
    "paging.one_key_per_severity",
    LEVELS,
    "each severity has a PagerDuty service of its own",
    "PagerDuty subscriptions",
)
def one_key_per_severity(walk: Walk) -> Iterator[Finding]:
    """Severities that share an integration key share an urgency."""
    levels: dict[str, dict[Level, None]] = {}
    for level in Level:
        for service in services_of(walk, level):
            levels.setdefault(service, {})[level] = None
    for topic in walk.topics.values():
        for receiver in topic.pagerduty:
            using = list(levels.get(receiver.end, {}))
            fault = f"{' and '.join(using)} share the key of {receiver.end}"
            yield Finding(
                at(receiver.resource, receiver.path),
                fault if len(using) > 1 else "",
                "Give each severity the integration key of its own PagerDuty service.",
            )


def services_of(walk: Walk, level: Level) -> frozenset[str]:
    """The secrets of the PagerDuty services that a severity's alarms are to page."""
    topics = (told.topic for alarm in walk.of_severity(level) for told in walk.ways(alarm))
    subscribed = {one.end for topic in topics if topic for one in topic.pagerduty}
    named = addresses(walk.reach, level, Channel.PAGERDUTY)
    return frozenset(subscribed.union(named) - {""})


def paged_as(walk: Walk, page: EventPage) -> Level | None:
    """The severity whose PagerDuty service an event pages; None for a service of none."""
    key = page.routing_key
    return next((one for one in Level if key and key.secret in services_of(walk, one)), None)


RULES = (one_key_per_severity,)
SEVERITY_CHANNELS = {level: partial(severity_channels, level) for level in Level}
