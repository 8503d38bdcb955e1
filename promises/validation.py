"""A document against its model: pydantic's findings, one line each, in our words."""

import re
from collections.abc import Iterator
from difflib import get_close_matches
from typing import TypeVar, get_args

from pydantic import BaseModel, ValidationError
from pydantic_core import ErrorDetails

from promises.errors import InputError, InputErrors, WantedError, WantedErrors
from promises.reading import Document, Key

Model = TypeVar("Model", bound=BaseModel)

_SHOWN = 60  # characters of a value in an error line
# Error lines end up in the logs of CI: what looks like a key is counted, not quoted.
_SECRET = re.compile(r"(?=.*\d)[A-Za-z0-9+_-]{20,}")
_WANTED = {
    "string_type": "text",
    "bool_type": "true or false",
    "int_type": "a whole number",
    "tuple_type": "a list",
    "model_type": "a mapping",
    "model_attributes_type": "a mapping",
    "dict_type": "a mapping",
}


def validate(model: type[Model], document: Document) -> Model:
    """The model read from the document; raises InputErrors with everything that is wrong."""
    try:
        value = model.model_validate(document.data)
    except ValidationError as error:
        raise InputErrors([*document.mistakes, *_errors(error, model, document)]) from None
    if document.mistakes:
        raise InputErrors(document.mistakes)
    return value


def describe(value: object) -> str:
    """A value as an error line shows it."""
    if isinstance(value, dict):
        return "a mapping"
    if isinstance(value, tuple):
        return "a list" if value else "an empty list"
    if value is None:
        return "nothing"
    words = value if isinstance(value, str) else str(value).lower()
    if not words.strip():
        return "empty text"
    if _SECRET.fullmatch(words):
        return f"{len(words)} characters that may be a secret (not shown)"
    return words if len(words) <= _SHOWN else f"{words[:_SHOWN]}…"


def _errors(
    error: ValidationError, model: type[BaseModel], document: Document
) -> Iterator[InputError]:
    for detail in error.errors(include_url=False):
        key = detail["loc"]
        match detail["type"]:
            case "extra_forbidden":
                yield document.error(key, _known(model, key), "an unknown key")
            case "missing":
                yield document.error(key, "a value", "nothing")
            case _:
                for at, wanted, got in _wanted(detail):
                    yield document.error((*key, *at), wanted, got)


def _wanted(detail: ErrorDetails) -> Iterator[tuple[Key, str, str]]:
    cause = detail.get("ctx", {}).get("error")
    got = describe(detail["input"])
    if isinstance(cause, WantedErrors):
        for error in cause.errors:
            yield error.at, error.wanted, error.got or got
    elif isinstance(cause, WantedError):
        yield cause.at, cause.wanted, cause.got or got
    else:
        yield (), _WANTED.get(detail["type"], detail["msg"]), got


def _known(model: type[BaseModel], key: Key) -> str:
    """The keys that would have been known; the closest alone when one is close."""
    owner = _model_at(model, key[:-1])
    names = [info.alias or name for name, info in owner.model_fields.items() if not info.exclude]
    close = get_close_matches(str(key[-1]), names, n=1)
    return close[0] if close else "one of " + ", ".join(names)


def _model_at(model: type[BaseModel], key: Key) -> type[BaseModel]:
    for part in key:
        inner = model.model_fields.get(str(part))
        model = next(_models(inner.annotation), model) if inner else model
    return model


def _models(annotation: object) -> Iterator[type[BaseModel]]:
    """The models an annotation is made of: itself, or inside `X | None` and `tuple[X, ...]`."""
    if isinstance(annotation, type) and issubclass(annotation, BaseModel):
        yield annotation
    for part in get_args(annotation):
        yield from _models(part)
