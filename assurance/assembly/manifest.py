"""The manifests of an assembly: which stacks there are, where they go, which files are theirs."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path

from assurance.assembly.files import read_object, section, unusable
from assurance.assembly.values import Json, dig, items, mapping, text, texts

MANIFEST = "manifest.json"
_STACK = "aws:cloudformation:stack"
_NESTED = "cdk:cloud-assembly"
_ASSETS = "cdk:asset-manifest"


@dataclass(frozen=True, slots=True)
class Artifact:
    """One stack as a manifest lists it."""

    id: str
    stage: str | None
    """The stage it belongs to; None outside of stages."""
    stack: str
    template: Path
    account: str | None
    region: str | None
    """None where the assembly leaves account or Region to the deployment."""
    paths: Mapping[str, tuple[str, ...]]
    """Logical id to the construct paths that carry it."""
    files: Mapping[str, Path]
    """Asset id to the file or folder that is uploaded for it."""


def read_manifests(directory: Path) -> tuple[Artifact, ...]:
    """Every stack of the assembly and of the assemblies nested in it.

    Raises InputErrors when the directory or a manifest is missing or malformed.
    """
    if not directory.is_dir():
        got = "a file" if directory.exists() else "nothing there"
        raise unusable(directory, "", "a cloud assembly directory", got)
    if not (directory / MANIFEST).is_file():
        raise unusable(directory, "", f"a cloud assembly with a {MANIFEST}", "none in it")
    return tuple(_artifacts(directory, None, ()))


def _artifacts(directory: Path, stage: str | None, above: tuple[Path, ...]) -> Iterator[Artifact]:
    file = directory / MANIFEST
    artifacts = section(file, read_object(file), "artifacts")
    for name, artifact in artifacts.items():
        if artifact.get("type") == _STACK:
            yield _stack(file, name, artifact, stage, artifacts)
        elif artifact.get("type") == _NESTED:
            inner = directory / _required(file, name, artifact, "directoryName")
            if inner.resolve() in above:
                raise unusable(file, f"artifacts.{name}", "assemblies without a circle", inner.name)
            shown = text(dig(artifact, "properties", "displayName") or name)
            here = (*above, directory.resolve())
            yield from _artifacts(inner, shown.removeprefix("assembly-"), here)


def _stack(
    file: Path,
    id: str,
    artifact: dict[str, Json],
    stage: str | None,
    artifacts: dict[str, dict[str, Json]],
) -> Artifact:
    account, region = _environment(file, id, artifact)
    metadata = dict(mapping(artifact.get("metadata")))
    if extra := artifact.get("additionalMetadataFile"):
        metadata |= read_object(file.parent / text(extra))
    return Artifact(
        id=id,
        stage=stage,
        stack=text(dig(artifact, "properties", "stackName") or id),
        template=file.parent / _required(file, id, artifact, "templateFile"),
        account=account,
        region=region,
        paths=_construct_paths(metadata),
        files=_asset_files(file, artifact, artifacts),
    )


def _required(file: Path, id: str, artifact: dict[str, Json], name: str) -> str:
    value = dig(artifact, "properties", name)
    if not isinstance(value, str):
        raise unusable(file, f"artifacts.{id}.properties.{name}", "a file name", text(value))
    return value


def _environment(file: Path, id: str, artifact: dict[str, Json]) -> tuple[str | None, str | None]:
    """Account and Region from `aws://account/region`."""
    url = text(artifact.get("environment") or "aws://unknown-account/unknown-region")
    account, _, region = url.removeprefix("aws://").partition("/")
    if not account or not region:
        raise unusable(file, f"artifacts.{id}.environment", "aws://account/region", url)
    known = [None if part.startswith("unknown-") else part for part in (account, region)]
    return known[0], known[1]


def _construct_paths(metadata: Mapping[str, Json]) -> Mapping[str, tuple[str, ...]]:
    paths: dict[str, tuple[str, ...]] = {}
    for path, entries in metadata.items():
        for entry in items(entries):
            if mapping(entry).get("type") == "aws:cdk:logicalId":
                logical_id = text(mapping(entry).get("data"))
                paths[logical_id] = (*paths.get(logical_id, ()), path.removeprefix("/"))
    return paths


def _asset_files(
    file: Path, artifact: dict[str, Json], artifacts: dict[str, dict[str, Json]]
) -> Mapping[str, Path]:
    """Assets of the manifests the stack depends on; of every manifest where it names none."""
    manifests = {name for name, other in artifacts.items() if other.get("type") == _ASSETS}
    own = manifests.intersection(texts(artifact.get("dependencies"))) or manifests
    found: dict[str, Path] = {}
    for name in sorted(own):
        listing = file.parent / _required(file, name, artifacts[name], "file")
        for asset, entry in section(listing, read_object(listing), "files").items():
            if isinstance(path := dig(entry, "source", "path"), str):
                found[asset] = file.parent / path
    return found
