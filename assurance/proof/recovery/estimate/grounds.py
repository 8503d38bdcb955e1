"""What estimates stand on: what was seen, what the rules found, what the drills showed."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, timedelta

from assurance.assembly import Resource
from assurance.estimate import Origin, Source, Standing, Term
from assurance.proof.recovery.seen import Seen
from assurance.proof.rule import at
from assurance.verdict import Proof, Verdict
from environments.drills import Drills
from promises import Handbook


@dataclass(frozen=True)
class Grounds:
    """One environment on one day; `rules` are the verdicts of the recovery rules by their ids."""

    seen: Seen
    rules: Mapping[str, Proof]
    drills: Drills
    today: date

    @property
    def handbook(self) -> Handbook:
        """The handbook as it holds there."""
        return self.seen.handbook

    @property
    def kept_for(self) -> timedelta:
        """How far back a recovery has to reach."""
        return self.handbook.recovery.backups.database.retention

    @property
    def name(self) -> str:
        """The environment's name."""
        return self.seen.stage.name

    def broken(self, *rules: str) -> Proof | None:
        """The first of these rules that is broken."""
        found = (self.rules.get(one) for one in rules)
        return next((one for one in found if one and one.verdict is Verdict.BROKEN), None)

    def unless_broken(self, term: Term, *rules: str) -> Term:
        """The term, or an endless one in its place where a rule it rests on is broken."""
        proof = self.broken(*rules)
        if proof is None:
            return term
        where = next(iter(proof.evidence), None)
        source = Source(Origin.TEMPLATE, proof.because, proof.id, where)
        return Term(
            term.name, None, source, Standing.ENDLESS, beside=term.beside, fix=f"Keep {proof.id}."
        )


def in_template(resource: Resource, path: str, said: str) -> Source:
    """A property of a resource as the source of a term."""
    evidence = at(resource, path)
    place = f"{resource.logical_id} {path.removeprefix('Properties.')}"
    return Source(Origin.TEMPLATE, said, place, evidence)


def of_promise(promise: str, said: str) -> Source:
    """A promise as the source of a term."""
    return Source(Origin.PROMISE, said, promise)
