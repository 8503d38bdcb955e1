"""Whole stacks and environments that come and go, and functions that get new code."""

from __future__ import annotations

from collections.abc import Iterator

from assurance.review.pair import Pair
from assurance.review.sentence import Sentence, Topic


def sentences(pair: Pair) -> Iterator[Sentence]:
    """What is new or gone as a whole, then whose code is another."""
    if not pair.before.stacks or not pair.after.stacks:
        word = "new environment" if not pair.before.stacks else "the environment is removed"
        yield Sentence(Topic.STATE, f"{word}: {_counted(pair)}")
    else:
        for stack in pair.stacks:
            if stack.is_new or stack.is_gone:
                word = "new stack" if stack.is_new else "stack removed:"
                count = len(stack.after or stack.before)
                yield Sentence(Topic.STATE, f"{word} {pair.short(stack.name)}, {count} resources")
    code = [pair.short(one.path) for one in pair.changes if one.only_assets]
    if code:
        yield Sentence(Topic.VERSIONS, f"new code or files, nothing else: {', '.join(code)}")


def _counted(pair: Pair) -> str:
    stacks = pair.after.stacks or pair.before.stacks
    return f"{len(stacks)} stacks, {sum(len(one.resources) for one in stacks)} resources"
