"""What people work with during an incident: boards, saved queries, runbooks that run."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Final

from assurance.assembly import Resource
from assurance.assembly.values import is_literal
from assurance.review.pair import Pair
from assurance.review.sentence import Sentence, Topic

_TOOLS: Final[Mapping[str, tuple[str, str, str]]] = {
    "AWS::CloudWatch::Dashboard": ("dashboard", "DashboardName", "DashboardBody"),
    "AWS::Logs::QueryDefinition": ("saved query", "Name", "QueryString"),
    "AWS::SSM::Document": ("runbook document", "Name", "Content"),
}


def sentences(pair: Pair) -> Iterator[Sentence]:
    """Every tool that comes, goes, or does something else."""
    for change in pair.changed(*_TOOLS):
        word, _, does = _TOOLS[change.type]
        name = pair.short(_name(change.here))
        if change.after is None:
            said = f"{word} {name} is removed: whatever links to it or names it leads nowhere"
        elif change.before is None:
            said = f"new {word} {name}"
        elif (was := pair.short(_name(change.before))) != name:
            said = f"{word} {was} is called {name}: whatever names the old one leads nowhere"
        elif any(one.name == does for one in change.properties) and not change.only_assets:
            said = f"{word} {name} does something else"
        else:
            continue
        yield Sentence(Topic.TOOLS, said)


def _name(resource: Resource) -> str:
    _, key, _ = _TOOLS[resource.type]
    name = resource.properties.get(key)
    return name if isinstance(name, str) and is_literal(name) else resource.path
