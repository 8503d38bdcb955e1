"""A service level objective: what is counted, and which share of it has to be good."""

from dataclasses import dataclass

from filmops.ratios import Ratio
from promises import Percentage


@dataclass(frozen=True, slots=True)
class Objective:
    """One promised share of good events, with the alarms' words about it.

    `promise` is its id in the handbook, `name` its short name ("api-availability"). An objective
    that does not `burn` is an error limit: its events are those of the availability beside it, of
    whose budget the limit is a multiple, and that objective's alarms speak for both.
    """

    promise: str
    name: str
    goal: Percentage
    ratio: Ratio
    events: str
    harm: str
    felt_by: str
    runbook: str
    burns: bool = True
