"""The report for code scanners: SARIF 2.1.0.

Source: OASIS, Static Analysis Results Interchange Format 2.1.0 plus errata 01,
https://docs.oasis-open.org/sarif/sarif/v2.1.0/errata01/os/sarif-v2.1.0-errata01-os-complete.html
"""

from __future__ import annotations

import json
from pathlib import Path
from urllib.parse import quote

from assurance.report.wording import sentences
from assurance.verdict import EnvironmentReport, Evidence, Proof, Report, Verdict
from promises import HANDBOOK

SCHEMA = (
    "https://docs.oasis-open.org/sarif/sarif/v2.1.0/errata01/os/schemas/sarif-schema-2.1.0.json"
)
LEVELS = {Verdict.BROKEN: "error", Verdict.UNPROVEN: "note"}


def render(report: Report) -> str:
    """One rule per promise; one result per promise that is broken (error) or unproven (note)."""
    rules = _rules(report)
    places = {rule["id"]: index for index, rule in enumerate(rules)}
    run = {
        "tool": {"driver": {"name": "assurance", "rules": rules}},
        "results": [
            {**_result(environment, proof), "ruleIndex": places[proof.id]}
            for environment in report.environments
            for proof in environment.promises
            if proof.verdict in LEVELS
        ],
    }
    document = {"$schema": SCHEMA, "version": "2.1.0", "runs": [run]}
    return json.dumps(document, indent=2) + "\n"


def _rules(report: Report) -> list[dict[str, object]]:
    promises: dict[str, Proof] = {}
    for environment in report.environments:
        for proof in environment.promises:
            promises.setdefault(proof.id, proof)
    return [_rule(proof) for proof in promises.values()]


def _rule(proof: Proof) -> dict[str, object]:
    return {
        "id": proof.id,
        "shortDescription": {"text": f"{proof.section}: {proof.id}"},
        "fullDescription": {"text": f"The handbook promises {proof.promised} ({proof.id})."},
        "help": {
            "text": f"{proof.id} stands in the handbook under {proof.section!r}. Broken: the "
            "templates do not keep it, and the result says what would. Unproven: only a drill "
            "or a deployed account can tell."
        },
        "defaultConfiguration": {"level": "error"},
        "properties": {"tags": [proof.section]},
    }


def _result(environment: EnvironmentReport, proof: Proof) -> dict[str, object]:
    return {
        "ruleId": proof.id,
        "level": LEVELS[proof.verdict],
        "message": {"text": _message(environment, proof)},
        "locations": [_location(evidence) for evidence in proof.evidence] or [_in_handbook(proof)],
        # Not the wording and not the numbers: the finding stays the same one while these change.
        "partialFingerprints": {"promise/v1": f"{environment.name}/{proof.id}"},
    }


def _message(environment: EnvironmentReport, proof: Proof) -> str:
    found = f"{environment.name}: {proof.verdict}: promised {proof.promised}"
    proven = f", proven {proof.proven}" if proof.proven else ""
    return sentences(found + proven, proof.because, proof.fix and f"Fix: {proof.fix}")


def _location(evidence: Evidence) -> dict[str, object]:
    template = Path(evidence.template)
    uri = template.as_uri() if template.is_absolute() else quote(template.as_posix())
    return {
        "physicalLocation": {"artifactLocation": {"uri": uri}},
        "logicalLocations": [
            {
                "name": evidence.logical_id,
                "fullyQualifiedName": evidence.path,
                "kind": "resource",
            }
        ],
    }


def _in_handbook(proof: Proof) -> dict[str, object]:
    """Where the promise is made: scanners drop a result that is nowhere."""
    return {
        "physicalLocation": {
            "artifactLocation": {"uri": f"{HANDBOOK.parent.name}/{HANDBOOK.name}"}
        },
        "logicalLocations": [{"fullyQualifiedName": proof.id, "kind": "property"}],
    }
