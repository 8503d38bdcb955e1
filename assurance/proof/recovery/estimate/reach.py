"""How far back a recovery reaches: harm is noticed late, and has to be undone all the same."""

from __future__ import annotations

from datetime import timedelta

from assurance.assembly import Resource
from assurance.estimate import NOTHING, Standing, Term
from assurance.proof.recovery.estimate.grounds import Grounds, in_template
from promises import text

DAY = timedelta(days=1)


def reach(grounds: Grounds, resource: Resource, path: str, days: int | None) -> Term:
    """Nothing where what is kept reaches back as far as promised, else without an end."""
    wanted = grounds.kept_for
    said = f"harm noticed within {days} days can be undone"
    if days is not None and days * DAY >= wanted:
        return Term("reach back", NOTHING, in_template(resource, path, said))
    said = f"harm noticed after {days} days is there for good, {text(wanted)} are promised"
    source = in_template(resource, path, said)
    fix = f"Keep {text(wanted)}."
    return Term("reach back", None, source, Standing.ENDLESS, fix=fix)
