"""Numbers and windows as templates write them."""

from datetime import timedelta

import pytest

from assurance.proof.recovery.figures import is_false, is_true, span, touch, whole

HOUR = timedelta(hours=1)
NIGHT = (2 * HOUR, 6 * HOUR)


@pytest.mark.parametrize(
    ("written", "number"), [(35, 35), ("35", 35), ("-1", None), (True, None), (None, None)]
)
def test_a_whole_number_may_be_text(written: object, number: int | None) -> None:
    assert whole(written) == number  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("window", "hours"),
    [
        ("sun:02:00-sun:06:00", (2, 6)),
        ("02:00-06:00", (2, 6)),
        ("sat:23:00-sun:01:00", (23, 25)),
        ("00:00-00:00", (0, 24)),
    ],
)
def test_a_window_is_read(window: str, hours: tuple[int, int]) -> None:
    assert span(window) == (hours[0] * HOUR, hours[1] * HOUR)


@pytest.mark.parametrize("window", ["", None, "2-6", "${Some.Window}"])
def test_what_is_no_window_is_none(window: str | None) -> None:
    assert span(window) is None


@pytest.mark.parametrize(
    ("window", "meets"),
    [
        ("06:30-07:00", False),
        ("06:00-06:30", True),
        ("01:30-02:00", True),
        ("23:00-02:30", True),
        ("22:00-01:59", False),
        ("03:00-03:30", True),
    ],
)
def test_windows_that_meet_touch(window: str, meets: bool) -> None:
    read = span(window)
    assert read
    assert touch(read, NIGHT) is meets


def test_what_is_missing_is_neither_true_nor_false() -> None:
    assert (is_true(None), is_false(None)) == (False, False)
    assert (is_true("true"), is_false("false")) == (True, True)
