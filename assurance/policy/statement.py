"""One statement of a policy."""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import cast

from assurance.assembly.values import Json, compact, items, mapping, text, texts
from assurance.policy import condition
from assurance.policy.matching import Answer3, every, like, negated, same, some
from assurance.policy.request import Request, Role, Service
from assurance.policy.unreadable import UnreadableError

_KNOWN = {"Sid", "Effect", "Condition"} | {
    prefix + name for prefix in ("", "Not") for name in ("Principal", "Action", "Resource")
}


@dataclass(frozen=True, slots=True)
class Statement:
    """What one statement says, not yet read closer than its parts."""

    name: str
    allows: bool
    parts: Mapping[str, Json]

    def applies(self, request: Request, *, identity: bool = False) -> Answer3:
        """Whether the statement is about the request; an identity policy names no principal.

        Raises UnreadableError.
        """
        about = every((True if identity else self.names(request), self.covers(request)))
        if about is False:
            return False
        return every((about, condition.holds(self.condition, request.context)))

    def names(self, request: Request) -> Answer3:
        """Whether the statement is about the request's principal."""
        for key in ("Principal", "NotPrincipal"):
            if key in self.parts:
                answer = _is_named(self.parts[key], request.principal)
                return negated(answer) if key == "NotPrincipal" else answer
        raise UnreadableError(f"{self.name} names no principal")

    def covers(self, request: Request) -> Answer3:
        """Whether action and resource are the statement's."""
        action = self.speaks_of(request.action)
        if action is False:
            return False
        resource = self._part(
            "Resource", lambda one: some(like(one, own) for own in request.resource)
        )
        return every((action, resource))

    def speaks_of(self, action: str) -> Answer3:
        """Whether the action is the statement's, on whatever resource."""
        asked = action.lower()
        return self._part("Action", lambda one: like(one.lower(), asked))

    @property
    def condition(self) -> Mapping[str, Json]:
        """The Condition block, empty when there is none."""
        block = self.parts.get("Condition")
        if block is not None and not isinstance(block, dict):
            raise UnreadableError(f"{self.name} has the condition {text(block)}")
        return mapping(block)

    def _part(self, name: str, fits: Callable[[str], Answer3]) -> Answer3:
        for key in (name, f"Not{name}"):
            if key in self.parts:
                answer = some(fits(one) for one in texts(self.parts[key]))
                return negated(answer) if key.startswith("Not") else answer
        raise UnreadableError(f"{self.name} has no {name}")


def statements(document: Json) -> tuple[Statement, ...]:
    """The statements of a policy document, given as an object or as its JSON text.

    Raises UnreadableError.
    """
    if isinstance(document, str):
        try:
            document = cast("Json", json.loads(document))
        except json.JSONDecodeError:
            raise UnreadableError(f"no policy but {document}") from None
    if not isinstance(document, dict) or "Statement" not in document:
        raise UnreadableError("no policy document")
    written = items(document["Statement"])
    return tuple(_statement(count, one) for count, one in enumerate(written))


def _statement(count: int, written: Json) -> Statement:
    if not isinstance(written, dict):
        raise UnreadableError(f"Statement {count} is {text(written)}")
    name = text(written.get("Sid") or f"Statement {count}")
    if written.get("Effect") not in ("Allow", "Deny"):
        raise UnreadableError(f"{name} has the effect {text(written.get('Effect'))}")
    if strange := written.keys() - _KNOWN:
        raise UnreadableError(f"{name} has {', '.join(sorted(strange))}")
    return Statement(name, written["Effect"] == "Allow", written)


def _is_named(principals: Json, asking: Service | Role) -> Answer3:
    if principals == "*":
        return True
    if not isinstance(principals, dict):
        raise UnreadableError(f"principal {compact(principals)}")
    answers: list[Answer3] = []
    for kind, named in principals.items():
        if kind not in ("AWS", "Service", "Federated", "CanonicalUser"):
            raise UnreadableError(f"principal {compact(principals)}")
        answers += [_is(kind, one, asking) for one in texts(named)]
    return some(answers)


def _is(kind: str, named: str, asking: Service | Role) -> Answer3:
    if kind == "AWS" and named == "*":
        return True
    if isinstance(asking, Service):
        return same(named, asking.name) if kind == "Service" else False
    return some(same(named, arn) for arn in asking.arns) if kind == "AWS" else False
