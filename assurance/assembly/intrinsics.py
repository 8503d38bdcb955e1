"""CloudFormation's intrinsic functions, each resolved as far as the assembly allows."""

from __future__ import annotations

import base64
from collections.abc import Callable, Mapping

from assurance.assembly.references import References
from assurance.assembly.template import SUBSTITUTED
from assurance.assembly.values import (
    ABSENT,
    Json,
    compact,
    dig,
    is_literal,
    items,
    mapping,
    text,
    token,
)


def _get_att(here: References, argument: Json) -> Json:
    parts = argument.split(".", 1) if isinstance(argument, str) else items(argument)
    resolved = [here.resolve(part) for part in parts]
    if len(resolved) != 2 or not is_literal(resolved):
        return token("Fn::GetAtt", resolved)
    return here.attribute(text(resolved[0]), text(resolved[1]))


def _sub(here: References, argument: Json) -> Json:
    pattern, *given = items(argument)
    local = mapping(here.resolve(given[0] if given else None))

    def value(name: str) -> str:
        if name in local:
            return text(local[name])
        logical_id, _, attribute = name.partition(".")
        found = here.attribute(logical_id, attribute) if attribute else here.ref(name)
        return text(found)

    return SUBSTITUTED.sub(
        lambda match: f"${{{match[2]}}}" if match[1] else value(match[2].strip()), text(pattern)
    )


def _join(here: References, argument: Json) -> Json:
    delimiter, values = _pair(argument)
    resolved = here.resolve(values)
    if not isinstance(resolved, list):
        return token("Fn::Join", [delimiter, resolved])
    return text(delimiter).join(text(item) for item in resolved)


def _select(here: References, argument: Json) -> Json:
    index, values = (here.resolve(part) for part in _pair(argument))
    if isinstance(values, list) and str(index).isdigit() and int(str(index)) < len(values):
        return values[int(str(index))]
    return token("Fn::Select", [index, values])


def _split(here: References, argument: Json) -> Json:
    delimiter, source = (here.resolve(part) for part in _pair(argument))
    if not isinstance(source, str) or not is_literal(source) or not delimiter:
        return token("Fn::Split", [delimiter, source])
    return [*source.split(text(delimiter))]


def _if(here: References, argument: Json) -> Json:
    name, *branches = items(argument)
    holds = here.condition(text(name))
    if len(branches) != 2:
        return token("Fn::If", argument)
    if holds is None:
        return token("Fn::If", [name, *(here.resolve(branch) for branch in branches)])
    return here.resolve(branches[0 if holds else 1])


def _find_in_map(here: References, argument: Json) -> Json:
    table, first, second, *rest = [here.resolve(part) for part in items(argument)] + [None] * 3
    found = dig(dict(here.mapped(text(table))), text(first), text(second))
    if found is not None:
        return here.resolve(found)
    default = mapping(rest[0]).get("DefaultValue") if rest else None
    return token("Fn::FindInMap", [table, first, second]) if default is None else default


def _import_value(here: References, argument: Json) -> Json:
    return here.imported(text(here.resolve(argument)))


def _get_stack_output(here: References, argument: Json) -> Json:
    given = mapping(here.resolve(argument))
    stack = text(given.get("StackName"))
    # by ARN it reads arn:aws:cloudformation:<region>:<account>:stack/<name>/*
    name = stack.split("/")[1] if stack.startswith("arn:") and "/" in stack else stack
    return here.output_of(name, text(given.get("Region") or ""), text(given.get("OutputName")))


def _base64(here: References, argument: Json) -> Json:
    source = here.resolve(argument)
    if not isinstance(source, str) or not is_literal(source):
        return token("Fn::Base64", source)
    return base64.b64encode(source.encode()).decode()


def _to_json_string(here: References, argument: Json) -> Json:
    return compact(here.resolve(argument))


def _length(here: References, argument: Json) -> Json:
    values = here.resolve(argument)
    return len(values) if isinstance(values, list) else token("Fn::Length", values)


def _pair(argument: Json) -> tuple[Json, Json]:
    first, second, *_ = [*items(argument), None, None]
    return first, second


FUNCTIONS: Mapping[str, Callable[[References, Json], Json]] = {
    "Ref": lambda here, argument: here.ref(text(argument)),
    "Fn::GetAtt": _get_att,
    "Fn::Sub": _sub,
    "Fn::Join": _join,
    "Fn::Select": _select,
    "Fn::Split": _split,
    "Fn::If": _if,
    "Fn::FindInMap": _find_in_map,
    "Fn::ImportValue": _import_value,
    "Fn::GetStackOutput": _get_stack_output,
    "Fn::Base64": _base64,
    "Fn::ToJsonString": _to_json_string,
    "Fn::Length": _length,
}


def resolve(here: References, value: Json) -> Json:
    """The value with its intrinsics resolved; one nobody knows stays a visible token."""
    if isinstance(value, list):
        resolved = [here.resolve(item) for item in value]
        return [item for item in resolved if item != ABSENT]
    if not isinstance(value, dict):
        return value
    if len(value) == 1:
        [(name, argument)] = value.items()
        if name in FUNCTIONS:
            return FUNCTIONS[name](here, argument)
        if name.startswith("Fn::"):
            return token(name, here.resolve(argument))
    pairs = {key: here.resolve(inner) for key, inner in value.items()}
    return {key: inner for key, inner in pairs.items() if inner != ABSENT}
