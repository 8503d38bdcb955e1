"""Cloud assemblies written by hand: a folder with a manifest and templates, as CDK leaves it."""

import json
from collections.abc import Mapping
from pathlib import Path
from typing import Any

Template = dict[str, Any]

ACCOUNT, REGION, ELSEWHERE = "111122223333", "us-east-1", "us-west-2"


def resources(**members: object) -> Template:
    return {"Resources": members}


def write_stack(
    folder: Path,
    name: str,
    template: Template,
    *,
    region: str = REGION,
    account: str = ACCOUNT,
    **artifact: object,
) -> None:
    """Add a stack to the assembly in the folder, which is made when it is not there."""
    (folder / f"{name}.template.json").parent.mkdir(parents=True, exist_ok=True)
    (folder / f"{name}.template.json").write_text(json.dumps(template))
    _add(
        folder,
        name,
        {
            "type": "aws:cloudformation:stack",
            "environment": f"aws://{account}/{region}",
            "properties": {"templateFile": f"{name}.template.json", "stackName": name},
            **artifact,
        },
    )


def write_stage(folder: Path, name: str) -> Path:
    """Add an empty stage; its stacks go into the folder that is returned."""
    inside = folder / f"assembly-{name}"
    properties = {"directoryName": inside.name, "displayName": name}
    _add(folder, inside.name, {"type": "cdk:cloud-assembly", "properties": properties})
    _manifest(inside, {})
    return inside


def write_assets(folder: Path, stack: str, files: Mapping[str, str]) -> None:
    """Add an asset manifest to a stack: asset id to the path that is uploaded."""
    listing = {"files": {key: {"source": {"path": path}} for key, path in files.items()}}
    (folder / f"{stack}.assets.json").write_text(json.dumps(listing))
    properties = {"file": f"{stack}.assets.json"}
    _add(folder, f"{stack}.assets", {"type": "cdk:asset-manifest", "properties": properties})


def _add(folder: Path, name: str, artifact: Mapping[str, object]) -> None:
    file = folder / "manifest.json"
    artifacts: Template = json.loads(file.read_text())["artifacts"] if file.exists() else {}
    _manifest(folder, {**artifacts, name: artifact})


def _manifest(folder: Path, artifacts: Mapping[str, object]) -> None:
    folder.mkdir(parents=True, exist_ok=True)
    written = {"version": "55.0.0", "artifacts": artifacts}
    (folder / "manifest.json").write_text(json.dumps(written))
