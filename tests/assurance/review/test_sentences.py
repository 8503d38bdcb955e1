"""Real changes: the sentences a reviewer needs, none missing, none invented."""

import re
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import cast

import pytest

from promises.reading import read_yaml
from tests.assurance.review.changes import EDITS
from tests.assurance.review.conftest import Reviewed

EXPECTED = cast(
    "Mapping[str, Sequence[str]]", read_yaml(Path(__file__).with_name("sentences.yaml")).data
)


_OF = re.compile(r"\b(\d+) of (\d+)\b")
_EVERY = re.compile(r"([:;]) \d+ (alarms|objectives)\b")
_PRICED = re.compile(r"\b(\d+) -> (\d+)(?=: its price)")


def uncounted(text: str) -> str:
    """Counts that any new alarm would move, as what they say: all of N, or so many fewer."""

    def said(found: re.Match[str]) -> str:
        lacking = int(found[2]) - int(found[1])
        fewer = "far fewer" if lacking > 9 else f"N-{lacking}"
        return f"{fewer} of N" if lacking else "N of N"

    def moved(found: re.Match[str]) -> str:
        return f"N -> N{int(found[2]) - int(found[1]):+d}"

    return _PRICED.sub(moved, _EVERY.sub(r"\1 N \2", _OF.sub(said, text)))


@pytest.mark.parametrize("change", EDITS)
def test_a_change_is_told_in_exactly_these_sentences(change: str, reviewed: Reviewed) -> None:
    found = reviewed(change)
    told = [
        uncounted(f"{'HELD ' * one.held}{one.sentence.text}")
        for ones in found.told().values()
        for one in ones
    ]
    assert told == list(EXPECTED[change])


def test_every_change_has_its_sentences() -> None:
    assert EXPECTED.keys() == EDITS.keys()
    assert len(EDITS) >= 20
