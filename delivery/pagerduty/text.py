"""What is told about an account, for people at a terminal and for logs."""

from collections.abc import Iterable, Iterator

from delivery.pagerduty.changes import Change
from delivery.pagerduty.keys import Key


def plan(changes: Iterable[Change]) -> Iterator[str]:
    """A line for each change, and one for each word that is another."""
    for change in changes:
        yield told(change)
        for one in change.differences:
            found = "" if change.creates else f"{one.found} -> "
            yield f"    {one.what}: {found}{one.wanted}"


def told(change: Change) -> str:
    """One change in one line."""
    return f"{'+' if change.creates else '~'} {change.kind} {change.name}"


def counted(changes: Iterable[Change]) -> str:
    """How many changes there are, of each sort."""
    every = list(changes)
    new = sum(change.creates for change in every)
    return f"{new} to create, {len(every) - new} to change" if every else "nothing differs"


def placed(key: Key, compared: str | None) -> str:
    """Where a key belongs, and what is there where that was asked."""
    line = f"{key.service}: the key of {key.integration} is `{key.member}` of secret {key.secret}"
    return f"{line} ({compared})" if compared else line
