"""Automation documents as they stand in the templates: their steps, and the API each calls."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from assurance.assembly import Json, Resource, Stage
from assurance.assembly.values import dig, items, mapping

DOCUMENT = "AWS::SSM::Document"


@dataclass(frozen=True, slots=True)
class Step:
    """One step of a document."""

    document: Resource
    place: int
    said: Mapping[str, Json]

    @property
    def path(self) -> str:
        """Where it stands in the template."""
        return f"Properties.Content.mainSteps.{self.place}"

    @property
    def name(self) -> str:
        """How a fault calls it."""
        return f"{self.document.logical_id}, step {self.said.get('name')}"

    @property
    def inputs(self) -> Mapping[str, Json]:
        """What it is given."""
        return mapping(self.said.get("inputs"))

    @property
    def calls(self) -> str:
        """The API it calls, as `rds:PromoteReadReplica`; empty for another action."""
        if self.said.get("action") != "aws:executeAwsApi":
            return ""
        return f"{self.inputs.get('Service')}:{self.inputs.get('Api')}"


def documents_of(stage: Stage) -> Iterator[tuple[Resource, tuple[Step, ...]]]:
    """Every Automation document with its steps in order."""
    for document in stage.resources(DOCUMENT):
        if document.properties.get("DocumentType") == "Automation":
            steps = items(dig(dict(document.properties), "Content", "mainSteps"))
            yield (
                document,
                tuple(Step(document, place, mapping(step)) for place, step in enumerate(steps)),
            )
