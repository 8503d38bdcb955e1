"""Production's real templates with one recovery mistake: its own rule names it, and no other does.

What such a mistake does to RPO and RTO is told beside it, by the estimates.
"""

import json
from collections.abc import Iterator
from pathlib import Path

import pytest

from assurance.proof import prove
from assurance.verdict import EnvironmentReport, Proof, Verdict
from tests.assurance.recovery_mistakes import MISTAKES

SUMS = ("recovery.rpo", "recovery.rto", "recovery.account_deletion")


@pytest.fixture
def made(assembly: Path, request: pytest.FixtureRequest) -> Iterator[EnvironmentReport]:
    """The report on production with the one mistake; the copy is whole again afterwards."""
    mistake = MISTAKES[request.param]
    (file,) = (assembly / "assembly-prod").glob(f"prod{mistake.stack}????????.template.json")
    whole = file.read_text()
    template = json.loads(whole)
    mistake.change(template["Resources"])
    file.write_text(json.dumps(template))
    (report,) = prove(assembly, "prod").environments
    yield report
    file.write_text(whole)


def broken(report: EnvironmentReport) -> dict[str, Proof]:
    return {one.id: one for one in report.promises if one.verdict is Verdict.BROKEN}


@pytest.mark.parametrize(("what", "made"), [(one, one) for one in MISTAKES], indirect=["made"])
def test_a_mistake_is_named_by_its_own_rule_and_by_no_other(
    what: str, made: EnvironmentReport
) -> None:
    found = broken(made)
    assert [one for one in found if not one.startswith(SUMS)] == [MISTAKES[what].rule]
    named = found[MISTAKES[what].rule]
    assert named.because
    assert named.fix
    assert named.evidence


@pytest.mark.parametrize(
    ("made", "way", "words"),
    [
        ("a week of backups", "rpo.database.damage", "harm noticed after 7 days is there for good"),
        ("backups copied to where they are", "rpo.database.region", "copied to us-east-1"),
        ("backups that stay", "rto.database.region", "stay in us-east-1"),
        ("no agreement on time", "rpo.media.region", "no ReplicationTime of 15 minutes"),
        ("a replica in the archive", "rto.media.region", "puts its copies into GLACIER"),
    ],
    indirect=["made"],
)
def test_what_hurts_is_told_by_the_sum_it_breaks(
    made: EnvironmentReport, way: str, words: str
) -> None:
    proof = broken(made)[f"recovery.{way}"]
    assert words in proof.because
    assert proof.proven == "no end"
    objective = broken(made)[f"recovery.{way[:3]}"]
    assert f"recovery.{way}" in objective.because


def test_the_statements_are_those_a_template_can_break() -> None:
    # 10 needs a database that was restored (test_guard_rules); 26 is judged with the other alarms
    judged = {mistake.statement for mistake in MISTAKES.values()}
    assert judged == {*range(1, 10), *range(11, 19), 27, 39, 40}
    assert len(MISTAKES) >= 25
