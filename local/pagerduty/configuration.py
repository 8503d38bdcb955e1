"""What people set up in a PagerDuty account: users, schedules, policies, services, event rules."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from threading import RLock
from typing import cast
from uuid import uuid4

from local.pagerduty.account import Account, Service, Urgency, new_key
from local.pagerduty.strict_json import JsonObject

CLOUDWATCH, EVENTS_V2 = "aws_cloudwatch_inbound_integration", "events_api_v2_inbound_integration"
SINGULAR = {
    "users": "user",
    "schedules": "schedule",
    "escalation_policies": "escalation_policy",
    "services": "service",
}
"""The collections that are kept, and how one of each is called in a body."""

_LEVELS = ("P1", "P2", "page test")  # what a service of ours is called at the end


def new_id() -> str:
    """An id as PagerDuty draws them: a letter P and six more."""
    return f"P{uuid4().hex[:6].upper()}"


@dataclass(frozen=True, slots=True)
class Configuration:
    """All objects by collection and id, in the order in which they were made.

    `written` lists every request that changed something, as "PUT /schedules/PABC123".
    """

    lock: RLock = field(default_factory=RLock)
    kept: dict[str, dict[str, JsonObject]] = field(
        default_factory=lambda: {name: dict[str, JsonObject]() for name in SINGULAR}
    )
    rules: dict[str, JsonObject] = field(default_factory=dict[str, JsonObject])
    active: dict[str, bool] = field(default_factory=dict[str, bool])
    written: list[str] = field(default_factory=list[str])

    @classmethod
    def of(cls, account: Account) -> "Configuration":
        """The services an account already has, and two people."""
        made = cls()
        for name in ("Ada Primary", "Sam Secondary"):
            email = f"{name.split()[0].lower()}@aifilmstudio.com"
            made.add("users", {"name": name, "email": email, "role": "user"})
        for service in account.services:
            made.kept["services"][service.id] = _as_object(service)
        return made

    def add(self, collection: str, body: JsonObject) -> JsonObject:
        """A new object of a collection, with its id."""
        kind, drawn = SINGULAR[collection], new_id()
        made = {**body, "id": drawn, "type": kind, "summary": body.get("name")}
        self.kept[collection][drawn] = made
        return made

    def of_integration_key(self, key: str) -> Service | None:
        """The service a CloudWatch subscription pages, among those set up here."""
        return self._of_key(CLOUDWATCH, key)

    def of_routing_key(self, key: str) -> Service | None:
        """The service an event pages, among those set up here."""
        return self._of_key(EVENTS_V2, key)

    def _of_key(self, kind: str, key: str) -> Service | None:
        with self.lock:
            for service in self.kept["services"].values():
                for one in integrations(service):
                    if one.get("type") == kind and one.get("integration_key") == key:
                        return _as_service(service)
        return None


def integrations(service: JsonObject) -> list[JsonObject]:
    """The integrations of a service, with their keys."""
    return cast("list[JsonObject]", service["integrations"])


def new_integration(kind: str, name: str, key: str | None = None) -> JsonObject:
    """A door into a service, with a key of its own."""
    return {
        "id": new_id(),
        "type": kind,
        "name": name,
        "summary": name,
        "integration_key": key or new_key(),
    }


def _as_object(service: Service) -> JsonObject:
    return {
        "id": service.id,
        "type": "service",
        "name": service.name,
        "summary": service.name,
        "alert_creation": "create_alerts_and_incidents",
        "auto_resolve_timeout": 14400,  # seconds; PagerDuty's own default
        "incident_urgency_rule": {"type": "constant", "urgency": service.urgency},
        "escalation_policy": {"id": "PDEFLT1", "type": "escalation_policy_reference"},
        "integrations": [
            new_integration(CLOUDWATCH, "CloudWatch", service.integration_key),
            new_integration(EVENTS_V2, "Events API v2", service.routing_key),
        ],
    }


def _as_service(service: JsonObject) -> Service:
    rule = cast("JsonObject", service.get("incident_urgency_rule") or {})
    keys = dict(_keys(service))
    name = str(service["name"])
    return Service(
        id=str(service["id"]),
        name=name,
        level=next(level for level in (*_LEVELS, name) if name.endswith(level)),
        urgency=Urgency(str(rule.get("urgency", Urgency.HIGH))),
        integration_key=keys.get(CLOUDWATCH, ""),
        routing_key=keys.get(EVENTS_V2, ""),
    )


def _keys(service: JsonObject) -> Iterator[tuple[str, str]]:
    for one in integrations(service):
        yield str(one["type"]), str(one["integration_key"])
