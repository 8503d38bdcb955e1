"""The parts of a pager as plain words: as they are wanted, and as they are found.

A part is compared by these words alone, so whatever is not among them stays as people left it:
who is on call, their overrides, descriptions, teams, their own event rules.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum

from delivery.pagerduty.client import Json
from delivery.pagerduty.found import (
    CLOUDWATCH,
    EVENTS,
    Found,
    Service,
    Thing,
    hand_over,
    layers_on,
    objects,
)
from promises.pager import Paged, Pager, Shift

Words = Mapping[str, str]
ALERTS = "create_alerts_and_incidents"
"""Integrations of Events API v2 want a service that makes alerts (API reference, Service)."""
INTEGRATIONS = {"CloudWatch": CLOUDWATCH, "Events API v2": EVENTS}
_UTC = {"UTC": "Etc/UTC"}  # a schedule refuses "UTC" (Terraform provider, migration guide)


class Kind(StrEnum):
    """What a part is, in the order in which parts are made: each needs those before it."""

    SCHEDULE = "schedule"
    POLICY = "escalation policy"
    SERVICE = "service"
    INTEGRATION = "integration"
    RULES = "event rules"


@dataclass(frozen=True, slots=True)
class Part:
    """One thing under its name; `found` is None when the account has none of that name."""

    kind: Kind
    name: str
    wanted: Words
    found: Words | None


def parts(pager: Pager, found: Found, now: datetime) -> tuple[Part, ...]:
    """Every part of the pager, beside what the account has."""
    names = {thing.id: name for name, thing in found.schedules.items()}
    policies = {thing.id: name for name, thing in found.policies.items()}
    made = [
        *(_schedule(pager, shift, found, now) for shift in Shift),
        Part(
            Kind.POLICY,
            pager.policy,
            _wanted_policy(pager),
            _found_policy(found.policies.get(pager.policy), names),
        ),
    ]
    for paged in pager.services:
        made += _of_service(pager, paged, found.services.get(paged.name), policies)
    return tuple(sorted(made, key=lambda part: list(Kind).index(part.kind)))


def zone(name: str) -> str:
    """A time zone as PagerDuty's schedules spell it."""
    return _UTC.get(name, name)


def _schedule(pager: Pager, shift: Shift, found: Found, now: datetime) -> Part:
    name, turn = pager.schedule(shift), pager.turn
    wanted = {
        "time zone": zone(turn.time_zone),
        "hand-over": f"{turn.begins:%A %H:%M}",
        "hours": "all",
    }
    there = found.schedules.get(name)
    return Part(Kind.SCHEDULE, name, wanted, there and _found_schedule(there, now))


def _found_schedule(thing: Thing, now: datetime) -> Words:
    own = zone(str(thing.raw.get("time_zone")))
    on = layers_on(thing.raw, now)
    restricted = any(one.get("restrictions") for one in on)
    return {
        "time zone": own,
        "hand-over": _all_of([hand_over(one, own) for one in on]),
        "hours": "some" if restricted or not on else "all",
    }


def _wanted_policy(pager: Pager) -> Words:
    rungs = [_rung(pager.schedule(one.shift), one.waits) for one in pager.rungs]
    return {"pages": ", then ".join(rungs), "repeats": str(pager.loops)}


def _found_policy(thing: Thing | None, schedules: Mapping[str, str]) -> Words | None:
    if thing is None:
        return None
    rungs = [
        _rung(
            " and ".join(
                schedules.get(str(target.get("id")), str(target.get("summary") or "somebody else"))
                for target in objects(rule.get("targets"))
            ),
            timedelta(minutes=int(str(rule.get("escalation_delay_in_minutes")))),
        )
        for rule in objects(thing.raw.get("escalation_rules"))
    ]
    return {"pages": ", then ".join(rungs), "repeats": str(thing.raw.get("num_loops"))}


def _rung(who: str, waits: timedelta) -> str:
    return f"{who} for {waits // timedelta(minutes=1)} min"


def _of_service(
    pager: Pager, paged: Paged, there: Service | None, policies: Mapping[str, str]
) -> list[Part]:
    wanted = {
        "escalation policy": pager.policy,
        "urgency": paged.urgency,
        "alerts": ALERTS,
        "resolves by itself": "never",
    }
    rules = {"severity": paged.severity, "note": paged.note, "active": "True"}
    return [
        Part(Kind.SERVICE, paged.name, wanted, there and _found_service(there.thing.raw, policies)),
        *(
            Part(
                Kind.INTEGRATION,
                f"{paged.name}: {name}",
                {"type": kind},
                {"type": kind} if there and there.integration(kind) else None,
            )
            for name, kind in INTEGRATIONS.items()
        ),
        Part(Kind.RULES, paged.name, rules, there and _found_rules(there)),
    ]


def _found_service(raw: Json, policies: Mapping[str, str]) -> Words:
    policy = _object(raw.get("escalation_policy"))
    urgency = _object(raw.get("incident_urgency_rule"))
    resolves = raw.get("auto_resolve_timeout")
    return {
        "escalation policy": policies.get(str(policy.get("id")), str(policy.get("summary"))),
        "urgency": str(urgency.get("urgency") or urgency.get("type")),
        "alerts": str(raw.get("alert_creation")),
        "resolves by itself": f"after {resolves} s" if resolves else "never",
    }


def _found_rules(service: Service) -> Words:
    # PagerDuty words a rule that always holds as what it does with events no rule is about.
    actions = _object(_object(service.rules.get("catch_all")).get("actions"))
    return {
        "severity": str(actions.get("severity")),
        "note": str(actions.get("annotate")),
        "active": str(service.rules_active),
    }


def _object(value: object) -> Json:
    return next(iter(objects([value])), Json())


def _all_of(words: Sequence[str]) -> str:
    return ", ".join(dict.fromkeys(words)) or "nobody's turn"
