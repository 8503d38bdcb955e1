"""From what was found to a verdict: kept with the number, broken with the fix, or why not."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace

from assurance.proof.monitoring.monitoring import Monitoring
from assurance.proof.monitoring.wanted import Match
from assurance.proof.rule import Finding, Rule, at
from assurance.verdict import Evidence, Proof, Verdict
from promises import Promise


@dataclass(frozen=True, slots=True)
class Answer:
    """What a promise's rule says.

    `proven` is said instead of the count where everything passes; `absent` is why there may be
    nothing to look at; `besides` is what a reader should know although it breaks nothing.
    """

    findings: Sequence[Finding]
    judges: str
    proven: str = ""
    absent: str = ""
    besides: str = ""

    def proof(self, promise: Promise) -> Proof:
        """The verdict on the promise."""
        found = tuple(self.findings)
        given = (promise.id, promise.section, promise.promised, self.judges)
        rule: Rule[None] = Rule(*given, lambda _: iter(found))
        judged = rule.prove(None)
        if judged.verdict is Verdict.UNPROVEN:
            return replace(judged, because=self.absent or judged.because)
        if judged.verdict is Verdict.BROKEN:
            return judged
        told = "; ".join(one for one in (judged.because, self.besides) if one)
        return replace(judged, proven=self.proven or judged.proven, because=told)


def found_in(seen: Monitoring, matches: Iterable[Match]) -> list[Finding]:
    """Each wanted alarm as a finding, at the alarm meant for it."""
    return [
        Finding(place(seen, match), match.fault, match.fix if match.fault else "")
        for match in matches
    ]


def place(seen: Monitoring, match: Match) -> Evidence:
    """Where to look for a wanted alarm."""
    return at(match.watcher.alarm.resource) if match.watcher else nowhere(seen)


def nowhere(seen: Monitoring) -> Evidence:
    """A place for what is missing."""
    resource = seen.somewhere
    return at(resource) if resource else Evidence("", "", "")


def missing_here(seen: Monitoring, *names: str) -> str:
    """Why nothing is to be proven: dev has no load balancer."""
    if seen.environment is None:
        return "no environment file says what runs here"
    return f"{seen.environment.name} has no {' and no '.join(dict.fromkeys(names))}"
