"""The rehearsal as JUnit XML, which CI systems show."""

from __future__ import annotations

from collections.abc import Sequence
from xml.etree.ElementTree import Element, SubElement, indent, tostring

from assurance.rehearsal.judging import Judged
from assurance.rehearsal.rehearsing import Rehearsal
from assurance.rehearsal.timeline import timeline
from assurance.rehearsal.wording import clock


def render(rehearsals: Sequence[Rehearsal]) -> str:
    """A suite for each environment, a case for each scenario."""
    root = Element("testsuites", name="rehearse")
    for rehearsal in rehearsals:
        unmet = sum(not one.met for one in rehearsal.scenarios)
        counts = {"tests": str(len(rehearsal.scenarios)), "failures": str(unmet)}
        suite = SubElement(root, "testsuite", {"name": rehearsal.environment, **counts})
        for judged in rehearsal.scenarios:
            _case(suite, judged, rehearsal.environment)
    indent(root)
    return f"{tostring(root, encoding='unicode')}\n"


def _case(suite: Element, judged: Judged, environment: str) -> None:
    name = judged.played.scenario.name
    case = SubElement(suite, "testcase", name=name, classname=f"rehearse.{environment}")
    if judged.met:
        return
    lines = [f"wanted {one.expected}, got {one.got}" for one in judged.unmet]
    failure = SubElement(case, "failure", message=lines[0])
    concerned = [alarm for unmet in judged.unmet for alarm in unmet.alarms]
    moments = timeline(judged.played, concerned)
    lines += [f"{clock(one.at)} {one.what} {one.why}".rstrip() for one in moments]
    failure.text = "\n".join(lines)
