import pytest

from functions.recovery_point.environment import Environment
from functions.recovery_point.logic import Copy

GOOD = {"METRIC_NAMESPACE": "FilmOps/Recovery", "DATABASE": "films", "COPY": "replica"}


def test_it_is_read() -> None:
    assert Environment.read(GOOD) == Environment("FilmOps/Recovery", "films", Copy.REPLICA)


@pytest.mark.parametrize("name", GOOD)
@pytest.mark.parametrize("value", [None, ""])
def test_a_missing_variable_is_named(name: str, value: str | None) -> None:
    variables = {k: v for k, v in GOOD.items() if k != name} | ({} if value is None else {name: ""})
    with pytest.raises(ValueError, match=f"^{name}: wanted a value, got nothing$"):
        Environment.read(variables)


def test_another_copy_than_the_two_is_refused() -> None:
    with pytest.raises(ValueError, match=r"^COPY: wanted one of primary, replica, got 'third'$"):
        Environment.read(GOOD | {"COPY": "third"})
