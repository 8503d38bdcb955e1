"""The properties of one thing, read with errors that name it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from contextlib import suppress
from typing import TypeAlias, cast

from assurance.cloudwatch.error import AlarmError

Json: TypeAlias = object


class Properties:
    """The properties of one thing, read with errors that name it."""

    def __init__(self, values: Mapping[str, Json], place: str) -> None:
        self._values, self.place = values, place

    def has(self, key: str) -> bool:
        """Whether it is there at all."""
        return self._values.get(key) is not None

    def text(self, key: str, default: str | None = None) -> str:
        """A text; raises AlarmError where there is none and no default either."""
        value = self._values.get(key, default)
        if not isinstance(value, str):
            raise AlarmError(f"{self.place}.{key}", "a text", _said(value))
        return value

    def optional(self, key: str) -> str | None:
        """A text or nothing."""
        return self.text(key) if self.has(key) else None

    def number(self, key: str, default: float | None = None) -> float:
        """A number, also one written as a text."""
        value = self._values.get(key, default)
        if isinstance(value, int | float | str) and not isinstance(value, bool):
            with suppress(ValueError):
                return float(value)
        raise AlarmError(f"{self.place}.{key}", "a number", _said(value))

    def whole(self, key: str, default: int | None = None) -> int:
        """A whole number."""
        value = self.number(key, default)
        if not value.is_integer():
            raise AlarmError(f"{self.place}.{key}", "a whole number", f"{value:g}")
        return int(value)

    def flag(self, key: str, *, default: bool) -> bool:
        """True or false, also written as a text."""
        value = self._values.get(key, default)
        return value.lower() == "true" if isinstance(value, str) else bool(value)

    def texts(self, key: str) -> tuple[str, ...]:
        """A list of texts."""
        return tuple(str(item) for item in self._list(key))

    def inside(self, key: str) -> Properties:
        """The properties of an object inside; none where it is not there."""
        value = self._values.get(key)
        is_object = isinstance(value, Mapping)
        inner: Mapping[str, Json] = cast("Mapping[str, Json]", value) if is_object else {}
        return Properties(inner, f"{self.place}.{key}")

    def each(self, key: str) -> tuple[Properties, ...]:
        """The objects of a list."""
        return tuple(
            Properties(cast("Mapping[str, Json]", item), f"{self.place}.{key}[{place}]")
            for place, item in enumerate(self._list(key))
            if isinstance(item, Mapping)
        )

    def _list(self, key: str) -> Sequence[Json]:
        value = self._values.get(key)
        if value is None:
            return ()
        return cast("Sequence[Json]", value) if isinstance(value, list) else (value,)


def _said(value: object) -> str:
    return "nothing" if value is None else f"{value}"
