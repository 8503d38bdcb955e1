"""What is muted in a window: real alarms, no P1, each with its reason, and nothing beyond the list."""

from __future__ import annotations

from collections.abc import Iterator

from assurance.proof.maintenance.muting import MuteList, lists_of, may_mute, muters_of
from assurance.proof.maintenance.seen import Seen
from assurance.proof.paging.alarms import alarms_of
from assurance.proof.rule import Finding, at, rule
from promises import Level

_WINDOWS = "Maintenance Windows"


@rule(
    "maintenance.mute_list",
    _WINDOWS,
    "what is muted in a window exists, is no P1, and says which objective it guards or why it is muted",
    "lists of muted alarms",
)
def mute_list(seen: Seen) -> Iterator[Finding]:
    """A name that is no alarm mutes nothing, and a list nobody can read mutes whatever it likes."""
    for one in lists_of(seen.stage):
        fix = "List alarms of these templates by name, with a reason, and no P1 among them."
        where = at(one.parameter or one.function, "Properties.Value" if one.parameter else "")
        yield Finding(where, "; ".join(_faults(seen, one)), fix)


def _faults(seen: Seen, one: MuteList) -> Iterator[str]:
    if one.parameter is None:
        yield f"{one.function.logical_id} mutes from a list that is not in these templates"
        return
    if one.reasons is None:
        yield f"{one.parameter.logical_id} is no list of reasons"
        return
    alarms = {
        alarm.resource.properties.get("AlarmName"): alarm.severity
        for alarm in alarms_of(seen.stage)
    }
    promised = {promise.id.rpartition(".")[0] for promise in seen.handbook.catalogue()}
    promised |= {promise.id for promise in seen.handbook.catalogue()}
    for reason in one.reasons:
        if not reason.because.strip():
            yield f"{', '.join(reason.alarms)} muted without a reason"
        if reason.belongs_to and reason.belongs_to not in promised:
            yield f"{reason.belongs_to} is no promise"
        for name in reason.alarms:
            if name not in alarms:
                yield f"{name} is no alarm"
            elif alarms[name] in (Level.P1, None):
                yield f"{name} is {alarms[name] or 'of no severity'}"


@rule(
    "maintenance.mute_rights",
    _WINDOWS,
    "whoever mutes may mute exactly the alarms on the list",
    "functions that mute",
)
def mute_rights(seen: Seen) -> Iterator[Finding]:
    """The right names each alarm: a wildcard would let a slip mute a P1."""
    lists = {one.function: one for one in lists_of(seen.stage)}
    for function, named in muters_of(seen.stage):
        may, listed = may_mute(named), lists[function].alarms
        faults: list[str] = []
        if beyond := sorted(may - listed):
            faults.append(f"{function.logical_id} may mute {', '.join(beyond)}, not on its list")
        if short := sorted(listed - may):
            faults.append(f"{function.logical_id} may not mute {', '.join(short)}, on its list")
        fix = "Allow cloudwatch:PutAlarmMuteRule on the ARN of each listed alarm, and on the rules."
        yield Finding(at(function), "; ".join(faults), fix)


RULES = (mute_list, mute_rights)
