"""Windows of RDS, from the handbook's maintenance."""

from datetime import time

import pytest

from filmops.windows import backup_window, maintenance_window
from promises import load_handbook

MAINTENANCE = load_handbook().maintenance


def test_the_handbooks_window_in_the_words_of_rds() -> None:
    assert maintenance_window(MAINTENANCE) == "sun:02:00-sun:06:00"
    assert backup_window(MAINTENANCE) == "07:00-07:30"


@pytest.mark.parametrize(
    ("start", "end", "maintained", "backed_up"),
    [
        (time(22), time(2), "sun:22:00-mon:02:00", "03:00-03:30"),
        (time(18, 30), time(22, 30), "sun:18:30-sun:22:30", "23:30-00:00"),
        (time(20), time(0), "sun:20:00-mon:00:00", "01:00-01:30"),
    ],
)
def test_a_window_may_pass_midnight(
    start: time, end: time, maintained: str, backed_up: str
) -> None:
    late = MAINTENANCE.model_copy(update={"start": start, "end": end})
    assert maintenance_window(late) == maintained
    assert backup_window(late) == backed_up
