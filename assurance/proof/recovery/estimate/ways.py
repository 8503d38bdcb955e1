"""Every way to fail, with what adds up against it; of several databases or buckets the worst."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from datetime import timedelta

from assurance.assembly import Resource
from assurance.estimate import (
    Estimate,
    Failure,
    Objective,
    Origin,
    Source,
    Standing,
    Subject,
    Term,
)
from assurance.proof.recovery.estimate import database_points, media_points, times
from assurance.proof.recovery.estimate.grounds import Grounds
from assurance.proof.recovery.replications import BUCKET, encryptions
from assurance.verdict import Verdict

Points = Callable[[Grounds, Resource], tuple[Term, ...]]
Times = Callable[[Grounds, Resource, timedelta], tuple[Term, ...]]
_WORST_FIRST = (Verdict.BROKEN, Verdict.UNPROVEN, Verdict.KEPT)


@dataclass(frozen=True, slots=True)
class Way:
    """One way for one thing to fail."""

    failure: Failure
    subject: Subject
    points: Points
    times: Times

    def terms(
        self, grounds: Grounds, objective: Objective, one: Resource, promised: timedelta
    ) -> tuple[Term, ...]:
        """What adds up against the objective."""
        if objective is Objective.RPO:
            return self.points(grounds, one)
        return self.times(grounds, one, promised)


WAYS = (
    Way(Failure.ZONE, Subject.DATABASE, database_points.database_zone, times.database_zone),
    Way(Failure.ZONE, Subject.MEDIA, media_points.media_zone, times.media_zone),
    Way(Failure.REGION, Subject.DATABASE, database_points.database_region, times.database_region),
    Way(Failure.REGION, Subject.MEDIA, media_points.media_region, times.media_region),
    Way(Failure.DAMAGE, Subject.DATABASE, database_points.database_damage, times.database_damage),
    Way(Failure.DELETION, Subject.MEDIA, media_points.media_deletion, times.media_deletion),
    Way(
        Failure.ACCOUNT, Subject.DATABASE, database_points.database_account, times.database_account
    ),
    Way(Failure.ACCOUNT, Subject.MEDIA, media_points.media_account, times.media_account),
)


def estimates(grounds: Grounds) -> tuple[Estimate, ...]:
    """Both objectives for every way to fail; none of what a strange environment does not have."""
    return tuple(one for way in WAYS for one in _of(grounds, way))


def _of(grounds: Grounds, way: Way) -> Iterator[Estimate]:
    resources = _subjects(grounds, way.subject)
    if not resources and grounds.seen.environment is None:
        return
    for objective in Objective:
        promise, promised = _promise(grounds, way.failure, objective)
        sums = [way.terms(grounds, objective, one, promised) for one in resources]
        found = [
            Estimate(
                id=f"recovery.{objective.lower()}.{way.subject}.{way.failure.name.lower()}",
                failure=way.failure,
                subject=way.subject,
                objective=objective,
                promise=promise,
                promised=promised,
                terms=terms,
            )
            for terms in sums or [_missing(way.subject)]
        ]
        yield worst(found)


def worst(found: Sequence[Estimate]) -> Estimate:
    """The one with the worst verdict: without an end, else with the least left of its promise."""
    return min(found, key=_rank)


def _rank(estimate: Estimate) -> tuple[int, bool, timedelta]:
    has_an_end = estimate.weakest.standing is not Standing.ENDLESS
    left = estimate.promised - estimate.known  # of an open one, what is left at best
    return _WORST_FIRST.index(estimate.verdict), has_an_end, left


def _promise(grounds: Grounds, failure: Failure, objective: Objective) -> tuple[str, timedelta]:
    """What it is held to: the handbook's own numbers, but for a deletion of everything."""
    recovery, name = grounds.handbook.recovery, objective.lower()
    made = recovery.account_deletion if failure is Failure.ACCOUNT else recovery
    where = "recovery.account_deletion" if failure is Failure.ACCOUNT else "recovery"
    return f"{where}.{name}", made.rpo if objective is Objective.RPO else made.rto


def _subjects(grounds: Grounds, subject: Subject) -> tuple[Resource, ...]:
    seen = grounds.seen
    if subject is Subject.DATABASE:
        return seen.databases
    copied = tuple(dict.fromkeys(rule.source for rule in seen.replications))
    if copied or seen.environment is None:
        return copied
    # without any replication: what is under a customer key in the primary Region
    return tuple(
        one
        for one in seen.stage.resources(BUCKET)
        if one.stack.region == seen.environment.primary_region
        and any("kms" in str(said.get("SSEAlgorithm")) for said in encryptions(one))
    )


def _missing(subject: Subject) -> tuple[Term, ...]:
    source = Source(Origin.TEMPLATE, f"there is no {subject} in these templates", "nowhere")
    return (Term("exist", None, source, Standing.ENDLESS, fix=f"Deploy the {subject}."),)
