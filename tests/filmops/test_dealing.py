from random import Random

import pytest

from bench.catalogue import desk, services, stacks_for
from filmops.composites import Alarms
from filmops.dealing import RESOURCES, refuse_overfull, stack_of
from filmops.rendering import logical_name
from filmops.service import alarms_of
from filmops.services.counted import counted

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


DESK = desk()
WORDS = ("video", "voice", "render", "billing", "search", "mail", "edge", "cdn", "auth", "films")


def names(seed: int, count: int) -> list[str]:
    random = Random(seed)
    found = {f"{random.choice(WORDS)}-{random.choice(WORDS)}-{random.randrange(10**4)}"}
    while len(found) < count:
        found.add(f"{random.choice(WORDS)}-{random.randrange(10**6)}")
    return sorted(found)


def placed(some: list[str], stacks: int) -> dict[str, int]:
    return {name: stack_of(name, stacks) for name in some}


@pytest.mark.parametrize("seed", range(5))
def test_a_service_added_or_removed_moves_no_other(seed: int) -> None:
    before = names(seed, 60)
    for gone in before:
        rest = [name for name in before if name != gone]
        assert placed(rest, 7).items() <= placed(before, 7).items()


@pytest.mark.parametrize("seed", range(5))
@pytest.mark.parametrize("stacks", [1, 2, 7, 40])
def test_one_stack_more_takes_services_and_moves_no_other(seed: int, stacks: int) -> None:
    some = names(seed, 400)
    before, after = placed(some, stacks), placed(some, stacks + 1)
    moved = {name for name in some if before[name] != after[name]}
    assert moved
    assert {after[name] for name in moved} == {stacks + 1}


@pytest.mark.parametrize("count", [4, 50, 250, 1000])
def test_no_stack_is_overfull_at_the_sizes_that_are_measured(count: int) -> None:
    stacks, sizes = stacks_for(count), dict[int, int]()
    for one in services(count, DESK.policy.handbook):
        service = counted(DESK.policy, one)
        made = len(alarms_of(service, DESK.policy).names) + len(service.objectives)
        number = stack_of(one.name, stacks)
        sizes[number] = sizes.get(number, 1) + made  # from its board on
    assert len(sizes) == stacks
    assert max(sizes.values()) <= RESOURCES


def test_a_services_alarms_are_named_after_it_alone() -> None:
    def ids(count: int) -> dict[str, list[str]]:
        found = dict[str, list[str]]()
        for one in services(count, DESK.policy.handbook):
            alarms: Alarms = alarms_of(counted(DESK.policy, one), DESK.policy)
            found[one.name] = sorted(map(logical_name, alarms.names))
        return found

    assert ids(20).items() <= ids(50).items()
    every = [one for own in ids(50).values() for one in own]
    assert len(set(every)) == len(every)
