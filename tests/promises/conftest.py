"""The handbook with other numbers, before anything looks whether they agree."""

from collections.abc import Callable, Mapping

import pytest

from promises import HANDBOOK
from promises.layers import lay, resolve, weaken
from promises.reading import read_yaml
from promises.topics import Topics
from promises.validation import validate

WithNumbers = Callable[[Mapping[str, object]], Topics]


@pytest.fixture(scope="session")
def handbook_with() -> WithNumbers:
    written = lay(read_yaml(HANDBOOK))

    def changed(values: Mapping[str, object]) -> Topics:
        return validate(Topics, resolve(weaken(written, values)).document)

    return changed
