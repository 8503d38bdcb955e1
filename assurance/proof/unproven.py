"""Why a promise is not proven here: what it would take, by the promise's id."""

from __future__ import annotations

from collections.abc import Mapping

from assurance.verdict import Proof, Verdict
from promises import Promise

_PEOPLE = "people keep this promise; no template shows it"
_HISTORY = "only the incidents of a deployed account show it"
_ANSWER = "only a page test or an incident shows how fast people answer"
_DRILL = "only a drill shows it"
# The longest beginning of the id that fits decides.
_REASONS: Mapping[str, str] = {
    "contacts": _PEOPLE,
    "onboarding": _PEOPLE,
    "documentation": _PEOPLE,
    "on_call": _PEOPLE,
    "on_call.acknowledge_within": _ANSWER,
    "on_call.secondary_after": "PagerDuty's escalation policy holds it, outside the templates",
    "on_call.rotation": "PagerDuty's schedule holds it, outside the templates",
    "on_call.coverage": "PagerDuty's schedule holds it, outside the templates",
    "on_call.slack_channel": "the template names the channel by its id; only Slack knows its name",
    "on_call.page_test.arrives_within": "only the weekly page test itself shows it",
    "severities.P1.response": _ANSWER,
    "severities.P2.response": _ANSWER,
    "severities.P3.response": _ANSWER,
    "severities.P4.response": _ANSWER,
    "severities": _PEOPLE,
    "slos": _HISTORY,
    "recovery.rto": _DRILL,
    "recovery.rpo": _DRILL,
    "recovery.drill": _PEOPLE,
    "maintenance.reminders": "whoever sends the notice sets them, one date at a time",
    "recovery.backups.configuration": "the repository keeps it; no template shows it",
    "recovery.steps": _PEOPLE,
    "change.rollback": _PEOPLE,
    "change.rollback_when.feature": "whoever tests the deployed platform sees it; no metric does",
    "change.rollback_when.migration": "only the run of the migration itself shows it",
    "change.deployment": _PEOPLE,
}
NO_RULE = "no rule proves this yet"


def unproven(promise: Promise) -> Proof:
    """The promise, shown as unproven with the reason."""
    return Proof(
        id=promise.id,
        section=promise.section,
        promised=promise.promised,
        proven="",
        verdict=Verdict.UNPROVEN,
        because=_reason(promise.id),
        fix="",
    )


def _reason(id: str) -> str:
    parts = id.split(".")
    beginnings = (".".join(parts[:count]) for count in range(len(parts), 0, -1))
    return next((_REASONS[one] for one in beginnings if one in _REASONS), NO_RULE)
