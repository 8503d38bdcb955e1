"""JSON as the standard has it: no NaN, no duplicate surprises, no crash on deep nesting."""

import json
from typing import cast

JsonObject = dict[str, object]


def read_object(raw: bytes | str) -> JsonObject | None:
    """The object in `raw`, or None when it is anything else."""
    try:
        data: object = json.loads(raw, parse_constant=_refuse)
    except (ValueError, RecursionError):  # UnicodeDecodeError is a ValueError
        return None
    return cast(JsonObject, data) if isinstance(data, dict) else None


def text(data: JsonObject, key: str) -> str:
    """The string at `key`, or nothing: a missing one and one of another type are alike."""
    value = data.get(key)
    return value if isinstance(value, str) else ""


def _refuse(constant: str) -> None:
    raise ValueError(f"{constant} is not JSON")
