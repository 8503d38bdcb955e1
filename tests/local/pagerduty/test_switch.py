import pytest

from local.pagerduty.switch import Mode, Setting, Switch


def test_a_mode_for_two_requests_ends_after_two() -> None:
    switch = Switch()
    switch.turn(Mode.FAIL, 2)
    assert [switch.take()[0] for _ in range(3)] == [Mode.FAIL, Mode.FAIL, Mode.UP]
    assert switch.setting == Setting()


def test_a_mode_without_a_count_stays() -> None:
    switch = Switch()
    switch.turn(Mode.THROTTLE)
    assert {switch.take()[0] for _ in range(5)} == {Mode.THROTTLE}


def test_turning_the_switch_lets_go_of_what_hangs() -> None:
    switch = Switch()
    switch.turn(Mode.HANG)
    _, turned = switch.take()
    assert not turned.is_set()
    switch.turn(Mode.UP)
    assert turned.is_set()


@pytest.mark.parametrize("count", [0, -1])
def test_a_count_below_one_is_refused(count: int) -> None:
    with pytest.raises(ValueError, match="wanted at least 1"):
        Switch().turn(Mode.FAIL, count)
