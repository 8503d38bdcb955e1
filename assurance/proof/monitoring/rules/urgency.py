"""Severities and detection times that fit, nobody quiet who must not be, no alarm without cause."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import timedelta
from graphlib import CycleError, TopologicalSorter

from assurance.assembly.values import text as words
from assurance.proof.monitoring.facts import fact_of
from assurance.proof.monitoring.monitoring import Monitoring
from assurance.proof.monitoring.watcher import Watcher
from assurance.proof.paging.alarms import COMPOSITE, Alarm
from assurance.proof.rule import Finding, at, rule
from promises import Level, NextBusinessDay, text

LEVELS = "Incident Severity Levels"
_OWN_NAMESPACES = ("FilmOps/", "AWS/SNS", "AWS/Lambda", "AWS/Events", "AWS/States", "AWS/Backup")
"""What alarms about paging, recovery and this project's own functions look at."""


@rule(
    "monitoring.severity_fits",
    LEVELS,
    "no alarm takes longer to fire than its severity takes to be answered",
    "alarms",
)
def severity_fits(seen: Monitoring) -> Iterator[Finding]:
    """Silence lasts as long as is promised of it, so only what has a value is judged.

    A burn rate's window is longer on purpose: of it, the answer may not take longer than the
    window, so that no more budget goes while somebody comes than went until it alarmed.
    """
    if seen.parts is None:
        return
    burning = {
        window.watcher: link.tier.rate.long
        for chain in seen.chains
        for link in chain.links
        for window in link.windows
    }
    burning |= {chain.few.watcher: chain.few.wanted.lasting for chain in seen.chains}
    for watcher in seen.watchers:
        if watcher.is_silence or watcher.alarm.severity is None:
            continue
        response = seen.handbook.severities[watcher.alarm.severity].response
        if isinstance(response, NextBusinessDay):
            continue
        fault = _late(watcher, response, burning.get(watcher))
        fix = "Look over a shorter time, or give it the severity of its pace."
        where = at(watcher.alarm.resource)
        yield Finding(where, fault and f"alarm {watcher.name} {fault}", fix if fault else "")


def _late(watcher: Watcher, response: timedelta, long: timedelta | None) -> str:
    took = watcher.period * watcher.datapoints
    if long is not None:
        fault = f"burns {text(long)} and is answered within {text(response)}"
        return fault if response > long else ""
    facts = (fact_of(*one) for one in watcher.sight.metrics)
    # a point may be as old as two publications when a period ends
    every = 2 * max((fact.every for fact in facts if fact), default=timedelta(0))
    if took <= max(response, every):
        return ""
    return f"takes {text(took)} and is answered within {text(response)}"


@rule(
    "monitoring.suppression",
    LEVELS,
    "a P1 is never kept quiet, and nothing is kept quiet by itself",
    "composites",
)
def suppression(seen: Monitoring) -> Iterator[Finding]:
    """A suppressor hides what it suppresses: never an outage, never through a circle."""
    circle = _circle(seen)
    for alarm in seen.walk.alarms:
        if alarm.resource.type != COMPOSITE:
            continue
        where = at(alarm.resource, "Properties.ActionsSuppressor")
        name, fault = alarm.resource.logical_id, ""
        if seen.truth.suppressor(alarm):
            if alarm.severity is Level.P1:
                fault = f"composite {name} is P1 and can be kept quiet"
            elif alarm in circle:
                chain = " -> ".join(one.resource.logical_id for one in circle)
                fault = f"composite {name} can keep itself quiet: {chain}"
        fix = "Take the suppressor away." if fault else ""
        yield Finding(where, fault, fix)


def _circle(seen: Monitoring) -> tuple[Alarm, ...]:
    """Alarms that wait for each other, over rules and suppressors alike."""
    graph: dict[Alarm, set[Alarm]] = {}
    for alarm in seen.walk.alarms:
        named = (seen.walk.find(one.alarm, alarm) for one in alarm.mentions)
        graph[alarm] = {one for one in (*named, seen.truth.suppressor(alarm)) if one}
    try:
        TopologicalSorter(graph).prepare()
    except CycleError as error:
        return tuple(error.args[1])
    return ()


@rule(
    "monitoring.alarm_without_promise",
    "Key Metrics to Monitor",
    "every alarm keeps a promise",
    "alarms on metrics",
)
def without_promise(seen: Monitoring) -> Iterator[Finding]:
    """One that no promise asks for is named: nobody knows what it is for."""
    if seen.parts is None:
        return
    meant = _meant(seen)
    for watcher in seen.watchers:
        if watcher.alarm.severity is None or _is_our_own(seen, watcher):
            continue
        promise = meant.get(watcher)
        fault = "" if promise else f"alarm {watcher.name} keeps no promise"
        fix = "" if promise else "Take it away, or write down what it promises."
        yield Finding(at(watcher.alarm.resource), fault, fix)


def _meant(seen: Monitoring) -> Mapping[Watcher | None, str]:
    """For each alarm the promise it was taken for, fully kept or not."""
    found = [match for matches in seen.matches.values() for match in matches]
    for chain in seen.chains:
        found += [window for link in chain.links for window in link.windows]
        found.append(chain.few)
    return {match.watcher: match.wanted.promise for match in found}


def _is_our_own(seen: Monitoring, watcher: Watcher) -> bool:
    """Whether it watches this project's own machinery, of which other rules speak."""
    for series in watcher.sight.series.values():
        if series.namespace.startswith(_OWN_NAMESPACES) or _is_copying(dict(series.dimensions)):
            return True
        if series.namespace == "AWS/SQS" and dict(series.dimensions).get("QueueName") in _queues(
            seen
        ):
            return True
    return False


def _is_copying(dimensions: Mapping[str, str]) -> bool:
    return "RuleId" in dimensions


def _queues(seen: Monitoring) -> set[str]:
    """The queues these templates define themselves, by every name an alarm may use."""
    found: set[str] = set()
    for queue in seen.stage.resources("AWS::SQS::Queue"):
        found |= {words(queue.properties.get("QueueName")), *queue.arns}
        found.add(queue.stack.place.token(queue.logical_id, "QueueName"))
    return found


RULES = (severity_fits, suppression, without_promise)
