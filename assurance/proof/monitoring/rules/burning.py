"""Burn rates: every tier of every objective, its composite, and who keeps whom quiet."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import pairwise

from assurance.proof.monitoring.chains import Chain, Link
from assurance.proof.monitoring.demands.burning import SLOW
from assurance.proof.monitoring.monitoring import Monitoring
from assurance.proof.monitoring.telling import Answer, found_in, missing_here, nowhere
from assurance.proof.rule import Finding, at
from promises import text

_JUDGES = "burn-rate alarms"


def tier(seen: Monitoring, name: str) -> Answer:
    """One tier: both windows, one composite over both, quiet while a faster one speaks."""
    links = [(chain, one) for chain in seen.chains for one in chain.links if one.tier.name == name]
    standing_in = [one for _, one in links if not one.tier.promise.endswith(f".{name}")]
    if standing_in:
        instead = f"alarms may not look back so far here: {standing_in[0].tier.promise} stands in"
        return Answer((), _JUDGES, absent=instead)
    findings = [one for chain, link in links for one in link_findings(seen, chain, link)]
    absent = missing_here(seen, "service with an objective")
    return Answer(findings, _JUDGES, _proven([one for _, one in links]), absent, _thin(links))


def within_a_day(seen: Monitoring) -> Answer:
    """The shorter slow tier: used where needed, or needed by nobody."""
    slow = [(chain, one) for chain in seen.chains for one in chain.links if one.tier.name == SLOW]
    if any(one.tier.promise == "alerting.slow_within_a_day" for _, one in slow):
        findings = [one for chain, link in slow for one in link_findings(seen, chain, link)]
        return Answer(findings, _JUDGES, _proven([one for _, one in slow]), besides=_thin(slow))
    alarms = [at(one.long.watcher.alarm.resource) for _, one in slow if one.long.watcher]
    longest = text(seen.environment.monitoring.longest_alarm) if seen.environment else ""
    proven = f"needed by nobody: alarms may look back {longest}"
    absent = missing_here(seen, "service with an objective")
    return Answer([Finding(one) for one in alarms], _JUDGES, proven, absent)


def few_failures(seen: Monitoring) -> Answer:
    """Too few events for any tier: so many failures are told, by the slowest tier's composite."""
    findings: list[Finding] = []
    for chain in seen.chains:
        fault = _few_fault(seen, chain)
        [where] = found_in(seen, [chain.few])
        fix = "Let the slowest tier's composite fire on the few failures too."
        findings.append(
            where if where.fault else Finding(where.evidence, fault, fix if fault else "")
        )
    absent = missing_here(seen, "service with an objective")
    rest = "; ".join(
        f"{chain.objective.promise}: of fewer than {chain.links[-1].least} "
        f"{chain.objective.events.noun} in {text(chain.few.wanted.lasting)}"
        for chain in seen.chains
    )
    return Answer(findings, "alarms on few failures", absent=absent, besides=rest)


def link_findings(seen: Monitoring, chain: Chain, link: Link) -> Iterator[Finding]:
    """Both windows of one tier, then the composite over them."""
    yield from found_in(seen, link.windows)
    if link.long.watcher and link.short.watcher:
        fault, fix = _composite_fault(seen, chain, link)
        where = at(link.speaker.resource) if link.speaker else nowhere(seen)
        told = fault and f"{chain.objective.promise} {link.tier.name}: {fault}"
        yield Finding(where, told, fix if fault else "")


def _composite_fault(seen: Monitoring, chain: Chain, link: Link) -> tuple[str, str]:
    speaker, long, short = link.speaker, link.long.watcher, link.short.watcher
    assert long
    assert short
    fix = "Join both windows by AND in one composite that speaks."
    if speaker is None:
        return "nobody speaks for its windows", fix
    name = f"composite {speaker.resource.logical_id}"
    fires = seen.truth.fires
    if not fires(speaker, frozenset({long.alarm, short.alarm})):
        return f"{name} does not fire when both windows burn", fix
    for one, window in ((long, link.tier.rate.long), (short, link.tier.rate.short)):
        if fires(speaker, frozenset({one.alarm})):
            return f"{name} fires on the {text(window)} window alone", fix
    if speaker.severity is not link.tier.rate.severity:
        wanted = link.tier.rate.severity
        return f"{name} is {speaker.severity}, promised {wanted}", f"Tag it {wanted}."
    return _loud(seen, chain, link, name)


def _loud(seen: Monitoring, chain: Chain, link: Link, name: str) -> tuple[str, str]:
    """A faster tier that does not keep this one quiet."""
    assert link.speaker
    by = seen.truth.suppressor(link.speaker)
    for faster in _before(chain, link):
        if faster.speaker is None:
            continue
        fires = seen.truth.leaves(faster.speaker)
        found = faster.firm.watcher
        firmly = fires | {found.alarm} if found and not faster.firm.fault else fires
        if by is None or not seen.truth.fires(by, firmly):
            fault = f"{name} is not kept quiet by {faster.speaker.resource.logical_id}"
            return fault, "Suppress it by the faster tier, through a silent composite."
        if seen.truth.fires(by, fires):
            fault = f"{name} is quiet while {faster.speaker.resource.logical_id} comes and goes"
            short = text(faster.tier.rate.short)
            fix = f"Let it keep quiet only while its {short} would burn with one failure less."
            return fault, fix
    return "", ""


def _before(chain: Chain, link: Link) -> tuple[Link, ...]:
    """The faster tiers that have to keep a tier quiet.

    Where each tier takes more of the budget, and longer, than the one before, a burst reaches them
    in that order, so that the next faster one is already in ALARM: it alone is enough
    (docs/decisions/0006).
    """
    faster = chain.links[: chain.links.index(link)]
    rates = [one.tier.rate for one in (*faster, link)]
    in_order = all(
        before.budget < after.budget and before.long < after.long
        for before, after in pairwise(rates)
    )
    return faster[-1:] if in_order else faster


def _few_fault(seen: Monitoring, chain: Chain) -> str:
    speaker, few = chain.links[-1].speaker, chain.few.watcher
    if few is None or not seen.speakers(few.alarm):
        return f"{chain.objective.promise}: nobody speaks for the few failures"
    if speaker and not seen.truth.fires(speaker, frozenset({few.alarm})):
        return f"{chain.objective.promise}: {speaker.resource.logical_id} does not tell the few"
    return ""


def _proven(links: list[Link]) -> str:
    """The arithmetic, once for all objectives."""
    if not links:
        return ""
    tier, rate = links[0].tier, links[0].tier.rate
    return (
        f"{tier.factor.normalize():f} times the budget's speed over {text(rate.long)} and "
        f"{text(rate.short)}: {rate.budget} of the budget ({rate.severity}); {len(links)} objectives"
    )


def _thin(links: list[tuple[Chain, Link]]) -> str:
    """From how much traffic on each objective is judged."""
    return "; ".join(
        f"{chain.objective.promise} from {link.least} {chain.objective.events.noun} in "
        f"{text(link.tier.rate.short)} on"
        for chain, link in links
        if link.least
    )
