import pytest

from filmops.dealing import refuse_overfull, stack_of

NAMES = [f"service-{number}" for number in range(400)]


def test_every_stack_gets_some_services() -> None:
    dealt = [stack_of(name, 8) for name in NAMES]
    assert set(dealt) == set(range(1, 9))
    assert max(map(dealt.count, range(1, 9))) < 2 * len(NAMES) / 8


def test_one_stack_more_takes_services_over_and_moves_no_other() -> None:
    moved = [name for name in NAMES if stack_of(name, 8) != stack_of(name, 9)]
    assert moved
    assert len(moved) < len(NAMES) / 5
    assert {stack_of(name, 9) for name in moved} == {9}


def test_a_stack_that_would_burst_says_how_many_would_do() -> None:
    refuse_overfull("Services1", 500, stacks=1)
    with pytest.raises(ValueError, match=r"monitoring\.stacks: wanted at most 500 .* try 3"):
        refuse_overfull("Services1", 501, stacks=1)
