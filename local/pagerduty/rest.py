"""As much of PagerDuty's REST API as a page test asks: GET /incidents."""

from collections.abc import Mapping, Sequence
from datetime import UTC, datetime, timedelta

from local.pagerduty.account import Account
from local.pagerduty.answers import Answer
from local.pagerduty.incidents import Incident, State, Status

DEFAULT_RANGE = timedelta(days=30)
"""Without `since` (PagerDuty staff, community.pagerduty.com, 2023-10-20)."""
DEFAULT_LIMIT, LARGEST_LIMIT, LAST_RECORD = 25, 100, 10_000
"""Records (PagerDuty, "Pagination")."""

_LOGGED = {
    Status.TRIGGERED: "trigger_log_entry",
    Status.ACKNOWLEDGED: "acknowledge_log_entry",
    Status.RESOLVED: "resolve_log_entry",
}
Query = Mapping[str, Sequence[str]]


class RestError(Exception):
    """A request PagerDuty does not answer; codes from its page "Errors"."""

    def __init__(self, status: int, message: str, code: int, *errors: str) -> None:
        super().__init__(message)
        self.status, self.message, self.code, self.errors = status, message, code, errors

    @property
    def answer(self) -> Answer:
        """The error as PagerDuty words it."""
        error = {"message": self.message, "code": self.code, "errors": [*self.errors]}
        return Answer(self.status, {"error": error})


def list_incidents(
    account: Account, state: State, authorization: str, query: Query, now: datetime
) -> Answer:
    """Incidents created in the range asked for, with the statuses and services asked for."""
    try:
        authenticate(account, authorization)
        since = _time(query, "since", now - DEFAULT_RANGE)
        until = _time(query, "until", now)
        statuses, limit, offset = _statuses(query), *window(query)
    except RestError as refused:
        return refused.answer
    services = query.get("service_ids[]", ())
    found = [
        incident
        for incident in state.incidents
        if since <= incident.opened_at <= until
        and incident.status in statuses
        and (not services or incident.service.id in services)
    ]
    page = [_as_json(incident) for incident in found[offset : offset + limit]]
    more = len(found) > offset + limit
    return Answer(
        200,
        {"incidents": page, "limit": limit, "offset": offset, "more": more, "total": None},
    )


def list_log_entries(account: Account, state: State, authorization: str, id: str) -> Answer:
    """What happened to one incident, the oldest first; one page is enough for a stand-in."""
    try:
        authenticate(account, authorization)
        incident = next((one for one in state.incidents if one.id == id), None)
        if incident is None:
            raise RestError(404, "Not Found", 2100)
    except RestError as refused:
        return refused.answer
    entries = [
        {"type": _LOGGED[step.status], "created_at": _written(step.at)} for step in incident.steps
    ]
    return Answer(200, {"log_entries": entries, "limit": 100, "offset": 0, "more": False})


def authenticate(account: Account, authorization: str, *, writes: bool = False) -> None:
    """Let a request in by its token; raises RestError."""
    scheme, _, token = authorization.partition("token=")
    if scheme != "Token " or not (account.admits(token) or account.lets_write(token)):
        raise RestError(401, "Authentication failed", 2006)
    if writes and not account.lets_write(token):
        raise RestError(403, "Access Denied", 2010)


def _time(query: Query, name: str, default: datetime) -> datetime:
    if name not in query:
        return default
    try:
        at = datetime.fromisoformat(query[name][-1])
    except ValueError:
        message = "Invalid time values in 'since' and/or 'until' parameters"
        raise RestError(400, message, 2004) from None
    return at if at.tzinfo else at.replace(tzinfo=UTC)


def _statuses(query: Query) -> tuple[str, ...]:
    asked = tuple(query.get("statuses[]", ()))
    if any(status not in (*Status,) for status in asked):
        raise RestError(400, "Invalid Status Provided", 1003)
    return asked or (*Status,)


def window(query: Query) -> tuple[int, int]:
    """The limit and the offset of a page; raises RestError."""
    try:
        limit = int(query.get("limit", [str(DEFAULT_LIMIT)])[-1])
        offset = int(query.get("offset", ["0"])[-1])
    except ValueError:
        raise RestError(400, "Invalid Input Provided", 2001, "limit, offset") from None
    if not (1 <= limit <= LARGEST_LIMIT and offset >= 0 and offset + limit <= LAST_RECORD):
        raise RestError(400, "Invalid Input Provided", 2001, "limit, offset")
    return limit, offset


def _as_json(incident: Incident) -> dict[str, object]:
    service = incident.service
    return {
        "id": incident.id,
        "type": "incident",
        "summary": f"[#{incident.number}] {incident.title}",
        "incident_number": incident.number,
        "title": incident.title,
        "status": incident.status,
        "urgency": incident.urgency,
        "incident_key": incident.dedup_key,
        "created_at": _written(incident.opened_at),
        "resolved_at": _written(incident.resolved_at) if incident.resolved_at else None,
        "last_status_change_at": _written(incident.steps[-1].at),
        "service": {"id": service.id, "type": "service_reference", "summary": service.name},
    }


def _written(at: datetime) -> str:
    return at.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%SZ")
