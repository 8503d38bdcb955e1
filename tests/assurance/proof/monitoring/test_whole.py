"""The hand-written monitoring keeps every promise; what an environment lacks is unproven."""

from assurance.verdict import Verdict
from tests.assurance.proof.monitoring.conftest import Judged


def test_the_whole_monitoring_breaks_no_rule(judged: Judged) -> None:
    proofs = judged()
    assert {one.id: one.because for one in proofs.values() if one.verdict is Verdict.BROKEN} == {}
    unproven = {one.id for one in proofs.values() if one.verdict is Verdict.UNPROVEN}
    assert unproven == {
        "alerting.delay",
        "thresholds.backup_age.alert",
        "monitoring.replication",
    }
