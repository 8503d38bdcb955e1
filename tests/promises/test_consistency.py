"""Each rule in a pair: numbers at the edge that still agree, and the next ones that do not."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass

import pytest

from promises import InputErrors, load_handbook
from promises.consistency import RULES, Broken, Rule, alerting, calendar, objectives, people
from promises.consistency import recovery as restore
from promises.consistency import thresholds as limits
from promises.topics import Topics

Numbers = Mapping[str, object]


@dataclass(frozen=True)
class Pair:
    rule: Rule
    agree: Numbers
    disagree: Numbers
    key: str
    wanted: str


def burns(budget: str, long: str, short: str, severity: str = "P2") -> dict[str, str]:
    return {"budget": budget, "long": long, "short": short, "severity": severity}


def alert(when: str, for_: str = "5 min") -> dict[str, str]:
    return {"when": when, "for": for_, "severity": "P2"}


PAIRS = [
    Pair(
        objectives.error_limits_burn_alike,
        {"slos.dashboard.availability": "99.8 %", "slos.dashboard.error_rate": "below 2 %"},
        {"slos.dashboard.availability": "99.8 %"},
        "slos.dashboard.error_rate",
        "below 2 % (10 times the budget, as in slos.api)",
    ),
    Pair(
        objectives.film_success_complements_film_errors,
        {
            "metrics.application.film_success.target": "above 90 %",
            "slos.film_generation.error_rate": "below 10 %",
        },
        {"metrics.application.film_success.target": "above 90 %"},
        "metrics.application.film_success.target",
        "above 95 %",
    ),
    Pair(
        alerting.faster_tiers_look_back_less,
        {"alerting.burn_rates.fast": burns("2 %", "1 h", "59 min")},
        {"alerting.burn_rates.fast": burns("2 %", "1 h", "1 h")},
        "alerting.burn_rates.fast",
        "a short window below 1 h",
    ),
    Pair(
        alerting.faster_tiers_look_back_less,
        {"alerting.burn_rates.medium": burns("5 %", "2 h", "30 min")},
        {"alerting.burn_rates.medium": burns("5 %", "1 h", "30 min")},
        "alerting.burn_rates.medium",
        "more than 1 h, the long window of fast",
    ),
    Pair(
        alerting.the_fallback_fits_a_day,
        {"alerting.slow_within_a_day": burns("10 %", "24 h", "2 h", "P3")},
        {"alerting.slow_within_a_day": burns("10 %", "25 h", "2 h", "P3")},
        "alerting.slow_within_a_day",
        "at most 24 h",
    ),
    Pair(
        alerting.an_error_limit_pages,
        {"slos.api.error_rate": "below 0.6 %"},
        {"slos.api.error_rate": "below 0.5 %"},
        "slos.api.error_rate",
        "at least 6 times the error budget",
    ),
    Pair(
        alerting.outages_are_seen_in_time,
        {"alerting.outage": {"when": "above 90 %", "for": "3 min", "severity": "P1"}},
        {"alerting.outage": {"when": "above 90 %", "for": "4 min", "severity": "P1"}},
        "alerting.outage",
        "at most 3 min, or another severity than P1",
    ),
    Pair(
        alerting.outages_are_seen_in_time,
        {"alerting.silence.database": {"lasting": "4 min", "severity": "P2"}},
        {"alerting.silence.database": {"lasting": "4 min", "severity": "P1"}},
        "alerting.silence.database",
        "at most 3 min, or another severity than P1",
    ),
    Pair(
        alerting.outages_are_seen_in_time,
        {"thresholds.queue_depth.critical": alert("above 200 jobs", "10 min")},
        {
            "thresholds.queue_depth.critical": {
                "when": "above 200 jobs",
                "for": "10 min",
                "severity": "P1",
            }
        },
        "thresholds.queue_depth.critical",
        "at most 3 min, or another severity than P1",
    ),
    Pair(
        alerting.a_symptom_waits_for_its_cause,
        {"alerting.storm.wait": "2 min"},
        {"alerting.storm.wait": "3 min"},
        "alerting.storm.wait",
        "2 min, as long as an outage takes to be seen",
    ),
    Pair(
        alerting.a_symptom_waits_for_its_cause,
        {"alerting.outage.for": "2 min"},
        {"alerting.outage.for": "3 min"},
        "alerting.storm.wait",
        "3 min, as long as an outage takes to be seen",
    ),
    Pair(
        alerting.a_symptom_is_quiet_until_it_has_forgotten,
        {"alerting.storm.extension": "16 min"},
        {"alerting.storm.extension": "15 min"},
        "alerting.storm.extension",
        "more than 15 min, the longest a symptom looks back",
    ),
    Pair(
        people.answers_get_slower,
        {"on_call.acknowledge_within": "15 min"},
        {"on_call.acknowledge_within": "16 min"},
        "on_call.acknowledge_within",
        "at most 15 min, the response time of P1",
    ),
    Pair(
        people.answers_get_slower,
        {"severities.P2.response": "16 min"},
        {"severities.P2.response": "15 min"},
        "severities.P2.response",
        "more than 15 min, the response time of P1",
    ),
    Pair(
        people.answers_get_slower,
        {"severities.P4.response": "8 h"},
        {"severities.P4.response": "4 h"},
        "severities.P4.response",
        "more than 4 h, the response time of P3",
    ),
    Pair(
        people.answers_get_slower,
        {"severities.P3.response": "next business day"},
        {"severities.P2.response": "next business day"},
        "severities.P3.response",
        "more than next business day, the response time of P2",
    ),
    Pair(
        people.updates_get_rarer,
        {"severities.P1.update_every": "30 min"},
        {"severities.P1.update_every": "31 min"},
        "severities.P1.update_every",
        "at most 30 min, the updates of P2",
    ),
    Pair(
        people.a_meaning_has_one_severity,
        {"severities.P2.meanings": ("Capacity issues",)},
        {"severities.P2.meanings": ("Security breach",)},
        "severities.P2.meanings",
        "each meaning once (P1 has it)",
    ),
    Pair(
        people.the_pager_is_quicker_than_people,
        {"on_call.page_test.arrives_within": "5 min"},
        {"on_call.page_test.arrives_within": "6 min"},
        "on_call.page_test.arrives_within",
        "at most 5 min, in which it is to be acknowledged",
    ),
    Pair(
        people.the_pager_is_quicker_than_people,
        {"on_call.heartbeat": "15 min"},
        {"on_call.heartbeat": "16 min"},
        "on_call.heartbeat",
        "at most 15 min, the response time of P1",
    ),
    Pair(
        people.updates_are_asked_for_in_time,
        {"on_call.updates.looked_every": "14 min"},
        {"on_call.updates.looked_every": "15 min"},
        "on_call.updates.looked_every",
        "less than 15 min, the updates of P1",
    ),
    Pair(
        people.people_are_there_before_the_rto_is_over,
        {"recovery.rto": "36 min"},
        {"recovery.rto": "35 min"},
        "recovery.rto",
        "more than 35 min, until the secondary has acknowledged",
    ),
    Pair(
        limits.targets_are_stricter_than_alerts,
        {"thresholds.worker_cpu.target": "below 90 %"},
        {"thresholds.worker_cpu.target": "below 91 %"},
        "thresholds.worker_cpu.alert.when",
        "a limit on the far side of the target below 91 %",
    ),
    Pair(
        limits.targets_are_stricter_than_alerts,
        {"thresholds.disk_free.target": "above 20 %"},
        {"thresholds.disk_free.target": "above 19 %"},
        "thresholds.disk_free.alert.when",
        "a limit on the far side of the target above 19 %",
    ),
    Pair(
        limits.targets_are_stricter_than_alerts,
        {"thresholds.queue_depth.target": "below 50 jobs"},
        {"thresholds.queue_depth.target": "below 50 hosts"},
        "thresholds.queue_depth.alert.when",
        "a limit on the far side of the target below 50 hosts",
    ),
    Pair(
        limits.targets_are_stricter_than_alerts,
        {"thresholds.memory.alert": alert("above 90 %")},
        {"thresholds.memory.alert": alert("below 90 %")},
        "thresholds.memory.alert.when",
        "a limit on the far side of the target below 80 %",
    ),
    Pair(
        limits.critical_comes_after_the_alert,
        {"thresholds.queue_depth.critical": alert("above 101 jobs")},
        {"thresholds.queue_depth.critical": alert("above 100 jobs")},
        "thresholds.queue_depth.critical.when",
        "a limit beyond the alert above 100 jobs",
    ),
    Pair(
        limits.critical_comes_after_the_alert,
        {"thresholds.film_success.critical": alert("below 89 %")},
        {"thresholds.film_success.critical": alert("below 91 %")},
        "thresholds.film_success.critical.when",
        "a limit beyond the alert below 90 %",
    ),
    Pair(
        limits.a_deployment_is_watched_long_enough,
        {"change.deployment.watch": "5 min"},
        {"change.deployment.watch": "4 min"},
        "change.deployment.watch",
        "at least 5 min, the slowest reason to roll back",
    ),
    Pair(
        calendar.a_window_fits_its_duration,
        {"maintenance.start": "23:00", "maintenance.end": "03:00"},
        {"maintenance.start": "23:00", "maintenance.end": "03:01"},
        "maintenance.end",
        "at most 4 h after 23:00",
    ),
    Pair(
        calendar.a_window_fits_its_duration,
        {"maintenance.end": "02:30"},
        {"maintenance.end": "02:00"},
        "maintenance.end",
        "at most 4 h after 02:00",
    ),
    Pair(
        calendar.a_window_is_announced_after_the_one_before,
        {"maintenance.notice": "13 days"},
        {"maintenance.notice": "0 ms"},
        "maintenance.notice",
        "more than nothing and less than 14 days, the time between windows",
    ),
    Pair(
        calendar.a_window_is_announced_after_the_one_before,
        {"maintenance.notice": "1 ms"},
        {"maintenance.notice": "0 ms"},
        "maintenance.notice",
        "more than nothing and less than 14 days, the time between windows",
    ),
    Pair(
        calendar.an_expiring_certificate_meets_an_announced_window,
        {"thresholds.certificate.alert": alert("below 28 days")},
        {"thresholds.certificate.alert": alert("below 27 days")},
        "thresholds.certificate.alert.when",
        "below 28 days or more, the longest wait for an announced window",
    ),
    Pair(
        restore.a_drill_is_repeated_before_its_record_expires,
        {"recovery.drill.record_expires_after": "93 days"},
        {"recovery.drill.record_expires_after": "92 days"},
        "recovery.drill.record_expires_after",
        "more than 92 days, the longest time between drills",
    ),
    Pair(
        restore.a_bad_backup_is_found_while_a_good_one_is_kept,
        {"recovery.backups.database.retention": "31 days"},
        {"recovery.backups.database.retention": "30 days"},
        "recovery.backups.database.retention",
        "at least 31 days, the longest time between restore tests",
    ),
    Pair(
        restore.restores_are_tested_as_often_as_drills,
        {"recovery.drill.cadence": "monthly"},
        {"recovery.drill.cadence": "weekly"},
        "maintenance.tasks.restore_test.cadence",
        "weekly or more often, as the drills",
    ),
    Pair(
        restore.a_backup_on_time_raises_no_alert,
        {"thresholds.backup_age.alert": alert("above 25 h")},
        {"thresholds.backup_age.alert": alert("above 24 h")},
        "thresholds.backup_age.alert.when",
        "above more than 24 h, as backups are daily",
    ),
    Pair(
        restore.the_media_copy_keeps_the_rpo,
        {"recovery.backups.media.cadence": "hourly"},
        {"recovery.backups.media.cadence": "daily"},
        "recovery.backups.media.cadence",
        "at least every 1 h, the RPO",
    ),
    Pair(
        restore.an_old_point_is_told_while_the_rpo_holds,
        {"recovery.point.alert": alert("above 48 min")},
        {"recovery.point.alert": alert("above 49 min")},
        "recovery.point.alert.when",
        "above 48 min or less: to notice takes the rest of the RPO",
    ),
    Pair(
        restore.every_evaluation_has_a_measurement,
        {"recovery.point.measured_every": "5 min"},
        {"recovery.point.measured_every": "6 min"},
        "recovery.point.alert.for",
        "at least 6 min, the time between two measurements",
    ),
    Pair(
        restore.the_rto_leaves_time_for_the_database,
        {"recovery.rto": "86 min"},
        {"recovery.rto": "85 min"},
        "recovery.rto",
        "more than 85 min, which the other steps take",
    ),
]

pairs = pytest.mark.parametrize("pair", PAIRS, ids=lambda pair: pair.rule.__name__)
WithNumbers = Callable[[Numbers], Topics]


@pairs
def test_numbers_that_agree_pass(pair: Pair, handbook_with: WithNumbers) -> None:
    assert list(pair.rule(handbook_with(pair.agree))) == []


@pairs
def test_numbers_that_disagree_are_named(pair: Pair, handbook_with: WithNumbers) -> None:
    broken = list(pair.rule(handbook_with(pair.disagree)))
    assert [(each.key, each.wanted) for each in broken] == [(pair.key, pair.wanted)]


def test_every_rule_has_a_pair() -> None:
    assert {pair.rule for pair in PAIRS} == set(RULES)


def test_the_handbook_as_written_agrees_with_itself(handbook_with: WithNumbers) -> None:
    as_written = handbook_with({})
    found: list[Broken] = [broken for rule in RULES for broken in rule(as_written)]
    assert found == []


def test_a_broken_rule_keeps_the_handbook_from_loading() -> None:
    with pytest.raises(InputErrors) as raised:
        load_handbook(weakened={"recovery.rto": "35 min", "maintenance.notice": "0 ms"})
    found = [error.key for error in raised.value.errors]
    assert found == ["maintenance.notice", "recovery.rto", "recovery.rto"]
    assert all(error.line for error in raised.value.errors)
