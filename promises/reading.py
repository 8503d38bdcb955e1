"""YAML with the line of every key. Whatever keeps a file from being read becomes one line each."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, Literal, Protocol, cast

from ruamel.yaml import YAML
from ruamel.yaml.error import MarkedYAMLError, YAMLError

from promises.errors import InputError, InputErrors

Key = tuple[str | int, ...]


@dataclass(frozen=True)
class Document:
    """What a file says and where: `lines` has the line of every key, of list items by index.

    `mistakes` are those that leave the rest readable, such as a key that stands there twice.
    """

    file: Path
    data: Mapping[str, object]
    lines: Mapping[Key, int]
    mistakes: tuple[InputError, ...] = ()

    def error(self, key: Key, wanted: str, got: str) -> InputError:
        """A mistake at the key, on its line or that of the closest thing around it."""
        around = (key[:length] for length in range(len(key), 0, -1))
        line = next((self.lines[outer] for outer in around if outer in self.lines), 1)
        return InputError(self.file, line, dotted(key), wanted, got)


def read_yaml(file: Path) -> Document:
    """The file's mapping with its lines; lists are tuples. Raises InputErrors when unreadable."""
    root = _compose(file)
    if root is None or root.id != "mapping":
        got = "an empty file" if root is None else _kind(root)
        raise InputErrors([InputError(file, 1, "", "a mapping", got)])
    reader = _Reader(file)
    data = dict(reader.members(root, ()))
    return Document(file, data, reader.lines, tuple(reader.mistakes))


def dotted(key: Key) -> str:
    """The key as people write it: `severities.P1.channels.0`."""
    return ".".join(str(part) for part in key)


class _Mark(Protocol):
    line: int


class _Node(Protocol):
    """The part of ruamel's untyped nodes that is used here."""

    id: Literal["mapping", "sequence", "scalar"]
    tag: str
    value: Any
    start_mark: _Mark


def _compose(file: Path) -> _Node | None:
    def unreadable(wanted: str, got: str, line: int | None = None) -> InputErrors:
        return InputErrors([InputError(file, line, "", wanted, got)])

    try:
        words = file.read_text(encoding="utf-8")
        return cast("_Node | None", cast("Any", YAML(typ="safe", pure=True)).compose(words))
    except OSError as error:
        got = (error.strerror or "an error").lower()
        raise unreadable("a readable file", got) from None
    except UnicodeDecodeError:
        raise unreadable("UTF-8 text", "other bytes") from None
    except MarkedYAMLError as error:
        marked = cast("Any", error)  # ruamel leaves its attributes untyped
        line = marked.problem_mark.line + 1 if marked.problem_mark else None
        raise unreadable("valid YAML", f"an error ({marked.problem})", line) from None
    except YAMLError as error:
        raise unreadable("valid YAML", str(error).splitlines()[0]) from None


@dataclass
class _Reader:
    """Turns nodes into plain values, noting lines and every mistake on the way."""

    file: Path
    lines: dict[Key, int] = field(default_factory=dict[Key, int])
    mistakes: list[InputError] = field(default_factory=list[InputError])
    _around: list[_Node] = field(default_factory=list[_Node])
    _plain: Any = field(default_factory=lambda: YAML(typ="safe", pure=True).constructor)

    def members(self, mapping: _Node, key: Key) -> Iterator[tuple[str, object]]:
        for name, value in cast("list[tuple[_Node, _Node]]", mapping.value):
            if name.id != "scalar" or not name.tag.endswith(":str"):
                self._mistake(name, key, "a name as key", _kind(name))
                continue
            inner = (*key, str(name.value))
            if inner in self.lines:
                got = f"a second one, the first in line {self.lines[inner]}"
                self._mistake(name, inner, "each key once", got)
                continue
            self.lines[inner] = name.start_mark.line + 1
            yield str(name.value), self._value(value, inner)

    def _items(self, sequence: _Node, key: Key) -> Iterator[object]:
        for index, item in enumerate(cast("list[_Node]", sequence.value)):
            self.lines[*key, index] = item.start_mark.line + 1
            yield self._value(item, (*key, index))

    def _value(self, node: _Node, key: Key) -> object:
        if any(node is outer for outer in self._around):
            self._mistake(node, key, "a value", "an alias of something around it")
            return None
        self._around.append(node)
        try:
            if node.id == "mapping":
                return dict(self.members(node, key))
            return (
                tuple(self._items(node, key)) if node.id == "sequence" else self._scalar(node, key)
            )
        finally:
            self._around.pop()

    def _scalar(self, node: _Node, key: Key) -> object:
        try:
            return self._plain.construct_object(node)
        except (MarkedYAMLError, ValueError):
            self._mistake(node, key, "text, a number, true, false or null", f"tag {node.tag}")
            return None

    def _mistake(self, node: _Node, key: Key, wanted: str, got: str) -> None:
        line = node.start_mark.line + 1
        self.mistakes.append(InputError(self.file, line, dotted(key), wanted, got))


def _kind(node: _Node) -> str:
    return {"mapping": "a mapping", "sequence": "a list", "scalar": str(node.value)}[node.id]
