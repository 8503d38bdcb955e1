"""From what an environment says about reaching people to what the paging path is built with."""

from environments import Reach
from filmops.receivers import PageTestReceiver, Receivers
from promises import Level


def receivers_of(reach: Reach) -> Receivers:
    """The ends of the paging path; an environment without PagerDuty has no page test either."""
    door = reach.pagerduty
    return Receivers(
        pagerduty={Level.P1: door.P1, Level.P2: door.P2} if door else {},
        sms=reach.sms,
        email=reach.email,
        heartbeat=reach.heartbeat,
        page_test=PageTestReceiver(service=door.page_test, token=door.api_token) if door else None,
    )
