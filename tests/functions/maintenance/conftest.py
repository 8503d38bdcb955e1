"""The database that the work of a window is tested against."""

import pytest

from local.postgres import Postgres
from tests.functions.maintenance.studio import Studio


@pytest.fixture
def studio(postgres: Postgres, request: pytest.FixtureRequest) -> Studio:
    """A film studio's database with the maintenance's roles in it."""
    found = Studio.built(postgres, f"m{abs(hash(request.node.nodeid))}")
    found.ensure()
    return found
