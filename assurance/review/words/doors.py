"""Identity providers: whose tokens an account believes, and made out to whom."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from assurance.assembly import Resource
from assurance.assembly.values import text, texts
from assurance.review.pair import Pair
from assurance.review.resources.change import Change
from assurance.review.sentence import Gate, Sentence, Topic

OIDC: Final = "AWS::IAM::OIDCProvider"
_LISTS: Final = (
    ("ClientIdList", "believes tokens made out to"),
    ("ThumbprintList", "believes whoever shows the certificate"),
)


def sentences(pair: Pair) -> Iterator[Sentence]:
    """Every provider that is new, and everything one believes that it did not."""
    for change in pair.changed(OIDC, "AWS::IAM::SAMLProvider"):
        if change.after is None:
            continue
        if change.before is None:
            url = text(change.after.properties.get("Url") or "its metadata")
            yield _held(pair, change, f"is a new identity provider, of {url}")
        elif change.type == OIDC:
            yield from _added(pair, change, change.before, change.after)
        else:
            yield _held(pair, change, "is an identity provider that changes")


def _added(pair: Pair, change: Change, was: Resource, now: Resource) -> Iterator[Sentence]:
    for name, words in _LISTS:
        before, after = (texts(side.properties.get(name)) for side in (was, now))
        for one in after:
            if one not in before:
                yield _held(pair, change, f"{words} {one}")


def _held(pair: Pair, change: Change, said: str) -> Sentence:
    text_ = f"{pair.short(change.path)} {said}"
    return Sentence(Topic.RIGHTS, text_, (), Gate.RIGHTS, change.path)
