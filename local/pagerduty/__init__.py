"""A stand-in for PagerDuty on this machine: pages are played through, nobody is woken."""

from local.pagerduty.account import Account, Service
from local.pagerduty.incidents import Incident, State, Status, Urgency
from local.pagerduty.stand_in import StandInPagerDuty
from local.pagerduty.switch import Mode

__all__ = [
    "Account",
    "Incident",
    "Mode",
    "Service",
    "StandInPagerDuty",
    "State",
    "Status",
    "Urgency",
]
