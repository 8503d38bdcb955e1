"""What an intrinsic function may ask about the names around it."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Protocol

from assurance.assembly.values import Json


class References(Protocol):
    """What the names inside one stack mean."""

    def resolve(self, value: Json) -> Json:
        """The value with every intrinsic in it resolved as far as possible."""
        ...

    def ref(self, name: str) -> Json:
        """What Ref returns."""
        ...

    def attribute(self, logical_id: str, name: str) -> Json:
        """What GetAtt returns."""
        ...

    def condition(self, name: str) -> bool | None:
        """Whether a condition holds; None when only the deployment can tell."""
        ...

    def mapped(self, name: str) -> Mapping[str, Json]:
        """A table of the Mappings section."""
        ...

    def imported(self, export: str) -> Json:
        """The value another stack exports under that name in this account and Region."""
        ...

    def output_of(self, stack: str, region: str, output: str) -> Json:
        """The output of another stack; `region` is "" for this stack's own."""
        ...
