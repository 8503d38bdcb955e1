"""The hand-written monitoring keeps every promise; what an environment lacks is unproven."""

from collections.abc import Callable

import pytest

from assurance.proof.monitoring.monitoring import Monitoring
from assurance.proof.monitoring.promised import promised
from assurance.proof.monitoring.proof import RULES, prove_monitoring
from assurance.proof.paging.walk import Walk
from assurance.verdict import Verdict
from environments import handbook_as_written
from tests.assurance.proof.changes import gone
from tests.assurance.proof.monitoring.conftest import File, Judged
from tests.assurance.proof.monitoring.lab_environment import BALANCER, TARGETS

API = f"  api: {{load_balancer: {BALANCER}, target_group: {TARGETS}, cluster: lab, service: api}}\n"
WITHOUT_API: File = ((API, ""),)


def test_the_whole_monitoring_breaks_no_rule(seen: Callable[..., Monitoring]) -> None:
    monitoring = seen()
    proofs = [*promised(monitoring), *(rule.prove(monitoring) for rule in RULES)]
    assert len({one.id for one in proofs}) == len(proofs), "an id is told twice"
    assert {one.id: one.because for one in proofs if one.verdict is Verdict.BROKEN} == {}
    unproven = [one for one in proofs if one.verdict is Verdict.UNPROVEN]
    assert {one.id for one in unproven if not one.because.startswith("lab has no ")} == {
        "alerting.delay",
        "thresholds.backup_age.alert",
        "monitoring.replication",
    }
    assert all(one.evidence for one in proofs if one.verdict is Verdict.KEPT)


def test_without_an_environment_file_no_promise_about_monitoring_is_proven(
    seen: Callable[..., Monitoring],
) -> None:
    proofs = prove_monitoring(Walk(seen().stage, handbook_as_written()), None)
    of_handbook = [one for one in proofs if not one.id.startswith("monitoring.")]
    # the native SLOs are there to be looked at, whatever runs
    kept = [one.id for one in of_handbook if one.verdict is Verdict.KEPT]
    assert kept == [
        "error_budget.window",
        "alerting.outage_seen_within",
        "change.deployment.watch",
    ]
    assert not [one for one in proofs if one.verdict is Verdict.BROKEN]
    reasons = {one.because for one in of_handbook if one.verdict is Verdict.UNPROVEN}
    assert "no environment file says what runs here" in reasons


@pytest.mark.parametrize(
    ("promise", "why"),
    [
        ("slos.api.availability", "lab has no load balancer"),
        ("slos.api.error_rate", "lab has no load balancer"),
        ("thresholds.api_response_time.alert", "lab has no load balancer"),
        ("thresholds.api_response_time.target", "lab has no load balancer"),
        ("alerting.silence.api", "lab has no load balancer"),
        ("metrics.application.api_response_time", "lab has no load balancer"),
    ],
)
def test_what_an_environment_does_not_have_is_unproven_with_the_reason(
    judged: Judged, promise: str, why: str
) -> None:
    proof = judged(promise, file=WITHOUT_API)
    assert (proof.verdict, proof.because) == (Verdict.UNPROVEN, why)


def test_a_kept_promise_says_which_parts_are_not_there(judged: Judged) -> None:
    proof = judged("thresholds.memory.alert", file=WITHOUT_API)
    assert proof.verdict is Verdict.KEPT
    assert proof.because == "each of them passes; lab has no ECS service"


def test_backup_age_waits_for_its_metric(judged: Judged) -> None:
    proof = judged("thresholds.backup_age.alert")
    assert proof.verdict is Verdict.UNPROVEN
    assert "no metric" in proof.because


def test_only_cloudwatch_shows_its_own_delay(judged: Judged) -> None:
    assert judged("alerting.delay").verdict is Verdict.UNPROVEN


def test_a_removed_part_does_not_take_its_bucket_for_granted(judged: Judged) -> None:
    proof = judged("slos.s3_storage.availability", gone("Bucket"))
    assert (proof.verdict, proof.because) == (Verdict.UNPROVEN, "lab has no media bucket")
