from datetime import timedelta

import pytest

from filmops.exclusions import windows
from promises import load_handbook


def test_each_promised_day_is_a_window_of_its_own() -> None:
    found = windows(load_handbook().maintenance)
    expected = ["cron(0 2 ? * SUN#2 *)", "cron(0 2 ? * SUN#4 *)"]
    assert [window.expression for window in found] == expected
    assert {window.duration for window in found} == {timedelta(hours=4)}


def test_a_window_in_another_time_zone_is_refused() -> None:
    elsewhere = load_handbook(weakened={"maintenance.time_zone": "Europe/Copenhagen"})
    with pytest.raises(ValueError, match="wanted windows in UTC"):
        windows(elsewhere.maintenance)
