"""The step inside the network that makes the roles, as the database's owner.

It reaches no AWS service and is given everything, the password included, by the step that calls it.
"""

import os
from collections.abc import Mapping, Sequence
from typing import Any

from .environment import names, required
from .roles_wanted import Membership, Wanted, may_see, references, wanted
from .sessions import Door, RefusedError, Session, authorities, session
from .work import Said

_LIMITS = {"lock_timeout": "1s", "statement_timeout": "60s"}


class NotMadeError(Exception):
    """Something that shall be was made, and is not."""


def handle(event: Said, _context: object) -> dict[str, Any]:
    """Lambda's entry: what was changed, in words."""
    with session(Door.of(event), authorities(), _LIMITS) as owner:
        return {"changed": ensure(owner, required(os.environ, "JOBS"), membership_of(os.environ))}


def membership_of(variables: Mapping[str, str]) -> Membership:
    """Of which roles ours are members: `rds_iam` exists on RDS alone, so it is told, not guessed."""
    return Membership(
        names(variables, "MAINTENANCE_MEMBER_OF"), names(variables, "READ_ONLY_MEMBER_OF")
    )


def ensure(owner: Session, jobs: str, membership: Membership) -> Sequence[str]:
    """Make what is not there yet; asked again, it changes nothing.

    Raises NotMadeError, and RefusedError in PostgreSQL's words.
    """
    changed = [one.what for one in wanted(jobs, membership) if _make(owner, one)]
    for table, column, number in owner.run(references(jobs)):
        one = may_see(str(table), str(column), int(str(number)))
        changed += [one.what] if _make(owner, one) else []
    return changed


def _make(owner: Session, one: Wanted) -> bool:
    if owner.one(one.is_there):
        return False
    try:
        owner.run(one.make)
    except RefusedError as refused:
        raise RefusedError(f"{one.what}: {refused}", refused.code) from refused
    if not owner.one(one.is_there):
        raise NotMadeError(f"{one.what}: made, and still not as wanted")
    return True
