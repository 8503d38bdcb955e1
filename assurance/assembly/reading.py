"""Reads a cloud assembly directory into frozen values."""

from __future__ import annotations

from pathlib import Path

from assurance.assembly.files import unusable
from assurance.assembly.manifest import Artifact, read_manifests
from assurance.assembly.model import Assembly, Resource, Stack, Stage
from assurance.assembly.neighbourhood import Member, Neighbourhood
from assurance.assembly.values import Json, mapping, text, texts


def read_assembly(directory: Path) -> Assembly:
    """Read any cloud assembly: stages, stacks and nested stacks, references resolved.

    Raises InputErrors when the directory is no assembly or one of its files cannot be read.
    """
    artifacts = read_manifests(directory)
    if not artifacts:
        raise unusable(directory, "", "a cloud assembly with stacks", "none in it")
    by_stage: dict[str, list[Artifact]] = {}
    loose = _outside_of_stages(artifacts)
    for artifact in artifacts:
        by_stage.setdefault(artifact.stage or loose, []).append(artifact)
    return Assembly(directory, tuple(_stage(name, tuple(of)) for name, of in by_stage.items()))


def read_lone_template(file: Path) -> Stage:
    """Read one template on its own, as a stack whose account and Region the deployment decides.

    Raises InputErrors when the file cannot be read.
    """
    name = file.name
    for suffix in (".json", ".yaml", ".yml", ".template"):
        name = name.removesuffix(suffix)
    return _stage(name, (Artifact(name, None, name, file, None, None, {}, {}),))


def _outside_of_stages(artifacts: tuple[Artifact, ...]) -> str:
    """The name for stacks outside of stages: the one stack's, else their accounts."""
    loose = [artifact for artifact in artifacts if artifact.stage is None]
    if len(loose) == 1:
        return loose[0].stack
    return "+".join(sorted({artifact.account or "unknown-account" for artifact in loose}))


def _stage(name: str, artifacts: tuple[Artifact, ...]) -> Stage:
    stacks = tuple(_stack(member) for member in Neighbourhood(artifacts).members.values())
    references: dict[str, Resource] = {}
    for stack in stacks:
        for resource in stack.resources.values():
            references |= dict.fromkeys(resource.references, resource)
    return Stage(name, stacks, references)


def _stack(member: Member) -> Stack:
    scope, artifact = member.scope, member.artifact
    outputs = {name: scope.output(name) for name in scope.template.outputs}
    assets = tuple(artifact.files.values())
    stack = Stack(
        artifact.id,
        scope.template.file,
        scope.place,
        outputs,
        frozenset(scope.template.parameters),
        assets,
    )
    for logical_id, written in scope.template.resources.items():
        resource = _resource(stack, member, logical_id, written)
        if resource is not None:
            stack.resources[logical_id] = resource
    return stack


def _resource(
    stack: Stack, member: Member, logical_id: str, written: dict[str, Json]
) -> Resource | None:
    """The resource; None when its condition says that it is not deployed."""
    scope = member.scope
    name = written.get("Condition")
    exists = True if name is None else scope.condition(text(name))
    if exists is False:
        return None
    return Resource(
        stack=stack,
        logical_id=logical_id,
        type=text(written["Type"]),
        properties=mapping(scope.resolve(written.get("Properties"))),
        raw=written,
        path=_construct_path(member, logical_id, written),
        condition=text(name) if exists is None else None,
        depends_on=texts(written.get("DependsOn")),
        deletion_policy=_policy(scope.resolve(written.get("DeletionPolicy"))),
        update_replace_policy=_policy(scope.resolve(written.get("UpdateReplacePolicy"))),
    )


def _construct_path(member: Member, logical_id: str, written: dict[str, Json]) -> str:
    """From the template's metadata, else from the manifest's where it is unambiguous."""
    named = mapping(written.get("Metadata")).get("aws:cdk:path")
    if isinstance(named, str):
        return named
    paths = member.artifact.paths.get(logical_id, ())
    return paths[0] if len(paths) == 1 else logical_id


def _policy(value: Json) -> str | None:
    return None if value is None else text(value)
