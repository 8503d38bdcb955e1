"""Major incidents nobody recorded: what PagerDuty remembers of the service that P1s page."""

from collections.abc import Iterator
from datetime import datetime

from delivery.docs_due.due import Incident
from delivery.docs_due.incidents import MAJOR
from delivery.pagerduty.client import Client
from delivery.pagerduty.found import moment, objects
from environments import Environment
from promises.pager import pager_of


def paged(client: Client, environment: Environment, now: datetime) -> Iterator[Incident]:
    """Every P1 that was resolved lately, by its number: a title may hold anything.

    Lately is a quarter: whatever was not reviewed since is overdue by then anyhow. Raises
    PagerDutyError.
    """
    pager = pager_of(environment.handbook, environment.prefix)
    names = {one.name for one in pager.services if one.purpose == MAJOR}
    since = now - environment.handbook.documentation.review.cadence.longest
    asked = {"since": since.isoformat(), "until": now.isoformat(), "statuses[]": "resolved"}
    for incident in client.list("incidents", **asked):
        [service] = objects([incident.get("service")]) or [{}]
        ended = incident.get("resolved_at") or incident.get("last_status_change_at")
        if service.get("summary") in names and ended:
            number = incident.get("incident_number")
            yield Incident(f"P1 {number} in PagerDuty", moment(ended))
