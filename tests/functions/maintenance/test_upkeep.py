"""Workers, pending maintenance, upgrades, runtimes, certificates: each alone."""

from datetime import timedelta
from typing import Any

import pytest

from functions.maintenance.fence import Fence
from functions.maintenance.windows import WindowClosed
from functions.maintenance.work import Call, Outcome, Result
from functions.maintenance.workers import Workers
from tests.functions.maintenance.account import CALENDAR, START, WINDOW
from tests.functions.maintenance.window_lab import MINUTE, RESERVE, WindowLab

DAY = timedelta(days=1)


@pytest.fixture
def lab() -> WindowLab:
    return WindowLab()


def called(step: str, before: Result | None = None) -> Call:
    state: dict[str, Any] = {"gate": {"outcome": "done", "window": WINDOW.id}}
    if before:
        state[step] = before.said()
    return Call(step, WINDOW.id, "arn:run", START, state)


def worked(lab: WindowLab, step: str, tool: Any) -> Result:  # noqa: ANN401
    """Called as the workflow does it, a minute between two calls."""
    result = tool.run(called(step))
    while result.outcome is Outcome.AGAIN:
        lab.clock.wait(60)
        result = tool.run(called(step, result))
    return result


def test_workers_are_patched_in_batches_and_the_first_failure_ends_it(lab: WindowLab) -> None:
    result = worked(lab, "workers", lab.patching)
    (sent,) = lab.workers.sent
    assert sent["DocumentName"] == "AWS-RunPatchBaseline"
    assert sent["Parameters"]["Operation"] == ["Install"]
    assert (sent["MaxConcurrency"], sent["MaxErrors"]) == ("20%", "0")
    assert sent["Targets"] == [{"Key": "tag:aws:autoscaling:groupName", "Values": ["workers-prod"]}]
    assert result.outcome is Outcome.DONE
    assert result.figures["patches missing_before"] == "8"
    assert result.figures["patches missing_after"] == 0
    assert result.figures["workers never scanned_after"] == 1


@pytest.mark.parametrize("status", ["Failed", "TimedOut", "Cancelled"])
def test_a_patching_that_fails_is_told_with_its_figures(lab: WindowLab, status: str) -> None:
    lab.workers.ends_as = status
    result = worked(lab, "workers", lab.patching)
    assert result.outcome is Outcome.FAILED
    assert f"patching ended as {status}: 1 of 3 failed" in result.because


def test_an_answer_that_was_lost_patches_nobody_twice(lab: WindowLab) -> None:
    lab.patching.run(called("workers"))
    again = lab.patching.run(called("workers"))  # the first answer was never heard
    assert again.outcome is Outcome.AGAIN
    assert len(lab.workers.sent) == 1


def test_where_nothing_is_installed_what_is_missing_is_told(lab: WindowLab) -> None:
    lab.installs = False
    result = lab.patching.run(called("workers"))
    assert result.outcome is Outcome.DONE
    assert "8 patches missing" in result.because
    assert not lab.workers.sent


def test_no_workers_and_none_running_are_both_fine(lab: WindowLab) -> None:
    lab.workers.running = []
    assert lab.patching.run(called("workers")).outcome is Outcome.DONE
    tool: Any = lab.workers
    none = Workers(tool, tool, "", True, "20%", MINUTE, Fence(CALENDAR, RESERVE, lab.clock))
    assert none.run(called("workers")).outcome is Outcome.SKIPPED


def test_a_hundred_workers_are_asked_for_in_parts(lab: WindowLab) -> None:
    lab.workers.running = [f"i-{number}" for number in range(120)]
    lab.installs = False
    lab.patching.run(called("workers"))
    assert lab.workers.calls.count("describe_instance_patch_states") == 3


def test_patching_that_is_going_on_as_time_is_up_is_a_failure(lab: WindowLab) -> None:
    lab.workers.lasts = timedelta(hours=9)
    result = worked(lab, "workers", lab.patching)
    assert result.outcome is Outcome.FAILED
    assert "1 of 3 workers patched and still going on" in result.because
    assert lab.clock() <= WINDOW.end - RESERVE + MINUTE


def test_pending_maintenance_is_applied_one_after_the_other_and_never_an_upgrade(
    lab: WindowLab,
) -> None:
    lab.rds.actions = ["system-update", "db-upgrade", "os-upgrade"]
    result = worked(lab, "pending", lab.pending)
    assert lab.rds.changed == ["system-update", "os-upgrade"]
    assert result.because == "system-update, os-upgrade applied"
    assert result.figures["offered_before"] == "2"
    assert result.figures["offered_after"] == 0


def test_upgrades_are_those_of_the_engine_within_its_major_version_and_of_the_authority(
    lab: WindowLab,
) -> None:
    lab.rds.actions = ["system-update", "ca-certificate-rotation"]
    lab.rds.minors = ["17.9", "17.10"]
    result = worked(lab, "upgrades", lab.pending)
    assert lab.rds.changed == ["ca-certificate-rotation", "17.10"]
    assert result.figures["version_after"] == "17.10"


@pytest.mark.parametrize("step", ["pending", "upgrades"])
def test_what_is_only_reported_is_not_touched(lab: WindowLab, step: str) -> None:
    lab.updates = lab.upgrades = False
    lab.rds.actions, lab.rds.minors = ["system-update", "db-upgrade"], ["17.10"]
    result = lab.pending.run(called(step))
    assert result.outcome is Outcome.DONE
    assert result.because.startswith("reported only")
    assert not lab.rds.changing


def test_nothing_offered_is_done(lab: WindowLab) -> None:
    assert lab.pending.run(called("pending")).because == "nothing was offered"


def test_it_begins_only_while_an_hour_of_work_is_left(lab: WindowLab) -> None:
    lab.rds.actions = ["system-update"]
    lab.clock.now = WINDOW.end - RESERVE - 59 * MINUTE
    with pytest.raises(WindowClosed):
        lab.pending.run(called("pending"))
    lab.clock.now = WINDOW.end - RESERVE - 60 * MINUTE
    assert lab.pending.run(called("pending")).outcome is Outcome.AGAIN


def test_what_hangs_is_told_when_the_window_closes(lab: WindowLab) -> None:
    lab.rds.actions, lab.rds.lasts = ["system-update"], timedelta(hours=9)
    result = worked(lab, "pending", lab.pending)
    assert result.outcome is Outcome.FAILED
    assert "the database is upgrading as the window closes" in result.because


def test_runtimes_that_end_or_that_nobody_knows_are_named(lab: WindowLab) -> None:
    lab.lambdas.runtimes = {
        "new": "python3.14",
        "ending": "nodejs22.x",
        "odd": "python3.9",
        "own": "provided.al2023",
        "image": "",
    }
    result = lab.runtimes.run()
    assert result.figures == {"functions": 5, "ending": 1, "of unknown end": 1}
    assert "ending (nodejs22.x) ends 2027-04-30" in result.because
    assert "odd (python3.9) is in no table" in result.because


def test_many_runtimes_are_counted_not_listed(lab: WindowLab) -> None:
    lab.lambdas.runtimes = {f"old-{number}": "python3.9" for number in range(9)}
    assert "and 4 more" in lab.runtimes.run().because


def certificate(lab: WindowLab, days: int, **said: object) -> None:
    arn = f"arn:certificate/{len(lab.acm.certificates)}"
    lab.acm.certificates[arn] = {
        "DomainName": f"host{len(lab.acm.certificates)}",
        "Status": "ISSUED",
        "Type": "AMAZON_ISSUED",
        "InUseBy": ["arn:load-balancer"],
        "NotAfter": START + days * DAY,
        **said,
    }


@pytest.mark.parametrize(
    ("days", "said", "told"),
    [
        (29, {}, "host0: 29 days left"),
        (200, {"Status": "EXPIRED"}, "host0 is EXPIRED"),
        (40, {"RenewalSummary": {"RenewalStatus": "FAILED"}}, "host0: its renewal failed"),
    ],
)
def test_a_certificate_in_use_that_needs_a_person_fails_it(
    lab: WindowLab, days: int, said: dict[str, Any], told: str
) -> None:
    certificate(lab, days, **said)
    result = lab.certificates.run()
    assert result.outcome is Outcome.FAILED
    assert told in result.because


@pytest.mark.parametrize(
    ("days", "said", "told"),
    [
        (59, {"Type": "IMPORTED"}, "host0 was imported and has 59 days left"),
        (5, {"InUseBy": []}, "host0 is used by nothing"),
        (50, {"RenewalSummary": {"RenewalStatus": "PENDING_VALIDATION"}}, "waits for its"),
        (200, {}, "issued and good, all of them"),
    ],
)
def test_what_can_wait_is_named(lab: WindowLab, days: int, said: dict[str, Any], told: str) -> None:
    certificate(lab, days, **said)
    result = lab.certificates.run()
    assert result.outcome is Outcome.DONE
    assert told in result.because
    assert result.figures["fewest days left"] == days


def test_a_region_without_certificates_is_fine(lab: WindowLab) -> None:
    assert lab.certificates.run().because == "there are none"
