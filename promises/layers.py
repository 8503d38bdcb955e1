"""handbook.yaml is written by source and section; here its parts become one tree of promises."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from enum import StrEnum
from typing import cast

from promises.errors import InputError, InputErrors
from promises.reading import Document, Key, dotted

_SAME_AS = "same as "

Tree = dict[str, object]


class Source(StrEnum):
    """Who promised it."""

    HANDBOOK = "handbook"
    PLATFORM = "platform"
    PROJECT = "project"


@dataclass(frozen=True)
class Origin:
    """Where a promise was made; for a decision of ours `section` is the file with the reason."""

    source: Source
    section: str


@dataclass(frozen=True)
class Layered:
    """One tree, as a document of its own, with the origin of every leaf."""

    document: Document
    origins: Mapping[Key, Origin]

    def origin(self, key: Key) -> Origin:
        """The origin of the promise at the key, of the first thing in it, or of what is around."""
        if key in self.origins:
            return self.origins[key]
        below = (leaf for leaf in self.origins if leaf[: len(key)] == key)
        return self.origins[first] if (first := next(below, None)) else self.origin(key[:-1])


def lay(file: Document) -> Layered:
    """Lay the parts over each other; raises InputErrors where two of them say the same thing."""
    tree: Tree = {}
    origins: dict[Key, Origin] = {}
    errors = list(file.mistakes)
    for origin, key, value in _promises(file, errors):
        above: Key = (origin.source, origin.section)
        if _put(tree, key, value):
            origins[key] = origin
        else:
            error = file.error(above + key, "each promise once", "a second one")
            errors.append(replace(error, key=dotted(key)))
    if errors:
        raise InputErrors(errors)
    lines: dict[Key, int] = {}
    for key, line in file.lines.items():
        lines.setdefault(key[2:], line)  # a group many sections add to stands where it begins
    return Layered(Document(file.file, tree, lines), origins)


def weaken(layered: Layered, weakened: Mapping[str, object]) -> Layered:
    """The tree with other values at some promises; raises InputErrors for an unknown one."""
    document = layered.document
    tree = cast("Tree", _copy(document.data))
    errors: list[InputError] = []
    for promise, value in weakened.items():
        *outer, last = promise.split(".")
        group = _at(tree, outer)
        if isinstance(group, dict) and last in group:
            cast("Tree", group)[last] = value
        else:
            errors.append(document.error((promise,), "a promise of the handbook", "an unknown id"))
    if errors:
        raise InputErrors(errors)
    return replace(layered, document=replace(document, data=tree))


def resolve(layered: Layered) -> Layered:
    """The tree with every `same as <id>` replaced; raises InputErrors for one that leads nowhere."""
    document = layered.document
    errors: list[InputError] = []

    def resolved(value: object, key: Key, seen: tuple[str, ...]) -> object:
        if isinstance(value, dict):
            members = cast("Tree", value)
            return {name: resolved(inner, (*key, name), seen) for name, inner in members.items()}
        if not isinstance(value, str) or not value.startswith(_SAME_AS):
            return value
        target = value.removeprefix(_SAME_AS)
        found = None if target in seen else _at(document.data, target.split("."))
        if found is None:
            errors.append(document.error(key, "same as <id of a promise>", value))
        return resolved(found, key, (*seen, target))

    tree = cast("Tree", resolved(document.data, (), ()))
    if errors:
        raise InputErrors(errors)
    return replace(layered, document=replace(document, data=tree))


def _promises(file: Document, errors: list[InputError]) -> Iterator[tuple[Origin, Key, object]]:
    for part in file.data:
        if part not in list(Source):
            errors.append(file.error((part,), "one of " + ", ".join(Source), "an unknown key"))
    for source in Source:
        for section, promised in _mapping(file, (source,), file.data.get(source), errors).items():
            promises = _mapping(file, (source, section), promised, errors)
            for key, value in _leaves(promises, ()):
                yield Origin(source, section), key, value


def _mapping(file: Document, key: Key, value: object, errors: list[InputError]) -> Tree:
    if isinstance(value, dict):
        return cast("Tree", value)
    errors.append(file.error(key, "a mapping", "something else" if value else "nothing"))
    return {}


def _leaves(value: object, key: Key) -> Iterator[tuple[Key, object]]:
    if not isinstance(value, dict):
        yield key, value
        return
    for name, inner in cast("Tree", value).items():
        yield from _leaves(inner, (*key, name))


def _put(tree: Tree, key: Key, value: object) -> bool:
    """Put the value at the key; False when there is something already."""
    *outer, last = (str(part) for part in key)
    for name in outer:
        inner = tree.setdefault(name, {})
        if not isinstance(inner, dict):
            return False
        tree = cast("Tree", inner)
    if last in tree:
        return False
    tree[last] = value
    return True


def _at(tree: object, names: list[str]) -> object:
    for name in names:
        tree = cast("Tree", tree).get(name) if isinstance(tree, dict) else None
    return tree


def _copy(value: object) -> object:
    if not isinstance(value, dict):
        return value
    return {name: _copy(inner) for name, inner in cast("Tree", value).items()}
