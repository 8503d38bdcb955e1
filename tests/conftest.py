"""One synth for the whole session: it is the expensive part."""

import json
import os
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import pytest
from aws_cdk import App

from environments import load_environments
from stacks.operations import Operations

os.environ["CDK_VALIDATION"] = "false"  # 6 s of CPU; `make synth` has it on

Template = dict[str, Any]
SETTINGS = Path(__file__).parents[1] / "cdk.json"


@pytest.fixture(scope="session")
def synthesized(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The cloud assembly of every environment, without the checks, which have their own tests."""
    flags = json.loads(SETTINGS.read_text())["context"]
    app = App(outdir=str(tmp_path_factory.mktemp("cdk.out")), context=flags)
    for environment in load_environments():
        Operations(app, environment)
    app.synth()
    return Path(app.outdir)


@pytest.fixture(scope="session")
def templates(synthesized: Path) -> Mapping[str, Template]:
    """Every template by its stack's name: `prod-Paging`."""
    found: dict[str, Template] = {}
    for manifest in synthesized.glob("assembly-*/manifest.json"):
        for artifact in json.loads(manifest.read_text())["artifacts"].values():
            if artifact["type"] == "aws:cloudformation:stack":
                file = manifest.parent / artifact["properties"]["templateFile"]
                found[artifact["properties"]["stackName"]] = json.loads(file.read_text())
    return found
