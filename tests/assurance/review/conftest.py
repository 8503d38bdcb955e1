import json
import shutil
from collections.abc import Callable, Mapping
from datetime import date
from functools import cache
from pathlib import Path

import pytest

from assurance.proof import prove
from assurance.review.allowed import Line, judged, stale
from assurance.review.reviewing import Review, review
from assurance.verdict import Proof
from tests.assurance.review.changes import EDITS

TODAY = date(2026, 11, 24)
Reviewed = Callable[[str], Review]


@pytest.fixture(scope="session")
def proven(production: Path) -> Mapping[str, Mapping[str, Proof]]:
    return {
        one.name: {proof.id: proof for proof in one.promises}
        for one in prove(production, today=TODAY).environments
    }


@pytest.fixture(scope="session")
def heads(production: Path, tmp_path_factory: pytest.TempPathFactory) -> Callable[[str], Path]:
    """The base after one of the changes."""

    @cache
    def made(change: str) -> Path:
        stack, edit = EDITS[change]
        head = tmp_path_factory.mktemp("changed") / "head"
        shutil.copytree(production, head)
        (file,) = (head / "assembly-prod").glob(f"prod{stack}????????.template.json")
        template = json.loads(file.read_text())
        edit(template["Resources"])
        file.write_text(json.dumps(template))
        return head

    return made


@pytest.fixture(scope="session")
def reviewed(
    production: Path,
    proven: Mapping[str, Mapping[str, Proof]],
    heads: Callable[[str], Path],
) -> Reviewed:
    """The review of one of the changes, made once."""

    @cache
    def run(change: str) -> Review:
        return review(production, heads(change), proven, (), TODAY, lambda _: None)

    return run


def allowing(found: Review, *lines: Line) -> Review:
    """The same review with lines that allow."""
    said = [(one.name, told) for one in found.environments for told in one.sentences]
    return Review(found.environments, judged(said, lines, TODAY), stale(said, lines, TODAY))
