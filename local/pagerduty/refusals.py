"""What PagerDuty refuses of a configuration: each rule is one of behaviours.py."""

from collections.abc import Iterator, Mapping
from typing import cast

from local.pagerduty.configuration import CLOUDWATCH, EVENTS_V2, Configuration
from local.pagerduty.strict_json import JsonObject

MOST_LOOPS = 9
URGENCIES = ("high", "low", "severity_based")
TYPES = (CLOUDWATCH, EVENTS_V2, "generic_events_api_inbound_integration")


def refusals(
    configuration: Configuration, collection: str, body: JsonObject, own: str = ""
) -> Iterator[str]:
    """What is wrong with a new or changed object; `own` is the id of the one that is changed."""
    if not isinstance(body.get("name"), str) or not body["name"]:
        yield "Name can't be blank."
    others = (one for key, one in configuration.kept[collection].items() if key != own)
    if body.get("name") in {one["name"] for one in others}:
        yield "Name has already been taken."
    match collection:
        case "schedules":
            yield from _schedule(configuration, body)
        case "escalation_policies":
            yield from _policy(configuration, body)
        case "services":
            yield from _service(configuration, body)
        case _:
            yield "Users are made by people."


def integration_refusals(service: JsonObject, body: JsonObject) -> Iterator[str]:
    """What is wrong with a new integration."""
    if body.get("type") not in TYPES:
        yield "Type is not included in the list"
    if (
        body.get("type") == EVENTS_V2
        and service.get("alert_creation") != "create_alerts_and_incidents"
    ):
        yield "Service must create alerts and incidents"


def _schedule(configuration: Configuration, body: JsonObject) -> Iterator[str]:
    if body.get("time_zone") in (None, "", "UTC"):
        yield "Time zone is invalid"
    layers = _objects(body.get("schedule_layers"))
    if not layers:
        yield "Schedule layers can't be blank"
    for layer in layers:
        for needed in ("start", "rotation_virtual_start", "rotation_turn_length_seconds"):
            if not layer.get(needed):
                yield f"Layer {needed} can't be blank"
        users = [_object(one.get("user")).get("id") for one in _objects(layer.get("users"))]
        if not users:
            yield "Layer must have at least one user"
        if not set(users) <= configuration.kept["users"].keys():
            yield "User not found"


def _policy(configuration: Configuration, body: JsonObject) -> Iterator[str]:
    rules, loops = _objects(body.get("escalation_rules")), body.get("num_loops", 0)
    if not rules:
        yield "Escalation rules can't be blank"
    if not isinstance(loops, int) or not 0 <= loops <= MOST_LOOPS:
        yield f"Num loops must be between 0 and {MOST_LOOPS}"
    there = configuration.kept["schedules"].keys() | configuration.kept["users"].keys()
    for rule in rules:
        delay = rule.get("escalation_delay_in_minutes")
        if not isinstance(delay, int) or delay < 1:
            yield "Escalation delay must be at least 1 minute"
        targets = [one.get("id") for one in _objects(rule.get("targets"))]
        if not targets or not set(targets) <= there:
            yield "Escalation target not found"


def _service(configuration: Configuration, body: JsonObject) -> Iterator[str]:
    policy = _object(body.get("escalation_policy")).get("id")
    if policy not in configuration.kept["escalation_policies"]:
        yield "Escalation policy not found"
    rule = _object(body.get("incident_urgency_rule"))
    if rule.get("type") == "constant" and rule.get("urgency") not in URGENCIES:
        yield "Urgency is not included in the list"


def _objects(value: object) -> list[JsonObject]:
    found = cast("list[object]", value) if isinstance(value, list) else []
    return [cast("JsonObject", one) for one in found if isinstance(one, dict)]


def _object(value: object) -> Mapping[str, object]:
    return cast("JsonObject", value) if isinstance(value, dict) else {}
