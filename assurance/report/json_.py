"""The report for programs. Its shape is part of the command-line contract."""

from __future__ import annotations

import json
from dataclasses import asdict

from assurance.report import calendar
from assurance.report.wording import said
from assurance.verdict import EnvironmentReport, Report, Verdict


def render(report: Report) -> str:
    """The report as JSON, in the order of the environments and of the handbook.

    `summary` counts over all environments.
    """
    document = {
        "environments": [_environment(environment) for environment in report.environments],
        "summary": {verdict.value: report.count(verdict) for verdict in Verdict},
    }
    return json.dumps(document, indent=2) + "\n"


def _environment(environment: EnvironmentReport) -> dict[str, object]:
    return {
        "name": environment.name,
        "promises": [asdict(proof) for proof in environment.promises],
        "tensions": [
            {
                "id": tension.id,
                "promises": tension.promises,
                "because": tension.because,
                "answer": tension.answer,
            }
            for tension in environment.tensions
        ],
        "weakened": [
            {
                "promise": weakening.promise,
                "to": said(weakening.to),
                "because": weakening.because,
            }
            for weakening in environment.weakened
        ],
        "calendar": calendar.values(environment.calendar),
    }
