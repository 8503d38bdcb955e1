"""A template as text that reads well in a diff: one line a property, references short, noise out."""

import json
import re
from collections.abc import Iterator, Mapping
from typing import Any, cast

_HASH = re.compile(r"(?<![0-9a-f])[0-9a-f]{64}(?![0-9a-f])")
_LINK = re.compile(r"https://[^\s\"#]+#(?:dashboards/dashboard/)?")
_SHORT = {"Fn::ImportValue": "import", "Fn::Join": "join", "Fn::Sub": "sub", "Fn::Select": "select"}
_BESIDE = ("Condition", "DeletionPolicy", "UpdateReplacePolicy")


def readable(templates: Mapping[str, Mapping[str, Any]]) -> str:
    """Every stack by its name, every resource by its logical id, both in order."""
    return "\n".join(line for name in sorted(templates) for line in _stack(name, templates[name]))


def _stack(name: str, template: Mapping[str, Any]) -> Iterator[str]:
    yield f"=== {name}"
    for section in ("Parameters", "Resources", "Outputs"):
        yield f"--- {section}"
        for key, member in sorted(template.get(section, {}).items()):
            # made by the CDK for itself
            if key not in ("BootstrapVersion", "CDKMetadata"):
                yield from _member(_masked(key), member)
    yield ""


def _member(key: str, member: Mapping[str, Any]) -> Iterator[str]:
    yield f"{key}: {member.get('Type', '')}".rstrip(": ")
    inside = member.get("Properties", {} if "Properties" in member else None)
    if inside is None:
        inside = {name: value for name, value in member.items() if name not in ("Type", "Metadata")}
    for name, value in sorted(inside.items()):
        shown = _board(value) if name == "DashboardBody" else _said(value)
        yield f"  {name}: {_masked(shown)}"
    for name in _BESIDE:
        if "Properties" in member and name in member:
            yield f"  ({name}: {member[name]})"


def _said(value: object) -> str:
    """JSON without its quotes, references as `${Id.Attribute}`."""
    if isinstance(value, dict):
        return _mapping(cast("dict[str, Any]", value))
    if isinstance(value, list):
        return f"[{', '.join(map(_said, cast('list[Any]', value)))}]"
    return value if isinstance(value, str) else json.dumps(value)


def _mapping(value: Mapping[str, Any]) -> str:
    if set(value) == {"Ref"}:
        return f"${{{value['Ref']}}}"
    if set(value) == {"Fn::GetAtt"}:
        return f"${{{'.'.join(value['Fn::GetAtt'])}}}"
    if set(value) == {"Fn::Join"} and value["Fn::Join"][0] == "":
        return "".join(map(_said, value["Fn::Join"][1]))
    if set(value) in ({"Key", "Value"}, {"Name", "Value"}):
        return "=".join(map(_said, value.values()))
    pairs = (f"{_SHORT.get(key, key)} {_said(inner)}" for key, inner in value.items())
    return f"{{{', '.join(pairs)}}}"


def _board(value: object) -> str:
    """The titles of a board: what its charts show is drawn by the preview, which has own tests."""
    titles = re.findall(r'"title":\s*"((?:[^"\\]|\\.)*)"', _said(value))
    return f"{len(titles)} charts: {'; '.join(titles)}"


def _masked(text: str) -> str:
    return _LINK.sub("#", _HASH.sub("<hash>", text))
