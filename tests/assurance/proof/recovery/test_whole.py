"""A recovery without a fault."""

import pytest

from assurance.verdict import Verdict
from tests.assurance.proof.changes import Proven
from tests.assurance.proof.paging_path import whole as paging
from tests.assurance.proof.recovery.data_path import here, there

BACKUPS = "recovery.backups"
PROMISED = ("database.cadence", "database.retention", "media.method", "media.cadence")


def test_nothing_is_broken_and_every_rule_has_something_to_look_at(proven: Proven) -> None:
    proofs = proven(here(), there())
    assert {one.id: one.because for one in proofs.values() if one.verdict is Verdict.BROKEN} == {}
    rules = [one for one in proofs.values() if one.id.startswith(("recovery.d", "recovery.m"))]
    looked = {one.id for one in rules if one.verdict is Verdict.KEPT}
    assert {
        "recovery.database.other_region",
        "recovery.database.windows",
        "recovery.media.keys",
        "recovery.media.failures",
    } <= looked


@pytest.mark.parametrize("promise", PROMISED)
def test_the_handbooks_promises_on_backups_are_proven(proven: Proven, promise: str) -> None:
    assert proven(here(), there())[f"{BACKUPS}.{promise}"].verdict is Verdict.KEPT


@pytest.mark.parametrize("promise", PROMISED)
def test_without_a_database_or_media_they_are_unproven(proven: Proven, promise: str) -> None:
    assert proven(paging())[f"{BACKUPS}.{promise}"].verdict is Verdict.UNPROVEN


def test_what_may_be_lost_is_proven_and_how_long_it_takes_is_not_without_a_drill(
    proven: Proven,
) -> None:
    proofs = proven(here(), there())
    assert proofs["recovery.rpo"].verdict is Verdict.KEPT
    assert proofs["recovery.rto"].verdict is Verdict.UNPROVEN
