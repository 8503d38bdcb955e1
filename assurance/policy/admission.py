"""Whether policies admit a request. What cannot be read is never a permission."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum

from assurance.assembly.values import Json, mapping, texts
from assurance.policy import condition
from assurance.policy.request import Request, Role
from assurance.policy.statement import Statement, statements
from assurance.policy.unreadable import UnreadableError


class Answer(StrEnum):
    """What the policies say."""

    ADMITTED = "admitted"
    REFUSED = "refused"
    UNREADABLE = "unreadable"


@dataclass(frozen=True, slots=True)
class Admission:
    """The answer, with the reason when it is no."""

    answer: Answer
    because: str = ""

    @property
    def admitted(self) -> bool:
        """Whether the request surely passes."""
        return self.answer is Answer.ADMITTED


def admit(document: Json, request: Request) -> Admission:
    """Whether a resource policy admits the request."""
    try:
        found = statements(document)
        denied = _denied(found, request, identity=False)
        return _allowed(found, request, identity=False) if denied.admitted else denied
    except UnreadableError as error:
        return Admission(Answer.UNREADABLE, str(error))


def admit_role(
    document: Json, identity: Sequence[Json], request: Request, *, delegated: bool
) -> Admission:
    """Whether a role may: by its own policies, or by name in the resource's policy.

    `delegated`: the resource believes the account's identity policies only when its own policy
    names the account, as a KMS key does. Without a resource policy `document` is None.
    """
    try:
        of_resource = statements(document) if document is not None else ()
        of_role = [one for policy in identity for one in statements(policy)]
        for found, is_identity in ((of_resource, False), (of_role, True)):
            denied = _denied(found, request, identity=is_identity)
            if not denied.admitted:
                return denied
        by_name = _allowed(of_resource, request, identity=False)
        by_role = _allowed(of_role, request, identity=True)
        if by_role.admitted and delegated and not _delegates(of_resource, request):
            by_role = Admission(Answer.REFUSED, "the policy does not let its account decide")
    except UnreadableError as error:
        return Admission(Answer.UNREADABLE, str(error))
    return by_name if by_name.admitted else by_role


def _denied(found: Sequence[Statement], request: Request, *, identity: bool) -> Admission:
    """A Deny that may apply counts."""
    for one in found:
        applies = not one.allows and one.applies(request, identity=identity)
        if applies is not False:
            verb = "denies" if applies else "may deny"
            return Admission(
                Answer.REFUSED, f"{one.name} {verb} {request.principal} {request.action}"
            )
    return Admission(Answer.ADMITTED)


def _allowed(found: Sequence[Statement], request: Request, *, identity: bool) -> Admission:
    allows = [one for one in found if one.allows]
    unreadable = ""
    for one in allows:
        try:
            if one.applies(request, identity=identity):
                return Admission(Answer.ADMITTED)
        except UnreadableError as error:
            unreadable = unreadable or f"{one.name}: {error}"
    if unreadable:
        return Admission(Answer.UNREADABLE, unreadable)
    return Admission(Answer.REFUSED, _nearest(allows, request, identity=identity))


def _nearest(allows: Sequence[Statement], request: Request, *, identity: bool) -> str:
    """Why not: the condition of a statement that is about the request, else that there is none."""
    for one in allows:
        if (identity or one.names(request)) and one.covers(request):
            failing = condition.failing(one.condition, request.context)
            return f"{one.name} lets {request.principal} {request.action} only if {failing}"
    return f"no statement lets {request.principal} {request.action}"


def _delegates(found: Sequence[Statement], request: Request) -> bool:
    """Whether the policy surely names the account, so that its identity policies decide."""
    role = request.principal
    if not isinstance(role, Role):
        return False
    for one in found:
        named = texts(mapping(one.parts.get("Principal")).get("AWS"))
        roots = [
            who for who in named if who == role.account or who.endswith(f"::{role.account}:root")
        ]
        holds = condition.holds(one.condition, request.context)
        if one.allows and roots and holds and one.covers(request):
            return True
    return False
