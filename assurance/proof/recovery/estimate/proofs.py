"""Estimates as proofs: one for each way to fail, and one for each objective over all of them."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import timedelta

from assurance.estimate import Estimate, Standing, Term, minutes
from assurance.proof.recovery.estimate.ways import worst
from assurance.verdict import Proof, Verdict
from promises import Handbook, text


def proofs_of(estimates: Sequence[Estimate], handbook: Handbook) -> Iterator[Proof]:
    """The objectives first, each with the verdict of its worst way to fail."""
    promises = {promise.id: promise for promise in handbook.catalogue()}
    for held_to in dict.fromkeys(one.promise for one in estimates):
        own = [one for one in estimates if one.promise == held_to]
        yield _whole(worst(own), len(own), promises[held_to].section)
    for one in estimates:
        yield _proof(one, one.id, promises[one.promise].section, because(one))


def because(estimate: Estimate) -> str:
    """The sum in words, with what is missing, the weakest link and the margin."""
    weakest = estimate.weakest
    if weakest.standing is Standing.ENDLESS:
        return f"weakest link: {weakest.name}, without an end: {weakest.source.said}"
    link = f"weakest link: {weakest.name}: {weakest.source.said}"
    if estimate.margin is None:
        return f"{_spoken_for(estimate)}; {link}"
    short = estimate.margin < timedelta(0)
    margin = f"{minutes(abs(estimate.margin))} {'too much' if short else 'of margin'}"
    return f"{_sum(estimate.terms)} = {proven(estimate)}, {margin}; {link}"


def proven(estimate: Estimate) -> str:
    """The sum, as far as there is one."""
    known = minutes(estimate.known)
    if not estimate.unsettled:
        return known
    if estimate.unsettled[0].standing is Standing.ENDLESS:
        return "no end"
    names = " + ".join(one.name for one in estimate.unsettled)
    return f"{known} + {names}"


def _spoken_for(estimate: Estimate) -> str:
    counted = [one for one in estimate.terms if one.standing is Standing.COUNTED]
    named = _sum(counted) if counted else "nothing"
    return f"{named} of {text(estimate.promised)} is spoken for"


def _sum(terms: Sequence[Term]) -> str:
    return " + ".join(
        f"{one.name} {minutes(one.time or timedelta(0))}" for one in terms if not one.beside
    )


def _whole(estimate: Estimate, of: int, section: str) -> Proof:
    told = f"the weakest of {of} ways to fail is {estimate.id} ({estimate.failure})"
    return _proof(estimate, estimate.promise, section, f"{told}; {because(estimate)}")


def _proof(estimate: Estimate, id: str, section: str, because: str) -> Proof:
    verdict, weakest = estimate.verdict, estimate.weakest
    places = (one.source.evidence for one in estimate.terms)
    shorten = weakest.fix or f"Shorten {weakest.name}, see {weakest.source.place}."
    return Proof(
        id=id,
        section=section,
        promised=text(estimate.promised),
        proven=proven(estimate),
        verdict=verdict,
        because=because,
        fix="" if verdict is Verdict.KEPT else shorten,
        evidence=tuple(dict.fromkeys(place for place in places if place)),
    )
