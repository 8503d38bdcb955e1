"""The database that the validation is tested against."""

from collections.abc import Callable
from datetime import datetime

import pytest

from local.postgres import Postgres
from tests.functions.drill.account import Account
from tests.functions.drill.film_studio import POINT, SCHEMA, rows

Made = Callable[..., str]


@pytest.fixture
def made(postgres: Postgres, request: pytest.FixtureRequest) -> Made:
    """Makes a film studio's database: with rows up to a moment, or without any."""
    name = f"t{abs(hash(request.node.nodeid))}"

    def make(newest: datetime | None = POINT, *changes: str) -> str:
        postgres.run("postgres", f"CREATE DATABASE {name}")
        postgres.run(name, *SCHEMA, *(rows(newest) if newest else ()), *changes)
        return name

    return make


@pytest.fixture
def account() -> Account:
    return Account()
