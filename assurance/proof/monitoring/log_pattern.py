"""Which lines of a log a metric filter counts, for patterns of plain words.

https://docs.aws.amazon.com/AmazonCloudWatch/latest/logs/FilterAndPatternSyntax.html : words and
"phrases" must all stand in the line, of those with ? one is enough, none of those with - may.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Final

_TERM: Final = re.compile(r'\s*(?P<sign>[?-]?)(?:"(?P<phrase>[^"]*)"|(?P<word>\w+))(?=\s|$)')
_OPTIONAL, _WITHOUT = "?", "-"


def counts(pattern: str, line: str) -> bool | None:
    """Whether the pattern counts the line; None for what is no list of words.

    That is JSON, columns and regular expressions, and ? beside words without it, of which AWS says
    that the ones with ? are then ignored.
    """
    if not pattern.strip():
        return True
    terms = list(_terms(pattern))
    signs = {sign for sign, _ in terms}
    if not terms or (_OPTIONAL in signs and "" in signs):
        return None
    wanted = [words in line for sign, words in terms if sign == ""]
    some = [words in line for sign, words in terms if sign == _OPTIONAL]
    never = [words in line for sign, words in terms if sign == _WITHOUT]
    return all(wanted) and (any(some) or not some) and not any(never)


def _terms(pattern: str) -> Iterator[tuple[str, str]]:
    """Every word with its sign; nothing where one of them is something else."""
    found: list[tuple[str, str]] = []
    at = 0
    while at < len(pattern.rstrip()):
        term = _TERM.match(pattern, at)
        if term is None:
            return
        found.append((term["sign"], term["word"] if term["phrase"] is None else term["phrase"]))
        at = term.end()
    yield from found
