"""What an account holds of a pager, as PagerDuty's REST API tells it."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from http import HTTPStatus
from typing import cast
from zoneinfo import ZoneInfo

from delivery.pagerduty.client import Client, Json, PagerDutyError
from promises.calendar import Weekday

CLOUDWATCH, EVENTS = "aws_cloudwatch_inbound_integration", "events_api_v2_inbound_integration"
"""The two integrations of a service, by the types of PagerDuty's API."""


@dataclass(frozen=True, slots=True)
class Thing:
    """One object of the account, as it was answered."""

    raw: Json = field(repr=False)

    @property
    def id(self) -> str:
        """PagerDuty's id of it."""
        return str(self.raw["id"])


@dataclass(frozen=True, slots=True)
class Service:
    """A service with its integrations and its event rules."""

    thing: Thing
    rules: Json = field(repr=False)
    rules_active: bool

    def integration(self, kind: str) -> Json | None:
        """The first integration of that type."""
        found = (one for one in objects(self.thing.raw.get("integrations")))
        return next((one for one in found if one.get("type") == kind), None)


@dataclass(frozen=True, slots=True)
class Found:
    """The objects of a pager that are there, by name."""

    schedules: Mapping[str, Thing]
    policies: Mapping[str, Thing]
    services: Mapping[str, Service]


def look(client: Client, *, names: Sequence[str]) -> Found:
    """Everything in the account that has one of these names.

    Raises PagerDutyError, for two things of one name too: nobody could say which is meant.
    """
    listed = {
        kind: dict(_named(client, kind, names, **query))
        for kind, query in (
            ("schedules", {}),
            ("escalation_policies", {}),
            ("services", {"include[]": "integrations"}),
        )
    }
    schedules = {
        # a list leaves the layers out
        name: Thing(inside(client.get(f"/schedules/{thing.id}"), "schedule"))
        for name, thing in listed["schedules"].items()
    }
    return Found(
        schedules=schedules,
        policies=listed["escalation_policies"],
        services={name: _service(client, one) for name, one in listed["services"].items()},
    )


def _named(
    client: Client, kind: str, names: Sequence[str], **query: str
) -> Iterator[tuple[str, Thing]]:
    seen = set[str]()
    for one in client.list(kind, **query):
        name = str(one.get("name"))
        if name not in names:
            continue
        if name in seen:
            raise PagerDutyError(f"GET /{kind}: wanted one called {name}, got two")
        seen.add(name)
        yield name, Thing(one)


def _service(client: Client, thing: Thing) -> Service:
    path = rules_of(thing.id)
    try:
        rules = inside(client.get(path), "orchestration_path")
        active = client.get(f"{path}/active").get("active") is True
    except PagerDutyError as error:
        if error.status != HTTPStatus.NOT_FOUND:  # a service that never had any
            raise
        rules, active = Json(), False
    return Service(thing, rules, active)


def rules_of(service: str) -> str:
    """Where the event rules of a service are, by its id."""
    return f"/event_orchestrations/services/{service}"


def inside(answer: Json, name: str) -> Json:
    """The object an answer wraps; raises PagerDutyError when there is none."""
    found = answer.get(name)
    if not isinstance(found, dict):
        raise PagerDutyError(f"wanted an answer with {name}, got something else")
    return cast("Json", found)


def objects(value: object) -> list[Json]:
    """The objects of a list; none of what is no list."""
    if not isinstance(value, list):
        return []
    return [cast("Json", one) for one in cast("list[object]", value) if isinstance(one, dict)]


def layers_on(schedule: Json, now: datetime) -> list[Json]:
    """The layers that are not over: PagerDuty ends a layer and never deletes one."""
    layers = objects(schedule.get("schedule_layers"))
    return [one for one in layers if not one.get("end") or moment(one["end"]) > now]


def hand_over(layer: Json, time_zone: str) -> str:
    """When a layer's turn changes: "Monday 09:00", or each how long when that is not weekly."""
    length = timedelta(seconds=int(str(layer.get("rotation_turn_length_seconds"))))
    begins = moment(layer["rotation_virtual_start"]).astimezone(ZoneInfo(time_zone))
    if length != timedelta(weeks=1):
        return f"every {length}"
    return f"{list(Weekday)[begins.weekday()]} {begins:%H:%M}"


def moment(value: object) -> datetime:
    """A time as PagerDuty writes it; UTC where it names no zone."""
    try:
        at = datetime.fromisoformat(str(value))
    except ValueError:
        raise PagerDutyError(f"wanted a time, got {value}") from None
    return at if at.tzinfo else at.replace(tzinfo=UTC)
