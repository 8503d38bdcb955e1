"""The stacks of one stage while they are read, and what they read from each other."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from functools import cached_property, partial
from pathlib import Path

from assurance.assembly.files import unusable
from assurance.assembly.identity import Place
from assurance.assembly.manifest import Artifact
from assurance.assembly.scope import Scope
from assurance.assembly.template import read_template
from assurance.assembly.values import Json, dig, mapping, text, token

_NESTED_STACK = "AWS::CloudFormation::Stack"
_PARTITIONS = {"cn": "aws-cn", "us-gov": "aws-us-gov"}


@dataclass(frozen=True, slots=True)
class Member:
    """One stack of the stage, nested ones included."""

    artifact: Artifact
    scope: Scope


class Neighbourhood:
    """Every stack of a stage by its label; the neighbours each stack may read from."""

    def __init__(self, artifacts: tuple[Artifact, ...]) -> None:
        self.members: dict[str, Member] = {}
        shared = Counter(artifact.stack for artifact in artifacts)
        for artifact in artifacts:
            label = artifact.stack if shared[artifact.stack] == 1 else artifact.id
            self._add(artifact, artifact.template, _place(artifact, label), dict[str, Json], ())

    def exported(self, place: Place, name: str) -> Json:
        """The value exported under the name in the account and Region of `place`."""
        found = self._exports.get((place.account, place.region, name))
        return found[0].output(found[1]) if found else token("Fn::ImportValue", name)

    def output(self, place: Place, stack: str, region: str, name: str) -> Json:
        """The output of a stack, by the stack's name."""
        for member in self.members.values():
            at = member.scope.place
            if (at.stack, at.region) == (stack, region) and name in member.scope.template.outputs:
                return member.scope.output(name)
        return token("Fn::GetStackOutput", [stack, region or place.region, name])

    def nested_output(self, place: Place, logical_id: str, name: str) -> Json | None:
        """The output of a nested stack; None when its template is not in the assembly."""
        member = self.members.get(f"{place.label}/{logical_id}")
        if member is None or name not in member.scope.template.outputs:
            return None
        return member.scope.output(name)

    @cached_property
    def _exports(self) -> Mapping[tuple[str, str, str], tuple[Scope, str]]:
        exports: dict[tuple[str, str, str], tuple[Scope, str]] = {}
        for member in self.members.values():
            scope, place = member.scope, member.scope.place
            for output, declared in scope.template.outputs.items():
                if (name := dig(declared, "Export", "Name")) is not None:
                    key = (place.account, place.region, text(scope.resolve(name)))
                    exports[key] = (scope, output)
        return exports

    def _add(
        self,
        artifact: Artifact,
        file: Path,
        place: Place,
        parameters: Callable[[], Mapping[str, Json]],
        above: tuple[Path, ...],
    ) -> None:
        if file.resolve() in above:
            raise unusable(file, "Resources", "nested stacks without a circle", file.name)
        scope = Scope(read_template(file), place, self, parameters)
        self.members[place.label] = Member(artifact, scope)
        for logical_id, resource in scope.template.resources.items():
            if resource["Type"] != _NESTED_STACK:
                continue
            if inner := _nested_template(artifact, file, resource):
                inside = replace(
                    place, label=f"{place.label}/{logical_id}", stack=f"{place.stack}-{logical_id}"
                )
                self._add(
                    artifact,
                    inner,
                    inside,
                    partial(_passed, scope, resource),
                    (*above, file.resolve()),
                )


def _passed(parent: Scope, resource: dict[str, Json]) -> Mapping[str, Json]:
    """The parameters a parent passes to its nested stack."""
    return mapping(parent.resolve(dig(resource, "Properties", "Parameters")))


def _nested_template(artifact: Artifact, file: Path, resource: dict[str, Json]) -> Path | None:
    """The nested template's file: from CDK's asset metadata, else by the hash in its address."""
    named = dig(resource, "Metadata", "aws:asset:path")
    if isinstance(named, str):
        return file.parent / named
    address = text(dig(resource, "Properties", "TemplateURL"))
    return next((path for asset, path in artifact.files.items() if asset in address), None)


def _place(artifact: Artifact, label: str) -> Place:
    account, region = artifact.account or "${AWS::AccountId}", artifact.region or "${AWS::Region}"
    family = next((name for name in _PARTITIONS if region.startswith(f"{name}-")), None)
    partition = _PARTITIONS.get(family or "", "aws" if artifact.region else "${AWS::Partition}")
    suffix = "amazonaws.com.cn" if family == "cn" else "amazonaws.com"
    return Place(label, artifact.stack, account, region, partition, suffix)
