"""The Events API v2: what is accepted, what is refused, and with which words."""

from collections.abc import Iterator
from datetime import datetime
from typing import cast

from local.pagerduty.account import KEY_LENGTH, Routes
from local.pagerduty.answers import Answer
from local.pagerduty.events import (
    Acknowledged,
    Event,
    Integration,
    Link,
    Resolved,
    Triggered,
    Way,
)
from local.pagerduty.strict_json import JsonObject, read_object, text

LARGEST_EVENT = 512 * 1024
"""Bytes (PagerDuty, "Events API v2 Overview", size limits; its KB read as 1024)."""
LONGEST_SUMMARY = 1024
LONGEST_DEDUP_KEY = 255
"""Characters (PagerDuty, "Send an Alert Event")."""
ACTIONS = ("trigger", "acknowledge", "resolve")
SEVERITIES = ("critical", "error", "warning", "info")


def receive(
    account: Routes, raw: bytes, at: datetime, drawn_key: str
) -> tuple[Answer, Event | None]:
    """The answer to an event, and the event when it was accepted.

    `drawn_key` becomes the dedup key of a trigger that brings none.
    """
    if len(raw) > LARGEST_EVENT:
        return _invalid(f"Event exceeds the maximum size of {LARGEST_EVENT // 1024} KB"), None
    data = read_object(raw)
    if data is None:
        return _unrecognized(), None
    errors = [*_errors(data)]
    if errors:
        return _invalid(*errors), None
    service = account.of_routing_key(text(data, "routing_key"))
    if service is None:
        return _invalid("Invalid routing key"), None
    dedup_key = text(data, "dedup_key") or drawn_key
    event = _event(data, Integration(service, Way.EVENTS_V2), dedup_key, at)
    body = {"status": "success", "message": "Event processed", "dedup_key": dedup_key}
    return Answer(202, body), event


def _event(data: JsonObject, integration: Integration, dedup_key: str, at: datetime) -> Event:
    match data["event_action"]:
        case "acknowledge":
            return Acknowledged(at, integration, dedup_key)
        case "resolve":
            return Resolved(at, integration, dedup_key)
        case _:
            payload = _payload(data)
            title, severity = text(payload, "summary"), text(payload, "severity")
            source, links = text(payload, "source"), tuple(_links(data))
            return Triggered(at, integration, dedup_key, title, severity, source, links)


def _errors(data: JsonObject) -> Iterator[str]:
    if not text(data, "routing_key"):
        yield "'routing_key' is missing or blank"
    elif len(text(data, "routing_key")) != KEY_LENGTH:
        yield f"Length of 'routing_key' is incorrect (should be {KEY_LENGTH} characters)"
    action = data.get("event_action")
    if action not in ACTIONS:
        yield "'event_action' is missing or is not one of: trigger, acknowledge, resolve"
    dedup_key = data.get("dedup_key")
    if dedup_key is not None and not isinstance(dedup_key, str):
        yield "'dedup_key' is not a string"
    elif len(dedup_key or "") > LONGEST_DEDUP_KEY:
        yield f"'dedup_key' is too long (at most {LONGEST_DEDUP_KEY} characters)"
    elif not dedup_key and action in ("acknowledge", "resolve"):
        yield "'dedup_key' is missing or blank"
    if action == "trigger":
        yield from _payload_errors(_payload(data))
        yield from _link_errors(data.get("links", []))


def _payload_errors(payload: JsonObject) -> Iterator[str]:
    for name in ("summary", "source"):
        if not text(payload, name).strip():
            yield f"'payload.{name}' is missing or blank"
    if len(text(payload, "summary")) > LONGEST_SUMMARY:
        yield f"'payload.summary' is too long (at most {LONGEST_SUMMARY} characters)"
    if payload.get("severity") not in SEVERITIES:
        yield f"'payload.severity' is invalid (must be one of: {', '.join(SEVERITIES)})"


def _link_errors(links: object) -> Iterator[str]:
    each = cast("list[object]", links) if isinstance(links, list) else [None]
    if any(not isinstance(one, dict) or not text(cast(JsonObject, one), "href") for one in each):
        yield "'links' is not a list of objects with an 'href' each"


def _links(data: JsonObject) -> Iterator[Link]:
    for one in cast(list[JsonObject], data.get("links", [])):
        yield Link(text(one, "href"), text(one, "text"))


def _payload(data: JsonObject) -> JsonObject:
    payload = data.get("payload")
    return cast(JsonObject, payload) if isinstance(payload, dict) else {}


def _invalid(*errors: str) -> Answer:
    body = {"status": "invalid event", "message": "Event object is invalid", "errors": [*errors]}
    return Answer(400, body)


def _unrecognized() -> Answer:
    # The example of PagerDuty's own schema, reference/events-v2/openapiv3.json.
    message = "Event object format is unrecognized"
    errors = ["JSON parse error"]
    return Answer(400, {"status": "Unrecognized object", "message": message, "errors": errors})
