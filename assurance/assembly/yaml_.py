"""Templates written in YAML, with CloudFormation's short forms of its functions.

Source: CloudFormation user guide, "Template format" (YAML 1.1) and "Intrinsic function reference".
"""

from __future__ import annotations

from datetime import date
from typing import Any, Final, cast

from ruamel.yaml import YAML
from ruamel.yaml.constructor import SafeConstructor
from ruamel.yaml.error import MarkedYAMLError, YAMLError
from ruamel.yaml.nodes import MappingNode, SequenceNode

from assurance.assembly.values import Json

_WITHOUT_PREFIX: Final = ("Ref", "Condition")


class NoYamlError(ValueError):
    """What is wrong, and on which line where that is known."""

    def __init__(self, problem: str, line: int | None) -> None:
        super().__init__(problem)
        self.line = line


def parsed(text: str) -> Json:
    """The JSON that a template in YAML means. Raises NoYamlError."""
    yaml = cast("Any", YAML(typ="safe", pure=True))
    yaml.Constructor = _Constructor
    yaml.version = (1, 1)
    try:
        return _json(yaml.load(text))
    except MarkedYAMLError as error:
        marked = cast("Any", error)  # ruamel leaves its attributes untyped
        line = marked.problem_mark.line + 1 if marked.problem_mark else None
        raise NoYamlError(str(marked.problem), line) from None
    except (YAMLError, ValueError, RecursionError) as error:
        raise NoYamlError(str(error).partition("\n")[0], None) from None


class _Constructor(SafeConstructor):
    """Reads `!Ref Name` as `{"Ref": "Name"}`, and every other short form alike."""


def _short(constructor: Any, suffix: str, node: Any) -> Json:  # noqa: ANN401  # ruamel is untyped
    if isinstance(node, MappingNode):
        value = cast("Json", constructor.construct_mapping(node, deep=True))
    elif isinstance(node, SequenceNode):
        value = cast("Json", constructor.construct_sequence(node, deep=True))
    else:
        value = cast("Json", constructor.construct_scalar(node))
    if suffix == "GetAtt" and isinstance(value, str):
        parts: list[Json] = [*value.split(".", 1)]
        value = parts
    return {suffix if suffix in _WITHOUT_PREFIX else f"Fn::{suffix}": value}


cast("Any", _Constructor).add_multi_constructor("!", _short)


def _json(value: object) -> Json:
    """YAML's dates are texts to CloudFormation, and every key is one."""
    if isinstance(value, dict):
        members = cast("dict[object, object]", value)
        return {str(key): _json(member) for key, member in members.items()}
    if isinstance(value, list):
        return [_json(one) for one in cast("list[object]", value)]
    return value.isoformat() if isinstance(value, date) else cast("Json", value)
