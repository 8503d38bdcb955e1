"""What is sent to PagerDuty to make a part, or to change one and leave all else in it alone."""

from datetime import datetime, timedelta

from delivery.pagerduty.client import Json
from delivery.pagerduty.found import Service, Thing, layers_on, objects
from delivery.pagerduty.parts import ALERTS, zone
from promises.pager import Paged, Pager, Turn

MADE = "Made by `python -m delivery.pagerduty`"


def new_schedule(name: str, turn: Turn, person: str, now: datetime) -> Json:
    """A schedule of one layer that begins with one person."""
    layer: Json = {
        "name": "Week",
        "start": now.isoformat(timespec="seconds"),
        "users": [{"user": {"id": person, "type": "user_reference"}}],
        "restrictions": [],
        **_rotation(turn),
    }
    return {
        "schedule": {
            "type": "schedule",
            "name": name,
            "description": MADE,
            "time_zone": zone(turn.time_zone),
            "schedule_layers": [layer],
        }
    }


def changed_schedule(thing: Thing, turn: Turn, now: datetime) -> Json:
    """The same layers with the same people, their turns changed."""
    on = {str(layer["id"]) for layer in layers_on(thing.raw, now)}
    turned: Json = {**_rotation(turn), "restrictions": []}
    layers = [
        layer | turned if str(layer["id"]) in on else layer
        for layer in objects(thing.raw.get("schedule_layers"))
    ]
    kept = {name: thing.raw[name] for name in ("id", "type", "name") if name in thing.raw}
    return {
        "schedule": {
            **kept,
            "description": thing.raw.get("description"),
            "time_zone": zone(turn.time_zone),
            "schedule_layers": layers,
        }
    }


def policy(pager: Pager, schedules: dict[str, str], thing: Thing | None) -> Json:
    """The escalation policy; `schedules` are the ids by name."""
    rules: list[Json] = [
        {
            "escalation_delay_in_minutes": rung.waits // timedelta(minutes=1),
            "targets": [
                {"id": schedules[pager.schedule(rung.shift)], "type": "schedule_reference"}
            ],
        }
        for rung in pager.rungs
    ]
    own: Json = {"name": pager.policy, "escalation_rules": rules, "num_loops": pager.loops}
    before: Json = thing.raw if thing else {"description": MADE}
    return {"escalation_policy": {"type": "escalation_policy", **before, **own}}


def service(paged: Paged, policy: str, there: Service | None) -> Json:
    """A service; `policy` is the id of its escalation policy."""
    own: Json = {
        "name": paged.name,
        "escalation_policy": {"id": policy, "type": "escalation_policy_reference"},
        "incident_urgency_rule": {"type": "constant", "urgency": paged.urgency},
        "alert_creation": ALERTS,
        "auto_resolve_timeout": None,  # an incident is over when its alarm is
    }
    before: Json = {"description": MADE}
    if there:  # its integrations are no part of it here: they have their own address
        before = {name: it for name, it in there.thing.raw.items() if name != "integrations"}
    return {"service": {"type": "service", **before, **own}}


def integration(name: str, kind: str) -> Json:
    """A door into a service; PagerDuty draws its key."""
    return {"integration": {"type": kind, "name": name}}


def rules(paged: Paged, there: Service | None) -> Json:
    """What becomes of every event no rule of anybody is about; their rules are kept."""
    sets = there.rules.get("sets") if there else None
    actions: Json = {"severity": paged.severity, "annotate": paged.note}
    return {
        "orchestration_path": {
            "type": "service",
            "sets": sets or [{"id": "start", "rules": []}],
            "catch_all": {"actions": actions},
        }
    }


def _rotation(turn: Turn) -> Json:
    return {
        "rotation_virtual_start": turn.begins.isoformat(),
        "rotation_turn_length_seconds": turn.length // timedelta(seconds=1),
    }
