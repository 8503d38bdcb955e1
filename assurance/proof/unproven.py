"""Why a promise is not proven here: what it would take, by the promise's id."""

from __future__ import annotations

from collections.abc import Mapping

from assurance.verdict import Proof, Verdict
from promises import Promise

_PEOPLE = "people keep this promise; no template shows it"
_HISTORY = "only the incidents of a deployed account show it"
_ANSWER = "only a page test or an incident shows how fast people answer"
_INSIDE = "what a function does inside is shown by its own tests, against a real PostgreSQL"
_DRILL = "only a drill shows it"
_PAGER = (
    "the plan for PagerDuty is held against it (paging.{}); whether the account is so, "
    "`python -m delivery.pagerduty drift` tells"
)
_REMINDED = "people give it; that they are reminded in time is proven (paging.reminders.{})"
# The longest beginning of the id that fits decides.
_REASONS: Mapping[str, str] = {
    "contacts": _PEOPLE,
    "onboarding": _PEOPLE,
    "onboarding.access": "the role for a shift is proven (access.*); accounts elsewhere people give",
    "documentation": _PEOPLE,
    "on_call": _PEOPLE,
    "on_call.acknowledge_within": _ANSWER,
    "on_call.secondary_after": _PAGER.format("pager_escalation"),
    "on_call.rotation": _PAGER.format("pager_rotation"),
    "on_call.coverage": "PagerDuty's schedule holds it; `python -m delivery.pagerduty drift` looks",
    "on_call.slack_channel": "the template names the channel by its id; only Slack knows its name",
    "on_call.page_test.arrives_within": "only the weekly page test itself shows it",
    "severities.P1.response": _ANSWER,
    "severities.P2.response": _ANSWER,
    "severities.P3.response": _ANSWER,
    "severities.P4.response": _ANSWER,
    "severities.P1.update_every": _REMINDED.format("P1"),
    "severities.P2.update_every": _REMINDED.format("P2"),
    "severities": _PEOPLE,
    "slos": _HISTORY,
    "recovery.rto": _DRILL,
    "recovery.rpo": _DRILL,
    "recovery.drill": _PEOPLE,
    "maintenance.tasks.optimise.how": _INSIDE,
    "maintenance.tasks.reindex.how": _INSIDE,
    "maintenance.tasks.archive.how": _INSIDE,
    "maintenance.tasks.restore_test.how": _INSIDE,
    "maintenance.tasks.rotate_secret.how": "RDS rotates it; that clients follow, only they show",
    "maintenance.tasks.replication_check": "no inventory is compared: the alarms on replication "
    "itself tell of objects that are late or failed (recovery.media_copy)",
    "maintenance.after.checks": "the health checks are the alarms a window ends with; a smoke test "
    "needs an address of the platform, which no environment names",
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
