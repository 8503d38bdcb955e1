"""Nothing refers to what is not there."""

from __future__ import annotations

import re
from collections.abc import Iterator

from assurance.assembly import Resource, Stack
from assurance.proof.paging.walk import Walk
from assurance.proof.rule import Finding, at, rule

_REFERENCE = re.compile(r"\$\{([^{}.:]+)\.([^{}.:]+)(?:\.[^{}]*)?\}")


@rule(
    "paging.references",
    "On-Call Responsibilities",
    "no template refers to what is not there",
    "stacks",
)
def references(walk: Walk) -> Iterator[Finding]:
    """A subscription of a topic that is gone looks whole by itself; the deployment would fail."""
    stacks = {stack.place.label: stack for stack in walk.stage.stacks}
    fix = "Define what is referred to, or take the reference away."
    for stack in stacks.values():
        lost = [found for resource in stack.resources.values() for found in _lost(resource, stacks)]
        for resource, name in lost:
            yield Finding(at(resource), f"{resource.logical_id} refers to {name}, not there", fix)
        for resource in list(stack.resources.values())[:1] if not lost else ():
            yield Finding(at(resource))


def _lost(resource: Resource, stacks: dict[str, Stack]) -> Iterator[tuple[Resource, str]]:
    found = dict.fromkeys((one[1], one[2]) for one in _REFERENCE.finditer(resource.words))
    for label, name in found:
        stack = stacks.get(label)
        if stack and name not in stack.resources and name not in stack.parameters:
            yield resource, name


RULES = (references,)
