"""Real changes: the sentences a reviewer needs, none missing, none invented."""

from collections.abc import Mapping
from pathlib import Path

import pytest
from ruamel.yaml import YAML

from tests.assurance.review.changes import EDITS
from tests.assurance.review.conftest import Reviewed

EXPECTED: Mapping[str, list[str]] = YAML(typ="safe").load(
    Path(__file__).with_name("sentences.yaml").read_text()
)


@pytest.mark.parametrize("change", EDITS)
def test_a_change_is_told_in_exactly_these_sentences(change: str, reviewed: Reviewed) -> None:
    found = reviewed(change)
    told = [
        f"{'HELD ' * one.held}{one.sentence.text}" for ones in found.told().values() for one in ones
    ]
    assert told == EXPECTED[change]


def test_every_change_has_its_sentences() -> None:
    assert EXPECTED.keys() == EDITS.keys()
    assert len(EDITS) >= 20
