"""What a drill's record proves, and when it proves nothing any more. Today is 2026-12-01."""

import pytest

from assurance.verdict import Verdict
from environments import load_environment
from environments.drills import Drill, Outcome
from tests.assurance.proof.recovery.estimate.sums import Adds, drill, minutes_of

REGION = "recovery.rto.database.region"
PROD = load_environment("prod")  # its database has 100 GiB


@pytest.mark.parametrize(
    ("drills", "minutes", "verdict", "said"),
    [
        pytest.param((), None, Verdict.UNPROVEN, "no drill on record", id="none"),
        pytest.param((drill(),), 74, Verdict.KEPT, "74 min for 100 GiB on 2026-11-20", id="good"),
        pytest.param(
            (drill(day="2026-08-23"),), 74, Verdict.KEPT, "on 2026-08-23", id="100 days old"
        ),
        pytest.param(
            (drill(day="2026-08-22"),),
            74,
            Verdict.UNPROVEN,
            "101 days old, it proves nothing after 100 days",
            id="101 days old",
        ),
        pytest.param(
            (drill(day="2026-12-02"),), 74, Verdict.UNPROVEN, "in the future", id="tomorrow"
        ),
        pytest.param(
            (drill(size="80 GiB"),),
            93,
            Verdict.UNPROVEN,
            "for 100 GiB that is x 1.25 = 93 min; the database has grown from 80 GiB to 100 GiB",
            id="grown",
        ),
        pytest.param(
            (drill(size="50 GiB"),),
            148,
            Verdict.BROKEN,
            "x 2 = 148 min",
            id="grown beyond what is left",
        ),
        pytest.param((drill(size="200 GiB"),), 74, Verdict.KEPT, "for 200 GiB", id="shrunk"),
        pytest.param((drill(took="120 min"),), 120, Verdict.KEPT, "120 min", id="just in time"),
        pytest.param((drill(took="121 min"),), 121, Verdict.BROKEN, "121 min", id="too long"),
        pytest.param(
            (drill(outcome=Outcome.FAILED),),
            None,
            Verdict.BROKEN,
            "the drill of 2026-11-20 failed",
            id="failed",
        ),
        pytest.param(
            (drill(day="2026-11-01", outcome=Outcome.FAILED), drill()),
            74,
            Verdict.KEPT,
            "the worst of 1",
            id="failed, then passed",
        ),
        pytest.param(
            (drill(day="2026-08-25", took="99 min"), drill()),
            99,
            Verdict.KEPT,
            "99 min for 100 GiB on 2026-08-25, the worst of 2",
            id="the worst of two",
        ),
        pytest.param(
            (
                drill(day="2025-11-20", took="130 min"),
                *(drill(day=f"2026-{month}-20") for month in ("02", "05", "08", "11")),
            ),
            74,
            Verdict.KEPT,
            "the worst of 4",
            id="a fifth one back is forgotten",
        ),
    ],
)
def test_a_record_proves_the_restore_of_what_there_is_today(
    adds: Adds, drills: tuple[Drill, ...], minutes: float | None, verdict: Verdict, said: str
) -> None:
    region = adds(drills=drills, environment=PROD)[REGION]
    assert minutes_of(region)["restore"] == minutes
    assert region.verdict is verdict
    [restore] = [term for term in region.terms if term.name == "restore"]
    assert said in restore.source.said
    assert restore.source.place == "environments/drills/lab.yaml"
