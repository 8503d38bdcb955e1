"""Texts of policies against values, in three answers: yes, no, or only the deployment can tell."""

from __future__ import annotations

import re
from collections.abc import Iterable
from functools import lru_cache

from assurance.assembly.values import TOKEN

Answer3 = bool | None


def every(answers: Iterable[Answer3]) -> Answer3:
    """True when all are, False when one is not, else unknown."""
    known = True
    for answer in answers:
        if answer is False:
            return False
        known = known and answer is True
    return True if known else None


def some(answers: Iterable[Answer3]) -> Answer3:
    """True when one is, False when none is, else unknown."""
    known = True
    for answer in answers:
        if answer is True:
            return True
        known = known and answer is False
    return False if known else None


def negated(answer: Answer3) -> Answer3:
    """The opposite; unknown stays unknown."""
    return None if answer is None else not answer


@lru_cache(maxsize=4096)
def like(pattern: str, value: str) -> Answer3:
    """Whether the value fits the pattern with its wildcards `*` and `?`."""
    return True if _wild(pattern).fullmatch(value) else _surely_not(pattern, value)


def same(wanted: str, value: str) -> Answer3:
    """Whether both are the same text."""
    if wanted == value:
        return True
    return False if _is_known(wanted) and _is_known(value) else _surely_not(wanted, value)


def arn_like(pattern: str, value: str) -> Answer3:
    """Whether an ARN fits: each of its six parts for itself, as ArnLike does."""
    if pattern == value:
        return True
    parts, found = _arn_parts(pattern), _arn_parts(value)
    if parts is None or found is None:
        return None if "*" in pattern or "${" in pattern + value else False
    return every(like(part, other) for part, other in zip(parts, found, strict=True))


def _surely_not(pattern: str, value: str) -> Answer3:
    """False when the texts differ before or after anything unknown, else unknown."""
    if _is_known(pattern) and _is_known(value):
        return False
    head, tail = _known_ends(pattern, wild=True)
    value_head, value_tail = _known_ends(value, wild=False)
    starts = head.startswith(value_head) or value_head.startswith(head)
    ends = tail.endswith(value_tail) or value_tail.endswith(tail)
    return None if starts and ends and not _different_references(pattern, value) else False


def _different_references(one: str, other: str) -> bool:
    """Two whole references to different resources are never the same thing."""
    ids = [reference_id(text) for text in (one, other)]
    return None not in ids and ids[0] != ids[1]


def reference_id(text: str) -> str | None:
    """The `Stack.LogicalId` of a text that is one whole reference."""
    found = re.fullmatch(r"\$\{([^{}.:]+\.[^{}.:]+)(\.[^{}:]+)?\}", text)
    return found[1] if found else None


def _known_ends(text: str, *, wild: bool) -> tuple[str, str]:
    """The literal text before the first and after the last unknown part."""
    pieces = re.split(TOKEN.pattern + (r"|[*?]" if wild else ""), text)
    return pieces[0], pieces[-1]


def _is_known(text: str) -> bool:
    return "${" not in text and "{{resolve:" not in text


@lru_cache(maxsize=4096)
def _wild(pattern: str) -> re.Pattern[str]:
    pieces: list[str] = []
    at = 0
    for found in TOKEN.finditer(pattern):
        pieces += [_globbed(pattern[at : found.start()]), re.escape(found[0])]
        at = found.end()
    return re.compile("".join([*pieces, _globbed(pattern[at:])]), re.DOTALL)


def _globbed(text: str) -> str:
    return re.escape(text).replace(r"\*", ".*").replace(r"\?", ".")


def _arn_parts(text: str) -> list[str] | None:
    """The six parts; colons inside tokens do not count."""
    hidden = TOKEN.sub(lambda found: found[0].replace(":", "\0"), text)
    parts = [part.replace("\0", ":") for part in hidden.split(":", 5)]
    return parts if len(parts) == 6 else None
