"""The rehearsal as JUnit XML, which CI systems show."""

from __future__ import annotations

from collections.abc import Sequence
from xml.etree.ElementTree import Element, SubElement, indent, tostring

from assurance.rehearsal.behind import concerned
from assurance.rehearsal.judging import Judged
from assurance.rehearsal.rehearsing import Rehearsal
from assurance.rehearsal.timeline import timeline
from assurance.rehearsal.wording import clock


def render(rehearsals: Sequence[Rehearsal]) -> str:
    """A suite for each environment, a case for each scenario."""
    total = sum(len(one.scenarios) for one in rehearsals)
    failed = sum(not judged.met for one in rehearsals for judged in one.scenarios)
    root = Element("testsuites", {"name": "rehearse", **_counts(total, failed)})
    for rehearsal in rehearsals:
        unmet = sum(not one.met for one in rehearsal.scenarios)
        counts = _counts(len(rehearsal.scenarios), unmet)
        suite = SubElement(root, "testsuite", {"name": rehearsal.environment, **counts})
        for judged in rehearsal.scenarios:
            _case(suite, judged, rehearsal)
    indent(root)
    return f"{tostring(root, encoding='unicode')}\n"


def _counts(tests: int, failures: int) -> dict[str, str]:
    return {"tests": str(tests), "failures": str(failures), "errors": "0", "skipped": "0"}


def _case(suite: Element, judged: Judged, rehearsal: Rehearsal) -> None:
    scenario = judged.played.scenario
    named = {"name": scenario.name, "classname": f"rehearse.{rehearsal.environment}"}
    case = SubElement(suite, "testcase", {**named, "file": str(scenario.file)})
    if judged.met:
        return
    lines = [f"wanted {one.expected}, got {one.got}" for one in judged.unmet]
    failure = SubElement(case, "failure", message=lines[0])
    moments = timeline(judged.played, concerned(judged, rehearsal.regions))
    lines += [f"{clock(one.at)} {one.what} {one.why}".rstrip() for one in moments]
    failure.text = "\n".join(lines)
