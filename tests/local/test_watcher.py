from datetime import UTC, datetime, timedelta

import pytest

from local.watcher import MOST_NAMES, Watcher

AT = datetime(2026, 11, 23, 3, 0, tzinfo=UTC)


def test_the_last_heartbeat_counts() -> None:
    watcher = Watcher()
    watcher.beat("prod", AT)
    watcher.beat("prod", AT + timedelta(minutes=5))
    last = watcher.last("prod")
    assert last is not None
    assert (last.count, last.age(AT + timedelta(minutes=6))) == (2, timedelta(minutes=1))


def test_a_name_that_never_beat_is_not_known() -> None:
    assert Watcher().last("prod") is None


@pytest.mark.parametrize("name", ["", "a b", "<b>", "x" * 65, "ö"])
def test_an_odd_name_is_not_watched(name: str) -> None:
    assert Watcher().watches("prod-us-east-1")
    assert not Watcher().watches(name)


def test_a_watcher_that_is_full_still_watches_what_it_knows() -> None:
    watcher = Watcher()
    for n in range(MOST_NAMES):
        watcher.beat(f"n{n}", AT)
    assert watcher.watches("n0")
    assert not watcher.watches("one-more")
