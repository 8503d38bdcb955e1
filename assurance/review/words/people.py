"""Who hears of alarms: severities that lose or gain a channel, subscriptions that come and go."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import TypeAlias

from assurance.assembly import Stage
from assurance.proof.paging.alarms import Alarm
from assurance.proof.paging.receivers import Receiver
from assurance.proof.paging.walk import Walk
from assurance.review.pair import Pair
from assurance.review.sentence import Sentence, Topic
from assurance.review.words.naming import name_of, renamed
from environments import handbook_as_written
from promises import Level

Ears: TypeAlias = frozenset[tuple[str, str]]
"""Channels with their ends."""


@dataclass(frozen=True, slots=True)
class _Moved:
    region: str
    alarm: str
    hears: Ears


def sentences(pair: Pair) -> Iterator[Sentence]:
    """What changes between an alarm and its people, and on topics without alarms."""
    before, after = (_walk(side) for side in (pair.before, pair.after))
    yield from _reached(pair, before, after)
    yield from _subscribed(pair, before, after)


def _walk(stage: Stage) -> Walk:
    # the walk only looks; what was promised is for the rules
    return Walk(stage, handbook_as_written())


def _reached(pair: Pair, before: Walk, after: Walk) -> Iterator[Sentence]:
    """Alarms on both sides, by what they lose and gain."""
    was = {_key(alarm): alarm for alarm in before.alarms}
    names = renamed(pair)
    found: dict[tuple[Level | None, Ears, Ears], list[_Moved]] = {}
    for alarm in after.alarms:
        region, name = _key(alarm)
        old = was.get((region, names.get((region, name), name)))
        if old is None or not after.must_speak(alarm):
            continue
        heard, hears = _ears(before, old), _ears(after, alarm)
        if heard != hears:
            key = (alarm.severity, heard - hears, hears - heard)
            found.setdefault(key, []).append(_Moved(region, pair.short(name), hears))
    for (severity, lost, gained), moved in found.items():
        regions = " and ".join(sorted({one.region for one in moved}))
        who = f"{severity or 'no severity'} in {regions}: {_counted(moved)}"
        left = _said(_all_hear(moved)) or "nobody"
        yield Sentence(
            Topic.PEOPLE,
            f"{who} {_turn(lost, gained, left)}",
            tuple(one.alarm for one in moved),
        )


def _all_hear(moved: Sequence[_Moved]) -> Ears:
    """Who hears every one of them afterwards."""
    return frozenset(ear for ear in moved[0].hears if all(ear in one.hears for one in moved))


def _turn(lost: Ears, gained: Ears, left: str) -> str:
    if not lost:
        return f"now heard by {_said(gained)}"
    if gained:
        return f"heard by {_said(gained)} instead of {_said(lost)}"
    return f"no longer heard by {_said(lost)}; left: {left}"


def _counted(moved: Sequence[_Moved]) -> str:
    return f"{len(moved)} alarm{'s' * (len(moved) > 1)}"


def _key(alarm: Alarm) -> tuple[str, str]:
    return alarm.resource.stack.region, name_of(alarm.resource) or alarm.resource.logical_id


def _ears(walk: Walk, alarm: Alarm) -> Ears:
    return frozenset(_ear(one) for one in walk.reached(alarm) if one.channel)


def _ear(receiver: Receiver) -> tuple[str, str]:
    return str(receiver.channel or receiver.settings.get("Protocol") or "?"), receiver.end


def _said(ears: Ears) -> str:
    return ", ".join(f"{channel} {end}" for channel, end in sorted(ears))


def _subscribed(pair: Pair, before: Walk, after: Walk) -> Iterator[Sentence]:
    """Subscriptions of topics that come and go, live or not."""
    old, new = _subscriptions(before), _subscriptions(after)
    names = renamed(pair)
    still = {
        (region, names.get((region, topic), topic)): hears for (region, topic), hears in new.items()
    }
    for (region, topic), heard in old.items():
        hears = still.get((region, topic))
        where = f"{pair.short(topic)} in {region}"
        if hears is None:
            yield Sentence(
                Topic.PEOPLE, f"topic {where} is removed, with {len(heard)} subscriptions"
            )
        elif lost := heard - hears:
            yield Sentence(Topic.PEOPLE, f"topic {where}: subscription removed: {_said(lost)}")
    for (region, topic), hears in new.items():
        heard = old.get((region, names.get((region, topic), topic)))
        where = f"{pair.short(topic)} in {region}"
        if heard is None:
            yield Sentence(
                Topic.PEOPLE, f"new topic {where}: {_said(hears) or 'nobody subscribed'}"
            )
        elif gained := hears - heard:
            yield Sentence(Topic.PEOPLE, f"topic {where}: new subscription: {_said(gained)}")


def _subscriptions(walk: Walk) -> Mapping[tuple[str, str], Ears]:
    return {
        (topic.stack.region, name_of(topic) or topic.logical_id): frozenset(
            _ear(one) for one in found.receivers
        )
        for topic, found in walk.topics.items()
    }
