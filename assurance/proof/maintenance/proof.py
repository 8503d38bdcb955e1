"""The maintenance calendar, proven: every rule over ten years of one stage's schedules."""

from __future__ import annotations

from datetime import date

from assurance.proof.maintenance.coming import coming, muted
from assurance.proof.maintenance.rules import (
    functions,
    mute_list,
    mutes,
    one_calendar,
    schedules,
    starts,
    watched,
    weekly,
    work,
)
from assurance.proof.maintenance.rules.activities import activity_rules
from assurance.proof.maintenance.rules.around import around_rules
from assurance.proof.maintenance.rules.decided import decided_rules
from assurance.proof.maintenance.rules.promised import handbook_rules
from assurance.proof.maintenance.rules.watched import watched_rules
from assurance.proof.maintenance.seen import Seen
from assurance.proof.paging.walk import Walk
from assurance.proof.rule import Rule
from assurance.verdict import Appointment, Muted, Proof

RULES: tuple[Rule[Seen], ...] = (
    *schedules.RULES,
    *weekly.RULES,
    *mutes.RULES,
    *one_calendar.RULES,
    *mute_list.RULES,
    *starts.RULES,
    *watched.RULES,
    *work.RULES,
    *functions.RULES,
)


def prove_maintenance(
    walk: Walk, today: date
) -> tuple[tuple[Proof, ...], tuple[Appointment, ...], tuple[Muted, ...]]:
    """Every promise on maintenance of one environment, its next windows, and what they mute."""
    seen, handbook = Seen(walk, today), walk.handbook
    promised = (
        *handbook_rules(handbook),
        *activity_rules(handbook),
        *around_rules(handbook),
        *decided_rules(handbook),
        *watched_rules(handbook),
    )
    proofs = tuple(rule.prove(seen) for rule in (*promised, *RULES))
    return proofs, coming(seen), muted(seen)
