"""An objective as CloudWatch's own SLO: the console then shows attainment and budget.

Request-based: what falls into an exclusion window is left out of both counts
(https://docs.aws.amazon.com/AmazonCloudWatch/latest/monitoring/CloudWatch-ServiceLevelObjectives.html).
"""

from collections.abc import Mapping, Sequence
from datetime import timedelta

from aws_cdk import aws_applicationsignals as signals
from constructs import Construct

from filmops.exclusions import Window
from filmops.objectives import Objective
from filmops.queries import Query, of_formula, of_metric
from filmops.ratios import Ratio
from filmops.rendering import logical_name
from filmops.service import Policy

MINUTE, DAY = timedelta(minutes=1), timedelta(days=1)


def render_slo(
    scope: Construct, objective: Objective, policy: Policy, windows: Sequence[Window]
) -> None:
    """The objective over the budget's window, its burn rate over every window that alarms."""
    names, budget = policy.names, policy.handbook.error_budget.window
    look_back = sorted({window for tier in policy.tiers for window in (tier.long, tier.short)})
    signals.CfnServiceLevelObjective(
        scope,
        f"{logical_name(names.of(objective.name))}Slo",
        name=names.of(objective.name),
        description=f"{objective.promise}: {objective.goal} of {objective.events}",
        request_based_sli={"requestBasedSliMetric": _counts(objective)},
        goal={
            "attainmentGoal": float(objective.goal.percent),
            "interval": {
                "rollingInterval": {"duration": budget // DAY, "durationUnit": "DAY"},
            },
        },
        burn_rate_configurations=[
            {"lookBackWindowMinutes": window // MINUTE} for window in look_back
        ],
        exclusion_windows=[_excluded(window) for window in windows],
    )


def _counts(objective: Objective) -> Mapping[str, object]:
    ratio = objective.ratio
    return {
        "totalRequestCountMetric": _count(ratio, ratio.all),
        "monitoredRequestCountMetric": {"badCountMetric": _count(ratio, ratio.failed)},
    }


def _count(ratio: Ratio, formula: str) -> list[Query]:
    metrics = ratio.metrics_of(formula)
    if formula in metrics:
        return [of_metric(formula, metrics[formula], returned=True)]
    return of_formula("count", formula, metrics)


def _excluded(window: Window) -> Mapping[str, object]:
    return {
        "window": {"duration": window.duration // timedelta(hours=1), "durationUnit": "HOUR"},
        "reason": window.reason,
        "recurrenceRule": {"expression": window.expression},
    }
