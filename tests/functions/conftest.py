"""A real PostgreSQL, one for all functions that meet a database."""

import tempfile
from collections.abc import Iterator
from pathlib import Path

import pytest

from local.postgres import Postgres, programs, running


@pytest.fixture(scope="session")
def postgres() -> Iterator[Postgres]:
    found = programs()
    if found is None:
        pytest.skip("no PostgreSQL here: `make postgres` installs Debian's")
    with (
        tempfile.TemporaryDirectory(prefix="postgres-") as folder,
        running(found, Path(folder)) as server,
    ):
        yield server
