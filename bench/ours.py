"""The catalogue as this project builds it."""

from aws_cdk import App, Stack

from bench.catalogue import TARGET, dealt, desk, services, stacks_for
from filmops.dealing import refuse_overfull
from filmops.many import render_services
from filmops.services.counted import counted


def build(app: App, count: int, stacks: int | None = None) -> None:
    """So many services, dealt to their stacks."""
    at, stacks = desk(), stacks or stacks_for(count)
    for number, own in dealt(services(count, at.policy.handbook), stacks):
        stack = Stack(app, f"Services{number}", env=TARGET)
        watched = [counted(at.policy, one) for one in own]
        made = render_services(stack, f"services-{number}", f"Services {number}", watched, at)
        refuse_overfull(stack.node.id, made, stacks)
