"""A stack's dashboard: for each service its states, its budget, its burn rates."""

from collections.abc import Sequence
from datetime import timedelta

from aws_cdk import Duration, Stack
from aws_cdk import aws_cloudwatch as cw

from filmops.services.counted import Counted
from filmops.watch import Desk
from promises import text

Section = list[list[cw.IWidget]]
COLOURS = ("#d13212", "#ff9900", "#1f77b4")


def section(
    service: Counted, alarms: Sequence[cw.Alarm | cw.CompositeAlarm], desk: Desk
) -> Section:
    """Two rows of the board."""
    return [
        [cw.AlarmStatusWidget(title=service.name, alarms=alarms, width=24, height=3)],
        [_budget(service, desk), _burn(service, desk)],
    ]


def dashboard(stack: Stack, name: str, sections: Sequence[Section], desk: Desk) -> None:
    """The board of all the stack's services."""
    heading = cw.TextWidget(markdown=f"# {name}", width=24, height=2)
    names = desk.policy.names
    rows = [[heading], *(row for section in sections for row in section)]
    cw.Dashboard(stack, "Board", dashboard_name=names.of(name), widgets=rows)


def _budget(service: Counted, desk: Desk) -> cw.SingleValueWidget:
    goal = service.goal.percent
    attained = cw.Metric(
        namespace="AWS/ApplicationSignals",
        metric_name="AttainmentRate",
        dimensions_map={"SloName": desk.policy.names.of(f"{service.name}-availability")},
        statistic="Average",
    )
    left = cw.MathExpression(
        expression=f"100 * (attained - {goal}) / {100 - goal}",
        using_metrics={"attained": attained},
        label="budget left, %",
        period=Duration.minutes(5),
    )
    return cw.SingleValueWidget(
        title="Error budget left", metrics=[left], sparkline=True, width=8, height=6
    )


def _burn(service: Counted, desk: Desk) -> cw.GraphWidget:
    tiers = desk.policy.tiers
    return cw.GraphWidget(
        title=f"Burn rate: {service.name}, {service.goal}",
        left=[
            cw.Metric(
                namespace="AWS/ApplicationSignals",
                metric_name="BurnRate",
                dimensions_map={
                    "SloName": desk.policy.names.of(f"{service.name}-availability"),
                    "BurnRateWindowMinutes": str(tier.long // timedelta(minutes=1)),
                },
                statistic="Maximum",
                period=Duration.minutes(1),
                label=f"over {text(tier.long)}",
                color=colour,
            )
            for tier, colour in zip(tiers, COLOURS, strict=True)
        ],
        left_annotations=[
            cw.HorizontalAnnotation(value=float(tier.factor), label=tier.name, color=colour)
            for tier, colour in zip(tiers, COLOURS, strict=True)
        ],
        left_y_axis=cw.YAxisProps(label="times the budget's speed", show_units=False, min=0),
        width=16,
        height=6,
    )
