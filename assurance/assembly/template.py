"""One template as it was written, and the references inside it."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from graphlib import CycleError, TopologicalSorter
from pathlib import Path

from assurance.assembly.files import read_object, section, unusable
from assurance.assembly.values import Json, items, text

Members = dict[str, dict[str, Json]]
SUBSTITUTED = re.compile(r"\$\{(!?)([^{}]*)\}")


@dataclass(frozen=True, slots=True, eq=False)
class Template:
    """The sections of a template that decide what it deploys."""

    file: Path
    parameters: Members
    mappings: Members
    conditions: Members
    resources: Members
    outputs: Members


def read_template(file: Path) -> Template:
    """Read one template.

    Raises InputErrors for a file that is missing, is no JSON or whose resources refer in a circle.
    """
    content = read_object(file)
    names = ("Parameters", "Mappings", "Conditions", "Resources", "Outputs")
    template = Template(file, *(section(file, content, name) for name in names))
    for logical_id, resource in template.resources.items():
        if not isinstance(resource.get("Type"), str):
            got = text(resource.get("Type"))
            raise unusable(file, f"Resources.{logical_id}.Type", "a resource type", got)
    _refuse_circles(template, "Resources", template.resources, "Ref")
    _refuse_circles(template, "Conditions", template.conditions, "Condition")
    return template


def _refuse_circles(template: Template, name: str, members: Members, by: str) -> None:
    graph = {key: set(_referred(member, by)) & members.keys() for key, member in members.items()}
    try:
        TopologicalSorter(graph).prepare()
    except CycleError as error:
        circle = " -> ".join(reversed(error.args[1]))
        raise unusable(template.file, name, "references without a circle", circle) from None


def _referred(value: Json, by: str) -> Iterator[str]:
    """Logical ids, or with `by` Condition the condition names, that a member mentions."""
    if isinstance(value, list):
        for item in value:
            yield from _referred(item, by)
    if not isinstance(value, dict):
        return
    for key, inner in value.items():
        if key == by and isinstance(inner, str):
            yield inner
        elif key == "DependsOn":
            yield from (text(item) for item in items(inner))
        elif key == "Fn::GetAtt":
            yield text(items(inner)[0]).partition(".")[0] if items(inner) else ""
        elif key == "Fn::Sub":
            yield from _substituted(inner, by)
        else:
            yield from _referred(inner, by)


def _substituted(argument: Json, by: str) -> Iterator[str]:
    pattern, *given = items(argument)
    local: dict[str, Json] = given[0] if given and isinstance(given[0], dict) else {}
    for literal, name in SUBSTITUTED.findall(text(pattern)):
        if not literal and name not in local:
            yield name.partition(".")[0]
    yield from _referred(list(local.values()), by)
