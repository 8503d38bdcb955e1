"""Services that share a board, and everything that is deployed for them."""

from collections.abc import Sequence
from dataclasses import dataclass, replace

from aws_cdk import Stack
from aws_cdk import aws_cloudfront as cloudfront
from aws_cdk import aws_ssm as ssm

from filmops.alarms import Links
from filmops.boards.guide import Guide
from filmops.boards.service import Rows, service_board
from filmops.boards.widgets import Chart, Choice
from filmops.composites import Alarms
from filmops.dashboards import place_of, render_board
from filmops.deployment_guards import PUBLISHED, Guards
from filmops.exclusions import Window
from filmops.names import Names
from filmops.native_slos import render_slo
from filmops.rendering import Actions, render
from filmops.service import Policy, Service, alarms_of


@dataclass(frozen=True, slots=True)
class Watch:
    """One board's worth of services; `signal` is the chart that stands for it on the overview.

    `additional_metrics_of` is a CloudFront distribution whose additional metrics its alarms need.
    """

    name: str
    title: str
    services: tuple[Service, ...]
    rows: Rows
    runbooks: tuple[str, ...] = ()
    choices: tuple[Choice, ...] = ()
    signal: Chart | None = None
    additional_metrics_of: str | None = None

    def leaning_on(self, existing: Sequence[str]) -> "Watch":
        """The same, where services lean on nothing that is not there."""
        services = (
            replace(one, leans_on=tuple(name for name in one.leans_on if name in existing))
            for one in self.services
        )
        return replace(self, services=tuple(services))

    def alarms(self, policy: Policy) -> Alarms:
        """The alarms of all its services."""
        found = Alarms()
        for service in self.services:
            found += alarms_of(service, policy)
        return found


@dataclass(frozen=True, slots=True)
class Desk:
    """What every watch of a Region is rendered with."""

    policy: Policy
    guide: Guide
    actions: Actions
    windows: tuple[Window, ...]


def render_watch(stack: Stack, watch: Watch, desk: Desk, beside: frozenset[str]) -> int:
    """The alarms, native objectives and board of a watch; says how many resources that makes.

    `beside` are the names of the stack's other alarms, which this watch's may lean on.
    """
    alarms, policy = watch.alarms(desk.policy), desk.policy
    links = Links(desk.guide.address(watch.name), desk.guide.runbooks)
    render(stack, alarms, actions=desk.actions, links=links, beside=beside)
    objectives = [one for service in watch.services for one in service.objectives]
    for objective in objectives:
        render_slo(stack, objective, policy, desk.windows)
    board = service_board(
        watch.name,
        watch.title,
        policy,
        desk.guide,
        objectives,
        alarms,
        watch.rows,
        runbooks=watch.runbooks,
        choices=watch.choices,
    )
    render_board(stack, board, place_of(stack))
    if watch.additional_metrics_of:
        _more_metrics(stack, watch.additional_metrics_of)
    guards = [one.guards for one in watch.services if one.guards]
    for one in guards:
        _publish(stack, one, policy.names)
    return len(alarms.metric) + len(alarms.composite) + len(objectives) + len(guards) + 2


def _publish(stack: Stack, guards: Guards, names: Names) -> None:
    """The names of the alarms, for whoever deploys: `watch`, or the platform's own deployments."""
    ssm.CfnParameter(
        stack,
        f"{guards.service.title().replace('-', '')}Guards",
        name=names.parameter(f"{PUBLISHED}/{guards.service}"),
        type="StringList",
        value=",".join(guards.names),
        description=f"Alarms that roll a deployment of {guards.service} back",
    )


def _more_metrics(stack: Stack, distribution: str) -> None:
    """CloudFront publishes OriginLatency only where it is paid for."""
    cloudfront.CfnMonitoringSubscription(
        stack,
        "AdditionalMetrics",
        distribution_id=distribution,
        monitoring_subscription=cloudfront.CfnMonitoringSubscription.MonitoringSubscriptionProperty(
            realtime_metrics_subscription_config=cloudfront.CfnMonitoringSubscription.RealtimeMetricsSubscriptionConfigProperty(
                realtime_metrics_subscription_status="Enabled"
            )
        ),
    )
