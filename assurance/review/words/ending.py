"""What a bucket or a table would delete by itself, that it did not before."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from assurance.assembly import Json, Resource
from assurance.assembly.values import dig, items, mapping, text
from assurance.proof.recovery.figures import is_true, whole
from assurance.review.pair import Pair
from assurance.review.resources.change import Change
from assurance.review.sentence import Gate, Sentence, Topic
from assurance.review.words.state import kind

BUCKET, TABLE = "AWS::S3::Bucket", "AWS::DynamoDB::Table"
_SCOPE = ("Prefix", "TagFilters", "ObjectSizeGreaterThan", "ObjectSizeLessThan")


@dataclass(frozen=True, slots=True)
class _End:
    """The rule by which objects end: which, and when."""

    scope: str
    days: int | None
    day: Json

    def __str__(self) -> str:
        which = f"every object with {self.scope}" if self.scope else "every object"
        when = f"on {text(self.day)}" if self.days is None else f"after {self.days} days"
        return f"{which} is deleted {when}"

    def covers(self, other: _End) -> bool:
        """Whether what the other ends has ended by this rule already."""
        sooner = self.days is not None and other.days is not None and self.days <= other.days
        return self.scope in ("", other.scope) and (sooner or self == other)


def sentences(pair: Pair) -> Iterator[Sentence]:
    """Every rule by which what people keep ends by itself; a new bucket or table keeps nothing yet."""
    for change in pair.changed(BUCKET):
        if change.before is not None and change.after is not None:
            was = list(_ends(change.before))
            for end in _ends(change.after):
                if not any(one.covers(end) for one in was):
                    yield _held(pair, change, str(end))
    for change in pair.changed(TABLE):
        if change.before is not None and change.after is not None:
            now = _expiry(change.after)
            if now and now != _expiry(change.before):
                yield _held(pair, change, f"every item is deleted when its {now} has come")


def _ends(bucket: Resource) -> Iterator[_End]:
    for one in items(dig(dict(bucket.properties), "LifecycleConfiguration", "Rules")):
        said = mapping(one)
        days, day = whole(said.get("ExpirationInDays")), said.get("ExpirationDate")
        if said.get("Status") == "Enabled" and (days is not None or day is not None):
            scope = ", ".join(f"{key} {text(said[key])}" for key in _SCOPE if said.get(key))
            yield _End(scope, days, day)


def _expiry(table: Resource) -> str:
    said = mapping(table.properties.get("TimeToLiveSpecification"))
    return text(said.get("AttributeName")) if is_true(said.get("Enabled")) else ""


def _held(pair: Pair, change: Change, said: str) -> Sentence:
    what = f"{kind(change)} {pair.short(change.path)}"
    return Sentence(Topic.STATE, f"{what}: {said}", (), Gate.STATE, change.path)
