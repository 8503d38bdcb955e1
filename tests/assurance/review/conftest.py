import json
import shutil
from collections.abc import Callable, Mapping
from datetime import date
from pathlib import Path

import pytest

from assurance.proof import prove
from assurance.review.allowed import Line
from assurance.review.reviewing import Review, review
from assurance.verdict import Proof
from tests.assurance.review.changes import Edit

TODAY = date(2026, 11, 24)
Reviewed = Callable[..., Review]


@pytest.fixture(scope="session")
def base(synthesized: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The assembly of production alone."""
    folder = tmp_path_factory.mktemp("base")
    manifest = json.loads((synthesized / "manifest.json").read_text())
    kept = {"assembly-prod": manifest["artifacts"]["assembly-prod"]}
    (folder / "manifest.json").write_text(json.dumps({**manifest, "artifacts": kept}))
    shutil.copytree(synthesized / "assembly-prod", folder / "assembly-prod")
    return folder


@pytest.fixture(scope="session")
def proven(base: Path) -> Mapping[str, Mapping[str, Proof]]:
    return {
        one.name: {proof.id: proof for proof in one.promises}
        for one in prove(base, today=TODAY).environments
    }


@pytest.fixture
def reviewed(base: Path, proven: Mapping[str, Mapping[str, Proof]], tmp_path: Path) -> Reviewed:
    """Reviews one edit of one stack."""

    def run(stack: str, edit: Edit, allowed: tuple[Line, ...] = ()) -> Review:
        head = tmp_path / "head"
        shutil.copytree(base, head, dirs_exist_ok=True)
        (file,) = (head / "assembly-prod").glob(f"prod{stack}????????.template.json")
        template = json.loads(file.read_text())
        edit(template["Resources"])
        file.write_text(json.dumps(template))
        return review(base, head, proven, allowed, TODAY, lambda _: None)

    return run
