"""Drills run on days that are never maintained."""

import pytest

from filmops.drill_calendar import drill_cron
from promises import Cadence, load_handbook

MAINTENANCE = load_handbook().maintenance


@pytest.mark.parametrize(
    ("every", "cron"),
    [(Cadence.MONTHLY, "cron(0 14 15 * ? *)"), (Cadence.QUARTERLY, "cron(0 14 15 1/3 ? *)")],
)
def test_a_cadence_is_a_cron(every: Cadence, cron: str) -> None:
    assert drill_cron(every, 15, MAINTENANCE) == cron


@pytest.mark.parametrize(("day", "window"), [(8, "2nd Sunday"), (28, "4th Sunday")])
def test_a_day_of_maintenance_is_refused(day: int, window: str) -> None:
    with pytest.raises(ValueError, match=f"never a {window}, got: {day}"):
        drill_cron(Cadence.MONTHLY, day, MAINTENANCE)


def test_another_cadence_is_refused() -> None:
    with pytest.raises(ValueError, match="monthly or quarterly, got: weekly"):
        drill_cron(Cadence.WEEKLY, 1, MAINTENANCE)
