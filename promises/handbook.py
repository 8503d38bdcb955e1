"""The handbook as one typed, frozen value."""

from collections.abc import Mapping
from functools import cached_property
from pathlib import Path
from types import MappingProxyType
from typing import Self

from pydantic import PrivateAttr

from promises.catalogue import Promise, promises_of
from promises.consistency import RULES
from promises.errors import InputErrors
from promises.layers import Layered, lay, resolve, weaken
from promises.reading import read_yaml
from promises.severities import Severity
from promises.tensions import TENSIONS, Tension
from promises.topics import Topics
from promises.validation import validate

HANDBOOK = Path(__file__).with_name("handbook.yaml")
AS_WRITTEN: Mapping[str, object] = MappingProxyType({})


class Handbook(Topics):
    """Every promise, by topic; made by `load_handbook`."""

    _layered: Layered = PrivateAttr()

    @classmethod
    def of(cls, layered: Layered) -> Self:
        """The handbook written in the layers. Raises InputErrors, broken consistency included."""
        document = resolve(layered).document
        handbook = validate(cls, document)
        handbook._layered = layered
        broken = [
            document.error(tuple(found.key.split(".")), found.wanted, found.got)
            for rule in RULES
            for found in rule(handbook)
        ]
        if broken:
            raise InputErrors(broken)
        return handbook

    def weakened(self, values: Mapping[str, object]) -> Self:
        """The same handbook with other values, as the file would write them, by promise id.

        Raises InputErrors, for an unknown id too.
        """
        return self.of(weaken(self._layered, values))

    def severity_of(self, meaning: str) -> Severity:
        """The severity the handbook gives to, say, "Security breach"; raises InputError."""
        for severity in self.severities.values():
            if meaning in severity.meanings:
                return severity
        known = "; ".join(
            meaning for severity in self.severities.values() for meaning in severity.meanings
        )
        raise self._layered.document.error(("severities",), f"one of {known}", meaning)

    def catalogue(self) -> tuple[Promise, ...]:
        """Every promise, flat, in the order of the topics."""
        return self.listed

    @cached_property
    def listed(self) -> tuple[Promise, ...]:
        """The same, made once: each family of rules asks for it."""
        return tuple(promises_of(self, self._layered.origin))

    def tensions(self) -> tuple[Tension, ...]:
        """Where promises pull against each other, with what this project does about it."""
        found = (tension(self) for tension in TENSIONS)
        return tuple(tension for tension in found if tension)


def load_handbook(path: Path = HANDBOOK, weakened: Mapping[str, object] = AS_WRITTEN) -> Handbook:
    """Read the handbook and weaken it; raises InputErrors with every mistake, a line each."""
    return Handbook.of(weaken(lay(read_yaml(path)), weakened))
