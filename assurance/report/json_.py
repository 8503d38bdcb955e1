"""The report for programs. Its shape is part of the command-line contract."""

from __future__ import annotations

import json
from dataclasses import asdict
from datetime import timedelta

from assurance.estimate import Estimate
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
    sums = {one.id: _terms(one) for one in environment.estimates}
    return {
        "name": environment.name,
        "promises": [{**asdict(proof), **sums.get(proof.id, {})} for proof in environment.promises],
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
        "muted": calendar.muted_values(environment.muted),
    }


def _terms(estimate: Estimate) -> dict[str, object]:
    """What an estimate has beyond a proof: its terms, and the margin in minutes where known."""
    return {
        "margin_minutes": _minutes(estimate.margin),
        "terms": [
            {
                "name": term.name,
                "minutes": _minutes(term.time),
                "standing": term.standing,
                "beside": term.beside,
                "weakest": term is estimate.weakest,
                "source": {
                    "origin": term.source.origin,
                    "said": term.source.said,
                    "place": term.source.place,
                },
            }
            for term in estimate.terms
        ],
    }


def _minutes(time: timedelta | None) -> float | None:
    return None if time is None else time / timedelta(minutes=1)
