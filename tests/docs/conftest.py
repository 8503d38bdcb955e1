"""What the templates say of production, for the pages that speak of it."""

import json
from collections.abc import Mapping, Sequence
from typing import Any

import pytest

from tests.docs.runbooks import Command, commands, page


@pytest.fixture(scope="session")
def production(templates: Mapping[str, Any]) -> Mapping[str, Any]:
    """Production's templates, by the name of their stack."""
    return {name: one for name, one in templates.items() if name.startswith("prod-")}


@pytest.fixture(scope="session")
def written(production: Mapping[str, Any]) -> str:
    """Every template as one text: whatever has a name has it somewhere in here."""
    return json.dumps(production)


@pytest.fixture(scope="session")
def pasted(tmp_path_factory: pytest.TempPathFactory) -> Sequence[Command]:
    """Every command of the runbooks, as a shell calls it."""
    return commands(tmp_path_factory.mktemp("pasted"), page())
