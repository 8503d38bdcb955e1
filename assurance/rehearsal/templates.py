"""Lines of a scenario file that stand for several: `<part> burns 16 x`, once for each part."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import Final, cast

from promises import InputError, InputErrors
from promises.reading import Document, Key

_NAME: Final = re.compile(r"<(\w+)>")
Values = Mapping[str, str]
"""What each name stands for in one repetition."""


def expanded(document: Document, each: Sequence[Values]) -> Document:
    """The document with every list item that says `<name>` once for each of the values that know
    all of its names. Raises InputErrors for names that none of them knows."""
    work = _Work(document, each)
    data = cast("Mapping[str, object]", work.of(document.data, (), ()))
    if work.mistakes:
        raise InputErrors(work.mistakes)
    return replace(document, data=data, lines=work.lines)


@dataclass(slots=True)
class _Work:
    document: Document
    each: Sequence[Values]
    lines: dict[Key, int] = field(default_factory=dict[Key, int])
    mistakes: list[InputError] = field(default_factory=list[InputError])

    def of(self, value: object, was: Key, now: Key) -> object:
        """A value whose key `was` in the file and is `now`."""
        if was in self.document.lines:
            self.lines[now] = self.document.lines[was]
        if isinstance(value, Mapping):
            members = cast("Mapping[str, object]", value).items()
            return {key: self.of(one, (*was, key), (*now, key)) for key, one in members}
        if isinstance(value, tuple):
            found: list[object] = []
            for place, item in enumerate(cast("tuple[object, ...]", value)):
                for one in self._repeated(item, (*was, place)):
                    found.append(self.of(one, (*was, place), (*now, len(found))))
            return tuple(found)
        return value

    def _repeated(self, item: object, key: Key) -> Iterator[object]:
        names = frozenset(_names(item))
        if not names or key[0] == "each":
            yield item
            return
        known = [values for values in self.each if names <= values.keys()]
        if not known:
            wanted = "names that `each` gives together"
            got = ", ".join(f"<{name}>" for name in sorted(names))
            self.mistakes.append(self.document.error(key, wanted, got))
        for values in known:
            yield _filled(item, values)


def _names(value: object) -> Iterator[str]:
    if isinstance(value, str):
        yield from _NAME.findall(value)
    elif isinstance(value, Mapping):
        for one in cast("Mapping[str, object]", value).values():
            yield from _names(one)
    elif isinstance(value, tuple):
        for one in cast("tuple[object, ...]", value):
            yield from _names(one)


def _filled(value: object, values: Values) -> object:
    if isinstance(value, str):
        return _NAME.sub(lambda found: values[found[1]], value)
    if isinstance(value, Mapping):
        members = cast("Mapping[str, object]", value).items()
        return {key: _filled(one, values) for key, one in members}
    if isinstance(value, tuple):
        return tuple(_filled(one, values) for one in cast("tuple[object, ...]", value))
    return value
