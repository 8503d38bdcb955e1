"""What the function is told by its environment variables, read once and checked."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Self

from .logic import Copy


@dataclass(frozen=True, slots=True)
class Environment:
    """Where to publish, which database, and which of its copies is in this Region."""

    metric_namespace: str
    database: str
    copy: Copy

    @classmethod
    def read(cls, variables: Mapping[str, str]) -> Self:
        """Raises ValueError that names the variable, what was wanted, and what came."""
        return cls(
            metric_namespace=_required(variables, "METRIC_NAMESPACE"),
            database=_required(variables, "DATABASE"),
            copy=_copy(_required(variables, "COPY")),
        )


def _required(variables: Mapping[str, str], name: str) -> str:
    if not variables.get(name):
        raise ValueError(f"{name}: wanted a value, got nothing")
    return variables[name]


def _copy(word: str) -> Copy:
    try:
        return Copy(word)
    except ValueError:
        raise ValueError(f"COPY: wanted one of {', '.join(Copy)}, got {word!r}") from None
