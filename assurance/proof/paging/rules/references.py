"""Nothing refers to what is not there."""

from __future__ import annotations

import re
from collections.abc import Iterator

from assurance.assembly import Json, Resource, Stack
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
    found = (match for text in _strings(dict(resource.properties)) for match in _mentions(text))
    for label, name in dict.fromkeys(found):
        stack = stacks.get(label)
        if stack and name not in stack.resources and name not in stack.parameters:
            yield resource, name


def _mentions(text: str) -> list[tuple[str, str]]:
    return [(found[1], found[2]) for found in _REFERENCE.finditer(text)]


def _strings(value: Json) -> Iterator[str]:
    if isinstance(value, str) and "${" in value:
        yield value
    inner = value.values() if isinstance(value, dict) else value if isinstance(value, list) else ()
    for one in inner:
        yield from _strings(one)


RULES = (references,)
