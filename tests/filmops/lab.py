"""A policy and a small service to alarm on; numbers in the tests are typed, not computed."""

from datetime import timedelta

from filmops.alarms import AlarmSpec, Comparison, MissingData, Story
from filmops.burn_rates import tiers
from filmops.metrics import Metric
from filmops.names import Names
from filmops.objectives import Objective
from filmops.ratios import Ratio
from filmops.service import Policy
from promises import Percentage, load_handbook

HANDBOOK = load_handbook()
WEEK, MINUTE = timedelta(days=7), timedelta(minutes=1)
POLICY = Policy(Names("lab"), HANDBOOK, tiers(HANDBOOK, WEEK))
STORY = Story("It broke", "Users feel it", "it")


def metric(name: str = "Requests", period: timedelta = MINUTE) -> Metric:
    return Metric("Lab", name, {"Service": "orders"}, "Sum", period)


RATIO = Ratio("failed", "requests", {"requests": metric(), "failed": metric("Failed")})


def objective(goal: str = "99.9 %") -> Objective:
    return Objective(
        promise="slos.orders.availability",
        name="orders-availability",
        goal=Percentage.parse(goal),
        ratio=RATIO,
        events="requests",
        harm="Orders fails requests",
        felt_by="Users feel it",
        runbook="orders-budget",
    )


def alarm(name: str, level: str = "P2") -> AlarmSpec:
    return AlarmSpec(
        name=name,
        story=STORY,
        severity=HANDBOOK.severities[level],
        looks_at=metric(),
        comparison=Comparison.ABOVE,
        threshold=0,
        datapoints=1,
        window=1,
        missing=MissingData.HEALTHY,
    )
