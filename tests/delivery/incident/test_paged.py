"""Which incidents of a PagerDuty account are an environment's."""

import json
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from urllib.request import Request, urlopen

import pytest

from delivery.incident.paged import pages
from delivery.incident.record import Span
from delivery.pagerduty.client import Client
from local.pagerduty import Account, Service, StandInPagerDuty, Urgency

NAMES = ("filmops-prod P1", "filmops-staging P1", "somebody else's")


@pytest.fixture
def pagerduty() -> Iterator[StandInPagerDuty]:
    services = (Service(f"P{one}", name, "P1", Urgency.HIGH) for one, name in enumerate(NAMES))
    with StandInPagerDuty(Account(tuple(services))) as stand_in:
        yield stand_in


def found(pagerduty: StandInPagerDuty, title: str) -> set[str]:
    """By service, after something of that title has opened an incident in each."""
    for service in pagerduty.account.services:
        body = {
            "routing_key": service.routing_key,
            "event_action": "trigger",
            "dedup_key": service.name,
            "payload": {"summary": f"{title} {service.id}", "source": "a", "severity": "critical"},
        }
        asked = Request(f"{pagerduty.url}/v2/enqueue", data=json.dumps(body).encode())
        urlopen(asked, timeout=5).close()
    now = datetime.now(UTC)
    span = Span(now - timedelta(hours=1), now + timedelta(hours=1))
    client = Client(pagerduty.account.api_token, pagerduty.url)
    return {page.title.rpartition(" ")[2] for page in pages(client, span, "filmops-prod-")}


def test_an_event_that_names_no_alarm_is_known_by_its_service(pagerduty: StandInPagerDuty) -> None:
    assert found(pagerduty, "Credentials leaked") == {"P0"}


def test_an_alarm_is_known_by_its_name_in_whatever_service(pagerduty: StandInPagerDuty) -> None:
    assert found(pagerduty, "ALARM: filmops-prod-api-down") == {"P0", "P1", "P2"}
