"""What kept a resource with state from being lost, and no longer does. Nothing is lost yet."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from assurance.assembly import Resource
from assurance.assembly.values import dig, text
from assurance.proof.recovery.figures import is_true
from assurance.review.pair import Pair
from assurance.review.resources.change import Change
from assurance.review.sentence import Gate, Sentence, Topic
from assurance.review.words.state import STATEFUL, kind

_POLICIES: Final = ("DeletionPolicy", "UpdateReplacePolicy")
_STRENGTH: Final = ("Delete", "Snapshot", "RetainExceptOnCreate", "Retain")
# A database alone has another DeletionPolicy where the template says nothing:
# https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/aws-attribute-deletionpolicy.html
_DATABASES: Final = ("AWS::RDS::DBCluster", "AWS::RDS::DBInstance")
_TABLE, _INSTANCE = "AWS::DynamoDB::Table", "AWS::RDS::DBInstance"
_SWITCHES: Final = (
    (_INSTANCE, "DeletionProtection", "one call may delete it"),
    ("AWS::RDS::DBCluster", "DeletionProtection", "one call may delete it"),
    (_TABLE, "DeletionProtectionEnabled", "one call may delete it"),
    (
        _TABLE,
        "PointInTimeRecoverySpecification.PointInTimeRecoveryEnabled",
        "it cannot be put back to a moment before",
    ),
    ("AWS::Cognito::UserPool", "DeletionProtection", "one call may delete it"),
)


def sentences(pair: Pair) -> Iterator[Sentence]:
    """Every guard that this change lowers."""
    for change in pair.changed(*STATEFUL):
        if change.before is not None and change.after is not None:
            yield from _policies(pair, change)
            yield from _switched_off(pair, change, change.before, change.after)


def _policies(pair: Pair, change: Change) -> Iterator[Sentence]:
    for one in change.others:
        if one.name in _POLICIES:
            before, after = (_policy(change, one.name, side) for side in (one.before, one.after))
            if _strength(after) < _strength(before):
                yield _held(pair, change, f"{one.name} {before} -> {after}")


def _policy(change: Change, name: str, said: object) -> str:
    by_default = name == "DeletionPolicy" and change.type in _DATABASES
    return str(said or ("Snapshot" if by_default else "Delete"))


def _strength(policy: str) -> int:
    return _STRENGTH.index(policy) if policy in _STRENGTH else 0


def _switched_off(
    pair: Pair, change: Change, before: Resource, after: Resource
) -> Iterator[Sentence]:
    for type_, path, meaning in _SWITCHES:
        if change.type == type_ and _is_on(before, path) and not _is_on(after, path):
            name = path.rpartition(".")[2]
            yield _held(pair, change, f"{name} is switched off: {meaning}")


def _is_on(resource: Resource, path: str) -> bool:
    said = dig(dict(resource.properties), *path.split("."))
    return is_true(said) or text(said) == "ACTIVE"  # as Cognito writes it


def _held(pair: Pair, change: Change, said: str) -> Sentence:
    what = f"{kind(change)} {pair.short(change.path)}"
    return Sentence(Topic.STATE, f"{what}: {said}", (), Gate.STATE, change.path)
