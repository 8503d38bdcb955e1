"""A rule: one promise, and the one function that finds where it is kept and where it is not."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from typing import Generic, TypeVar

from assurance.assembly import Resource
from assurance.verdict import Evidence, Proof, Verdict

Seen = TypeVar("Seen")


@dataclass(frozen=True, slots=True)
class Finding:
    """One place a rule looked at; `fault` is empty where nothing is wrong.

    Several reasons in one fault stand apart by "; ", so that a reason shared by many places is
    told once.
    """

    evidence: Evidence
    fault: str = ""
    fix: str = ""


Judge = Callable[[Seen], Iterator[Finding]]


@dataclass(frozen=True, slots=True)
class Rule(Generic[Seen]):
    """What is promised, and how the templates are judged by it."""

    id: str
    section: str
    promised: str
    judges: str
    """What is counted, in the plural: alarms, topics."""
    judge: Judge[Seen]

    def prove(self, seen: Seen) -> Proof:
        """The verdict: broken by one fault, unproven when there is nothing to look at."""
        findings = tuple(self.judge(seen))
        faults = [finding for finding in findings if finding.fault]
        shown = faults or findings
        verdict = Verdict.BROKEN if faults else Verdict.KEPT if findings else Verdict.UNPROVEN
        passed = len(findings) - len(faults)
        return Proof(
            id=self.id,
            section=self.section,
            promised=self.promised,
            proven=f"{passed} of {len(findings)} {self.judges}" if findings else "",
            verdict=verdict,
            because=_each_once((one for fault in faults for one in fault.fault.split("; ")), "; ")
            or ("each of them passes" if findings else f"no {self.judges} in these templates"),
            fix=_each_once((fault.fix for fault in faults), " "),
            evidence=tuple(dict.fromkeys(finding.evidence for finding in shown)),
        )


def rule(id: str, section: str, promised: str, judges: str) -> Callable[[Judge[Seen]], Rule[Seen]]:
    """Make a function the judge of a promise."""
    return lambda judge: Rule(id, section, promised, judges, judge)


def at(resource: Resource, path: str = "") -> Evidence:
    """The resource, or one property of it, as evidence."""
    return Evidence(str(resource.stack.template), resource.logical_id, path or resource.path)


def _each_once(texts: Iterable[str], between: str) -> str:
    return between.join(dict.fromkeys(text for text in texts if text))
