"""The assembly of production, which most of these tests change in one place."""

import json
import shutil
from pathlib import Path

import pytest


@pytest.fixture(scope="session")
def production(synthesized: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Production alone, to be read; a test that writes takes a copy."""
    folder = tmp_path_factory.mktemp("production")
    manifest = json.loads((synthesized / "manifest.json").read_text())
    kept = {"assembly-prod": manifest["artifacts"]["assembly-prod"]}
    (folder / "manifest.json").write_text(json.dumps({**manifest, "artifacts": kept}))
    shutil.copytree(synthesized / "assembly-prod", folder / "assembly-prod")
    return folder


@pytest.fixture(scope="module")
def assembly(production: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A copy that the tests of one file write into, and make whole again."""
    return Path(shutil.copytree(production, tmp_path_factory.mktemp("copy") / "cdk.out"))
