"""The catalogue's stacks: alarms, native objectives and one dashboard each."""

from aws_cdk import App, Stack
from aws_cdk import aws_cloudwatch_actions as actions
from aws_cdk import aws_sns as sns

from bench.catalogue import TARGET, dealt, desk, services, stacks_for
from bench.l2.alarms import alarms
from bench.l2.board import Section, dashboard, section
from bench.l2.objective import objective
from bench.l2.site import Site, Topics
from filmops.watch import Desk


def build(app: App, count: int, stacks: int | None = None) -> None:
    """So many services, dealt to their stacks as ours are."""
    at = desk()
    for number, own in dealt(services(count, at.policy.handbook), stacks or stacks_for(count)):
        stack = Stack(app, f"Services{number}", env=TARGET)
        topics, sections = _topics(stack, at), list[Section]()
        for service in own:
            site = Site(stack, service, at, topics, at.guide.address(f"services-{number}"))
            speaking = alarms(site)
            sections.append(section(service, speaking, at))
            objective(stack, service, at)
        dashboard(stack, f"services-{number}", sections, at)


def _topics(stack: Stack, desk: Desk) -> Topics:
    return {
        level: actions.SnsAction(sns.Topic.from_topic_arn(stack, level, arn))
        for level, (arn,) in desk.actions.items()
    }
