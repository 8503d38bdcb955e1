"""The handbook as a flat list: every promise with its id, its origin and its words."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from itertools import chain
from typing import get_args

from pydantic.fields import FieldInfo

from promises.fields import Stricter
from promises.frozen import Frozen, Whole
from promises.layers import Origin, Source
from promises.reading import Key, dotted
from promises.strictness import weaker
from promises.units import text


@dataclass(frozen=True)
class Promise:
    """One promise.

    `id` is stable and dotted; `section` is the handbook's title or, for a decision of this
    project, the file that gives the reason; `promised` says it in words, `value` as a typed value.
    """

    id: str
    section: str
    promised: str
    source: Source
    value: object
    stricter: Stricter | None = None

    def is_weakened_by(self, other: object) -> bool | None:
        """Whether the other value promises less; None where only people can tell."""
        return weaker(other, self.value, self.stricter)


def promises_of(handbook: Frozen, origin: Callable[[Key], Origin]) -> Iterator[Promise]:
    """Every promise of the handbook, in its order. A list is one promise, and so is a Whole."""
    for key, value, stricter in _leaves(handbook, ()):
        made = origin(key)
        yield Promise(dotted(key), made.section, text(value), made.source, value, stricter)


def _leaves(model: Frozen, key: Key) -> Iterator[tuple[Key, object, Stricter | None]]:
    for name, info in type(model).model_fields.items():
        value: object = getattr(model, name)
        inner = (*key, info.alias or name)
        if isinstance(value, Frozen) and not isinstance(value, Whole):
            yield from _leaves(value, inner)
        elif value is not None and not info.exclude:
            yield inner, value, _direction(info)


def _direction(field: FieldInfo) -> Stricter | None:
    # pydantic keeps the metadata of `X` on the field, that of `X | None` inside the annotation
    inner = (getattr(part, "__metadata__", ()) for part in get_args(field.annotation))
    marks = chain(field.metadata, *inner)
    return next((mark for mark in marks if isinstance(mark, Stricter)), None)
