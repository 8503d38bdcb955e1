"""What takes a change back: there, published for whoever deploys, and told while it is watched."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from datetime import timedelta

from assurance.assembly.values import text as words
from assurance.policy.unreadable import UnreadableError
from assurance.proof.monitoring.demands.change import CONNECTIONS, ROLLBACK
from assurance.proof.monitoring.monitoring import Monitoring
from assurance.proof.monitoring.rises import BEFORE
from assurance.proof.monitoring.rules.alarms import alarms
from assurance.proof.monitoring.rules.lacking import lacking
from assurance.proof.monitoring.rules.refusals import counted
from assurance.proof.monitoring.telling import Answer, found_in, place
from assurance.proof.monitoring.wanted import Match
from assurance.proof.monitoring.watcher import Watcher
from assurance.proof.paging.alarms import Alarm
from assurance.proof.rule import Finding, at
from promises import text

Judge = Callable[[Monitoring], Answer]
_PUBLISHED = "/deployment-guards/"
_RISES = tuple(f"{ROLLBACK}.{name}" for name in ("error_rate_rise", "response_time_rise"))
_OWN = (*_RISES, f"{ROLLBACK}.health_checks", CONNECTIONS)
_SAME_AS = {
    f"{ROLLBACK}.errors": "thresholds.api_errors.alert",
    f"{ROLLBACK}.response_time": "thresholds.api_response_time.alert",
    f"{ROLLBACK}.database_connections": CONNECTIONS,
}
_DEPLOYMENTS: tuple[str, str] = ("FilmOps/Delivery", "Deployments")


def judge_of(promise: str) -> Judge | None:
    """The rule of a promise on change; None where only people keep it."""
    if promise in _OWN or promise in _SAME_AS:
        return lambda seen: _guarded(seen, promise)
    if promise == "change.guards":
        return _told_in_time
    if promise == "change.deployment.watch":
        return _watched
    return None


def _guarded(seen: Monitoring, promise: str) -> Answer:
    """Each alarm is there, and stands in a list that deployments read."""
    source = _SAME_AS.get(promise, promise)
    found = seen.matches.get(source, ())
    findings = [*alarms(seen, source).findings, *_unpublished(seen, found)]
    findings += _of_another(seen, found)
    if source == CONNECTIONS and found:
        findings.append(counted(seen, found[0]))
    return Answer(findings, "alarms", absent=lacking(seen, source))


def _unpublished(seen: Monitoring, found: Sequence[Match]) -> Iterator[Finding]:
    lists = published(seen)
    for match in found:
        if match.watcher is None or match.fault:
            continue
        alarm = match.watcher.alarm
        if not {alarm, *seen.speakers(alarm)} & lists.keys():
            fault = f"{match.wanted.of}: no deployment reads of alarm {match.watcher.name}"
            fix = f"Name it in the SSM parameter ...{_PUBLISHED}{match.wanted.of}."
            yield Finding(place(seen, match), fault, fix)


def _of_another(seen: Monitoring, found: Sequence[Match]) -> Iterator[Finding]:
    """What was before is written down under the name of the alarm that is held against it."""
    for match in found:
        for series in match.watcher.sight.series.values() if match.watcher else ():
            assert match.watcher
            name = words(match.watcher.alarm.resource.properties.get("AlarmName"))
            if series.name == BEFORE.name and series.dimensions != (("Alarm", name),):
                fault = f"{match.watcher.name} is held against what was before of another alarm"
                yield Finding(place(seen, match), fault, f"Read {BEFORE.name} by Alarm={name}.")


def published(seen: Monitoring) -> dict[Alarm, str]:
    """The alarms that deployments read of, each with a parameter that names it."""
    found: dict[Alarm, str] = {}
    for parameter in seen.stage.resources("AWS::SSM::Parameter"):
        name = words(parameter.properties.get("Name"))
        if _PUBLISHED not in name:
            continue
        listed = words(parameter.properties.get("Value")).split(",")
        for alarm in seen.walk.alarms:
            here = alarm.resource.stack.region == parameter.stack.region
            if here and words(alarm.resource.properties.get("AlarmName")) in listed:
                found[alarm] = name
    return found


def _told_in_time(seen: Monitoring) -> Answer:
    """What has a guard as its part is told while a deployment is watched, and at no other time."""
    matches = [one for promise in _OWN for one in seen.matches.get(promise, ())]
    open_ = frozenset(one.alarm for one in _deployments(seen))
    findings = list(found_in(seen, matches))
    for match in matches:
        for speaker in seen.speakers(match.watcher.alarm) if match.watcher else ():
            findings.append(_only_then(seen, match, speaker, open_))
    return Answer(findings, "guards", absent="nothing runs here that a change could make worse")


def _only_then(
    seen: Monitoring, match: Match, speaker: Alarm, watched: frozenset[Alarm]
) -> Finding:
    assert match.watcher
    alone = frozenset({match.watcher.alarm})
    fix = "Speak for it where a deployment is watched and the guard is in ALARM, both."
    fault = ""
    if not seen.truth.fires(speaker, alone | watched):
        fault = f"{speaker.resource.logical_id} does not tell {match.watcher.name} of a deployment"
    elif seen.truth.fires(speaker, alone):
        fault = f"{speaker.resource.logical_id} tells {match.watcher.name} without a deployment"
    return Finding(at(speaker.resource), fault, fix if fault else "")


def _watched(seen: Monitoring) -> Answer:
    """From its record on, a deployment is watched for as long as promised."""
    lasting = seen.handbook.change.deployment.watch
    findings = [
        Finding(
            at(one.alarm.resource, "Properties.Period"),
            "; ".join(_overlooked(one, lasting)),
            f"Let it look back {text(lasting)} in one period, and alarm on a Sum above 0.",
        )
        for one in _deployments(seen)
    ]
    return Answer(findings, "alarms", absent="no alarm knows of a deployment")


def _overlooked(one: Watcher, lasting: timedelta) -> Iterator[str]:
    """Why one record of a deployment is not in sight for as long as promised.

    It is played: one point of 1, and none at all.
    """
    if one.period * one.window != lasting:
        yield f"{one.name} watches for {text(one.period * one.window)}"
    if not _fires(one) or one.datapoints > 1:
        yield f"{one.name} does not alarm on a deployment"
    if one.crossed(0) or one.treatment == "breaching":
        yield f"{one.name} alarms without a deployment"


def _fires(one: Watcher) -> bool:
    try:
        [recorded] = one.sight.by_id(dict.fromkeys(one.sight.series, (1.0,)), 1)
    except UnreadableError:
        return False
    return recorded is not None and one.crossed(recorded)


def _deployments(seen: Monitoring) -> list[Watcher]:
    return [one for one in seen.watchers if one.sight.metrics == frozenset({_DEPLOYMENTS})]
