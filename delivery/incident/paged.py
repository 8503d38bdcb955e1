"""What PagerDuty remembers: whom nobody names here was paged, and how fast somebody answered."""

from collections.abc import Iterator
from datetime import datetime

from delivery.incident.record import Page, Span
from delivery.pagerduty.client import Client, Json
from delivery.pagerduty.found import moment, objects

_STATUSES = ("triggered", "acknowledged", "resolved")
_ACKNOWLEDGED = "acknowledge_log_entry"


def pages(client: Client, span: Span, prefix: str) -> Iterator[Page]:
    """The incidents about alarms of the environment, by the beginning of their names, and those of
    its services: an event's page names no alarm.

    Raises PagerDutyError.
    """
    asked = {"since": span.begin.isoformat(), "until": span.end.isoformat()}
    for incident in client.list("incidents", **asked):
        if incident.get("status") in _STATUSES and _is_ours(incident, prefix):
            yield _page(client, incident)


def _is_ours(incident: Json, prefix: str) -> bool:
    [service] = objects([incident.get("service")]) or [{}]
    if str(service.get("summary")).startswith(f"{prefix.removesuffix('-')} "):
        return True
    return prefix in f"{incident.get('title')} {incident.get('incident_key')}"


def _page(client: Client, incident: Json) -> Page:
    number = str(incident["id"])
    resolved = incident.get("resolved_at")
    return Page(
        id=number,
        title=str(incident.get("title")),
        opened=moment(incident["created_at"]),
        acknowledged=_acknowledged(client, number),
        resolved=moment(resolved) if resolved else None,
    )


def _acknowledged(client: Client, number: str) -> datetime | None:
    entries = client.get(f"/incidents/{number}/log_entries", limit="100").get("log_entries")
    found = [
        moment(one["created_at"]) for one in objects(entries) if one.get("type") == _ACKNOWLEDGED
    ]
    return min(found, default=None)
