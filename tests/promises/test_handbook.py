"""The handbook says what was promised. The numbers here are typed from it, on purpose a second time."""

import subprocess
import sys
import time
from collections import Counter
from datetime import timedelta

import pytest
from pydantic import ValidationError

from promises import (
    Channel,
    Handbook,
    InputError,
    InputErrors,
    Level,
    NextBusinessDay,
    Source,
    load_handbook,
)

PROMISED = {
    "slos.api.availability": "99.9 %",
    "slos.api.latency": "p95 below 200 ms",
    "slos.api.error_rate": "below 1 %",
    "slos.film_generation.availability": "99.5 %",
    "slos.film_generation.latency": "below 5 min",
    "slos.film_generation.error_rate": "below 5 %",
    "slos.dashboard.availability": "99.9 %",
    "slos.dashboard.latency": "p95 below 1 s",
    "slos.dashboard.error_rate": "below 1 %",
    "slos.s3_storage.availability": "99.99 %",
    "slos.s3_storage.error_rate": "below 0.1 %",
    "contacts.aws_support.response": "15 min",
    "on_call.slack_channel": "#ops-alerts",
    "on_call.acknowledge_within": "5 min",
    "on_call.secondary_after": "30 min",
    "on_call.rotation": "weekly, Monday 09:00 UTC",
    "on_call.coverage": "24/7/365",
    "on_call.tool": "PagerDuty",
    "severities.P1.response": "15 min",
    "severities.P2.response": "1 h",
    "severities.P3.response": "4 h",
    "severities.P4.response": "next business day",
    "severities.P1.channels": "pagerduty, slack, sms",
    "severities.P2.channels": "pagerduty, slack",
    "severities.P3.channels": "slack",
    "severities.P4.channels": "email",
    "severities.P1.update_every": "15 min",
    "severities.P2.update_every": "30 min",
    "metrics.system.cpu": "CPU utilization, target below 70 %",
    "metrics.system.memory": "Memory utilization, target below 80 %",
    "metrics.system.disk_free": "Disk space, alert below 20 %",
    "metrics.system.network": "Network throughput",
    "metrics.application.api_response_time": "API response time, p50, p95, p99",
    "metrics.application.film_success": "Film generation success rate, target above 95 %",
    "metrics.application.queue_depth": "Queue depth, alert above 100 jobs",
    "metrics.application.database_queries": "Database query performance",
    "metrics.business.active_users": "Active users, real-time",
    "metrics.business.films_generated": "Films generated, hourly",
    "metrics.business.conversion_rate": "Conversion rate, daily",
    "metrics.business.churn_rate": "Churn rate, weekly",
    "maintenance.days": "2nd Sunday, 4th Sunday",
    "maintenance.start": "02:00",
    "maintenance.end": "06:00",
    "maintenance.time_zone": "UTC",
    "maintenance.duration": "4 h",
    "maintenance.notice": "7 days",
    "recovery.rto": "4 h",
    "recovery.rpo": "1 h",
    "recovery.backups.database.cadence": "daily",
    "recovery.backups.database.retention": "35 days",
    "recovery.backups.media.cadence": "real-time",
    "recovery.backups.configuration.method": "Infrastructure as Code (Git)",
    "recovery.drill.cadence": "quarterly",
    "change.deployment.watch": "30 min",
    "change.rollback_when.error_rate_rise": "above 5 %",
    "change.rollback_when.response_time_rise": "above 100 ms",
    "alerting.burn_rates.fast": "2 % of the budget in 1 h, still burning over 5 min (P2)",
    "alerting.burn_rates.medium": "5 % of the budget in 6 h, still burning over 30 min (P2)",
    "alerting.burn_rates.slow": "10 % of the budget in 3 days, still burning over 6 h (P3)",
    "alerting.few_failures": "3 failures in 6 h (P3)",
    "alerting.high_errors": "above 5 % for 5 min (P2)",
    "alerting.outage": "above 90 % for 2 min (P1)",
    "documentation.review.after_incident": "48 h",
    "documentation.review.cadence": "quarterly",
}

# How many promises each section of the handbook and of the sister pages makes.
SECTIONS = {
    "Quick Links": 9,
    "Service Level Objectives (SLOs)": 11,
    "On-Call Responsibilities": 8,
    "Incident Severity Levels": 12,
    "Key Metrics to Monitor": 12,
    "Maintenance Windows": 11,
    "Disaster Recovery": 9,
    "Change Management": 17,
    "Getting Started": 3,
    "Document Updates": 4,
    "Contributing": 5,
    "Closing note": 1,
    "Routing of the sister pages": 10,
    "Thresholds of the sister pages": 35,
    "Maintenance of the sister pages": 25,
    "docs/decisions/0005-what-the-handbook-leaves-open.md": 5,
    "docs/decisions/0006-objectives-and-burn-rates.md": 6,
    "docs/decisions/0007-outages-symptoms-and-severities.md": 17,
    "docs/decisions/0014-what-a-recovery-adds-up-to.md": 2,
    "docs/decisions/0019-recovery-measured.md": 6,
    "docs/decisions/0015-the-recovery-drill.md": 5,
    "docs/decisions/0028-updates-during-an-incident.md": 2,
    "docs/decisions/0018-one-calendar.md": 1,
    "docs/decisions/0020-notices-and-mutes.md": 3,
    "docs/decisions/0021-database-care.md": 6,
    "docs/decisions/0022-the-maintenance-window.md": 5,
    "docs/decisions/0024-deployment-guards.md": 2,
    "docs/decisions/0025-delivery.md": 1,
}


@pytest.fixture(scope="module")
def handbook() -> Handbook:
    return load_handbook()


@pytest.mark.parametrize("id", PROMISED)
def test_a_promise_says_what_the_handbook_says(handbook: Handbook, id: str) -> None:
    promised = {promise.id: promise.promised for promise in handbook.catalogue()}
    assert promised[id] == PROMISED[id]


def test_every_section_is_there_with_all_its_promises(handbook: Handbook) -> None:
    assert Counter(promise.section for promise in handbook.catalogue()) == SECTIONS


def test_an_id_names_one_promise(handbook: Handbook) -> None:
    ids = [promise.id for promise in handbook.catalogue()]
    assert len(set(ids)) == len(ids)


def test_only_our_own_decisions_name_a_file_for_their_section(handbook: Handbook) -> None:
    for promise in handbook.catalogue():
        decided = promise.section.startswith("docs/decisions/")
        assert decided == (promise.source is Source.PROJECT)


@pytest.mark.parametrize(
    ("meaning", "level"),
    [
        ("Complete service outage", Level.P1),
        ("Data loss or corruption", Level.P1),
        ("Security breach", Level.P1),
        ("Revenue-impacting issues", Level.P1),
        ("Degraded service performance", Level.P2),
        ("Single component failure with redundancy", Level.P2),
        ("High error rates (>5%)", Level.P2),
        ("Capacity issues", Level.P2),
        ("Minor service degradation", Level.P3),
        ("Non-critical feature issues", Level.P3),
        ("Elevated warnings", Level.P3),
        ("Performance optimization needed", Level.P3),
        ("Minor bugs", Level.P4),
        ("Documentation updates", Level.P4),
        ("Feature requests", Level.P4),
        ("Cosmetic issues", Level.P4),
    ],
)
def test_what_happened_decides_the_severity(handbook: Handbook, meaning: str, level: Level) -> None:
    assert handbook.severity_of(meaning).level is level


def test_an_unknown_meaning_has_no_severity(handbook: Handbook) -> None:
    with pytest.raises(InputError, match=r"severities: wanted one of .+, got Coffee is out"):
        handbook.severity_of("Coffee is out")


def test_the_values_are_typed(handbook: Handbook) -> None:
    assert handbook.severities[Level.P1].response == timedelta(minutes=15)
    assert handbook.severities.P4.response == NextBusinessDay()
    assert handbook.severities.P1.response_text == "15 min"
    assert set(handbook.severities.P1.channels) == {
        Channel.PAGERDUTY,
        Channel.SLACK,
        Channel.SMS,
    }
    assert handbook.slos["s3_storage"].latency is None


def test_the_error_limits_hide_one_burn_rate(handbook: Handbook) -> None:
    assert {slo.burn_rate for slo in handbook.slos.values()} == {10}


def test_a_budget_is_what_availability_leaves(handbook: Handbook) -> None:
    assert handbook.slos.api.budget(timedelta(days=30)) == timedelta(minutes=43, seconds=12)


def test_the_windows_are_two_or_three_weeks_apart(handbook: Handbook) -> None:
    assert handbook.maintenance.gaps == (timedelta(days=14), timedelta(days=21))
    every_window = handbook.maintenance.tasks.optimise.cadence
    assert every_window.longest == handbook.maintenance.gaps[1]


def test_a_target_said_twice_is_one_number() -> None:
    strict = load_handbook(weakened={"slos.api.latency": "p95 below 250 ms"})
    assert str(strict.thresholds.api_response_time.target) == "p95 below 250 ms"


def test_nothing_can_be_changed(handbook: Handbook) -> None:
    with pytest.raises(ValidationError, match="frozen"):
        handbook.recovery.rpo = timedelta(hours=2)


def test_an_unknown_promise_cannot_be_weakened() -> None:
    with pytest.raises(InputErrors, match=r"recovery\.rtoo: wanted a promise of the handbook"):
        load_handbook(weakened={"recovery.rtoo": "8 h"})


def test_reading_starts_neither_cdk_nor_jsii() -> None:
    program = (
        "import sys; from environments import load_environments; load_environments();"
        "print(*sorted({'aws_cdk', 'constructs', 'jsii', 'boto3', 'botocore'} & set(sys.modules)))"
    )
    loaded = subprocess.run(
        [sys.executable, "-c", program], capture_output=True, text=True, check=True
    )
    assert loaded.stdout.strip() == ""


def test_reading_takes_less_than_a_tenth_of_a_second() -> None:
    def seconds() -> float:
        start = time.process_time()
        load_handbook()
        return time.process_time() - start

    assert min(seconds() for _ in range(5)) < 0.1
