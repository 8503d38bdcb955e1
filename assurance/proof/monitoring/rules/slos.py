"""The table of objectives: each row by a native SLO and by alarms on its budget."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from assurance.proof.monitoring.chains import Chain
from assurance.proof.monitoring.demands.kinds import answers
from assurance.proof.monitoring.monitoring import Monitoring
from assurance.proof.monitoring.rules.burning import few_failures as few_rule
from assurance.proof.monitoring.rules.burning import link_findings
from assurance.proof.monitoring.rules.lacking import lacking
from assurance.proof.monitoring.rules.shares import Row, native, spoken
from assurance.proof.monitoring.telling import Answer, found_in, nowhere
from assurance.proof.monitoring.wanted import Match
from assurance.proof.rule import Finding
from promises import Percentage, text

_JUDGES = "alarms and native SLOs"


def objective(seen: Monitoring, service: str, indicator: str) -> Answer:
    """Availability or latency: every tier, the few failures, the native SLO."""
    promise = f"slos.{service}.{indicator}"
    chain = _chain(seen, promise)
    if chain is None:
        return Answer((), _JUDGES, absent=lacking(seen, promise))
    row = Row(promise, chain.objective.goal, chain.objective.events)
    findings = [
        native(seen, row),
        *(one for link in chain.links for one in link_findings(seen, chain, link)),
        *_few(seen, chain),
    ]
    return Answer(findings, _JUDGES, _burning(chain), besides=_thin(chain))


def error_rate(seen: Monitoring, service: str) -> Answer:
    """An error limit is a multiple of the availability's budget, whose alarms speak for both."""
    promise, slo = f"slos.{service}.error_rate", seen.handbook.slos[service]
    chain = _chain(seen, f"slos.{service}.availability")
    if chain is None or seen.parts is None:
        return Answer((), _JUDGES, absent=lacking(seen, promise))
    goal = Percentage(100 - slo.error_rate.percent)
    row = Row(promise, goal, answers(seen.parts)[service])
    high = seen.matches.get("alerting.high_errors", ())
    success = seen.matches.get("thresholds.film_success.alert", ())
    loud = [one for one in (*high, *success) if one.wanted.of == service]
    pages = [one for one in chain.links if one.tier.factor < slo.burn_rate]
    findings = [native(seen, row), *found_in(seen, loud)]
    if not pages:
        fault = f"a steady {slo.error_rate.percent:f} % burns slower than any tier"
        findings.append(Finding(nowhere(seen), fault, "Add a tier below this burn rate."))
        return Answer(findings, _JUDGES)
    link = pages[0]
    findings += link_findings(seen, chain, link)
    took = link.tier.rate.long * float(link.tier.factor / slo.burn_rate)
    proven = (
        f"at {slo.error_rate.percent:f} % the budget burns {slo.burn_rate:f} times too fast and "
        f"{link.tier.rate.severity} follows after {spoken(took)}, {link.tier.rate.budget} of the "
        f"budget spent; {_said(loud)}"
    )
    return Answer(findings, _JUDGES, proven)


def _chain(seen: Monitoring, promise: str) -> Chain | None:
    return next((one for one in seen.chains if one.objective.promise == promise), None)


def _few(seen: Monitoring, chain: Chain) -> Iterator[Finding]:
    every: Sequence[Finding] = few_rule(seen).findings
    yield every[seen.chains.index(chain)]


def _burning(chain: Chain) -> str:
    return "; ".join(
        f"{link.tier.rate.severity} above {link.tier.limit(chain.objective).normalize():f} % over "
        f"{text(link.tier.rate.long)} and {text(link.tier.rate.short)}"
        for link in chain.links
    )


def _thin(chain: Chain) -> str:
    """The honest part: how much traffic each tier needs, and what is told below it."""
    noun = chain.objective.events.noun
    judged = ", ".join(
        f"{link.tier.name} from {link.least} {noun} in {text(link.tier.rate.short)} on"
        for link in chain.links
        if link.least
    )
    few = chain.few.wanted
    below = f"below {chain.links[-1].least} {noun} in {text(few.lasting)} {few.limit.number:g}"
    return f"{judged}; {below} failures are told"


def _said(loud: Sequence[Match]) -> str:
    """The alarms on a high rate, in words."""
    return ", ".join(
        f"{one.wanted.severity} where {one.wanted.reading.what} is {one.wanted.limit} % for "
        f"{text(one.wanted.lasting)}"
        for one in loud
    )
