"""What `cdk import` is told: which existing key takes the place of which of the template's."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from pathlib import Path

from delivery.adopting.comparing import Found

Identifiers = Mapping[str, Mapping[str, str]]
"""Logical id -> the properties that identify the resource, as `--resource-mapping` reads it."""


def mappings(found: Sequence[Found]) -> Mapping[str, Identifiers]:
    """By stack. A key that seals several things is the first one's: no stack can have it twice.

    A key has no name that CloudFormation could find it by; what has one needs no mapping.
    """
    taken, made = set[str](), dict[str, dict[str, Mapping[str, str]]]()
    for one in found:
        key, place = one.key, one.key_resource
        if key is None or place is None or key.owner or key.arn in taken:
            continue
        taken.add(key.arn)
        made.setdefault(place.stack.name, {})[place.logical_id] = {"KeyId": key.id}
    return made


def write_mappings(found: Sequence[Found], folder: Path) -> Mapping[str, Path]:
    """One file for every stack that has keys to import; stack -> file."""
    written: dict[str, Path] = {}
    for stack, keys in mappings(found).items():
        folder.mkdir(parents=True, exist_ok=True)
        written[stack] = folder / f"{stack}.json"
        written[stack].write_text(json.dumps(keys, indent=2) + "\n")
    return written
