"""How long a restore takes: what drills measured, and when a measurement proves nothing any more."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import timedelta
from fractions import Fraction
from math import ceil

from assurance.estimate import Origin, Source, Standing, Term, minutes, total
from assurance.proof.recovery.estimate.figures import DECISION, MINUTE, RESERVE
from assurance.proof.recovery.estimate.grounds import Grounds
from environments.drills import Drill, Outcome, Restored
from promises import Size, text

SECOND = timedelta(seconds=1)
DRILLS = 4
"""How many drills back the worst is looked for: a year of quarters."""


def restored(
    grounds: Grounds,
    what: Restored,
    others: Sequence[Term],
    promised: timedelta,
    *,
    beside: bool = False,
) -> tuple[Term, Term]:
    """The restore, and the reserve: a fifth of what the other terms leave of the promise."""
    restore = _restore(grounds, what, beside=beside)
    left = promised - total(one for one in others if not one.beside)
    reserve = max(timedelta(0), -(-left // (RESERVE * MINUTE)) * MINUTE)
    said = f"a fifth of the {minutes(left)} the others leave: {minutes(left - reserve)} to restore"
    return restore, Term("reserve", reserve, Source(Origin.ASSUMED, said, DECISION))


def _restore(grounds: Grounds, what: Restored, *, beside: bool) -> Term:
    file = f"environments/drills/{grounds.name}.yaml"
    fix = f"Hold the drill that restores the {what}, and commit its record to {file}."

    def term(time: timedelta | None, said: str, standing: Standing) -> Term:
        source = Source(Origin.DRILL, said, file)
        return Term("restore", time, source, standing, beside=beside, fix=fix)

    records = grounds.drills.of(what)
    if not records:
        return term(None, f"no drill on record restored the {what}", Standing.OPEN)
    newest = records[0]
    if newest.outcome is Outcome.FAILED:
        return term(None, f"the drill of {newest.day} failed", Standing.ENDLESS)
    passed = [one for one in records if one.outcome is Outcome.PASSED][:DRILLS]
    size = _size(grounds, newest)
    worst = max(passed, key=lambda one: _scaled(one, size))
    time, said = _scaled(worst, size), _told(worst, size, len(passed))
    stale = _stale(grounds, newest) or _grown(newest, size)
    return term(time, f"{said}; {stale}" if stale else said, _standing(stale))


def _standing(stale: str) -> Standing:
    return Standing.OPEN if stale else Standing.COUNTED


def _size(grounds: Grounds, newest: Drill) -> Size:
    environment = grounds.seen.environment
    return environment.sizes.database.storage if environment else newest.size


def _scaled(drill: Drill, size: Size) -> timedelta:
    """A restore grows with the data: the drill's time by how much more there is now, no less."""
    if size <= drill.size:
        return drill.took
    ratio = Fraction(size.bytes, drill.size.bytes)
    return ceil(ratio * (drill.took // SECOND) / 60) * MINUTE


def _told(drill: Drill, size: Size, of: int) -> str:
    said = f"{minutes(drill.took)} for {drill.size} on {drill.day}, the worst of {of}"
    if size <= drill.size:
        return said
    ratio = f"{size.bytes / drill.size.bytes:.3g}"
    return f"{said}; for {size} that is x {ratio} = {minutes(_scaled(drill, size))}"


def _stale(grounds: Grounds, newest: Drill) -> str:
    age, limit = grounds.today - newest.day, grounds.handbook.recovery.drill.record_expires_after
    if age < timedelta(0):
        return "the newest record is dated in the future"
    if age > limit:
        return f"the newest record is {age.days} days old, it proves nothing after {text(limit)}"
    return ""


def _grown(newest: Drill, size: Size) -> str:
    if size <= newest.size:
        return ""
    return f"the database has grown from {newest.size} to {size} since it was drilled"
