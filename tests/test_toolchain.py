"""The versions that must fit together."""

import json
import subprocess
from importlib.metadata import version
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[1]
CLI = ROOT / "node_modules" / "aws-cdk"


@pytest.fixture(scope="module")
def cli() -> dict[str, str]:
    return json.loads((CLI / "package.json").read_text())


def test_the_cdk_cli_is_a_major_2(cli: dict[str, str]) -> None:
    # npm's latest, 3.0.0, was published by accident and cannot read our assemblies.
    assert cli["version"].split(".")[0] == "2"
    pinned = json.loads((ROOT / "package.json").read_text())["devDependencies"]["aws-cdk"]
    assert cli["version"] == pinned


def test_the_cdk_cli_reads_the_assemblies_the_library_writes(synthesized: Path) -> None:
    written = int(json.loads((synthesized / "manifest.json").read_text())["version"].split(".")[0])
    listed = subprocess.run(
        [ROOT / ".venv/bin/node", CLI / "bin" / "cdk", "ls", "--app", synthesized, "--no-notices"],
        capture_output=True,
        text=True,
        timeout=120,
        check=True,
    )
    assert written == int(version("aws-cdk.cloud-assembly-schema").split(".")[0])
    assert "prod/Paging" in listed.stdout


def test_node_comes_from_the_virtual_environment() -> None:
    node = ROOT / ".venv" / "bin" / "node"
    said = subprocess.run(
        [node, "--version"], capture_output=True, text=True, check=True, timeout=30
    )
    assert said.stdout.startswith("v24.")
