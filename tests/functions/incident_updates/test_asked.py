import pytest

from functions.incident_updates.asked import Step, step_of


@pytest.mark.parametrize("step", ["look", "post", "handover"])
def test_a_step_is_read(step: str) -> None:
    assert step_of({"step": step}) is Step(step)


@pytest.mark.parametrize("event", [{}, {"step": "sleep"}, {"step": None}])
def test_another_one_is_refused(event: dict[str, object]) -> None:
    with pytest.raises(ValueError, match="event: wanted"):
        step_of(event)
