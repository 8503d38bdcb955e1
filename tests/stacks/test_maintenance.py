"""The maintenance calendar of every environment, as its templates hold it."""

from collections.abc import Mapping
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any

import pytest

from assurance.cron import daily, weekly
from assurance.proof import prove
from assurance.verdict import Verdict
from promises import load_handbook
from promises.windows import windows

TODAY = date(2026, 11, 24)
START, END = datetime(2026, 1, 1, tzinfo=UTC), datetime(2036, 1, 1, tzinfo=UTC)
ENVIRONMENTS = ["dev", "staging", "prod"]
PROVEN = (
    *("days", "start", "end", "time_zone", "duration", "expressions", "undisturbed"),
    *("notice", "reminders", "mutes", "mute_list", "mute_rights", "one_calendar", "starts"),
    *("told", "watched.every", "watched.late_after", "watched.silent_after"),
)


@pytest.mark.parametrize("environment", ENVIRONMENTS)
def test_no_environment_breaks_a_promise_on_maintenance(
    synthesized: Path, environment: str
) -> None:
    [report] = prove(synthesized, environment, TODAY).environments
    ours = [one for one in report.promises if one.id.startswith("maintenance.")]
    assert not [one.because for one in ours if one.verdict is Verdict.BROKEN]
    verdicts = {one.id: one.verdict for one in ours}
    for promise in PROVEN:
        assert verdicts[f"maintenance.{promise}"] is Verdict.KEPT
    assert [one.opens for one in report.calendar] == [Verdict.KEPT] * 10
    said = [notice for one in report.calendar for notice in one.notices]
    assert [one.said for one in said] == [Verdict.KEPT] * 30
    assert report.muted


@pytest.mark.parametrize("environment", ENVIRONMENTS)
def test_the_database_is_open_in_every_window_and_backed_up_in_none(
    templates: Mapping[str, dict[str, Any]], environment: str
) -> None:
    found = templates[f"{environment}-Data"]["Resources"].values()
    [database] = [one["Properties"] for one in found if one["Type"] == "AWS::RDS::DBInstance"]
    promised = list(windows(load_handbook().maintenance, START, END))
    maintained = weekly(database["PreferredMaintenanceWindow"])
    assert {one.start for one in promised} < set(maintained.between(START, END))
    backed_up = daily(database["PreferredBackupWindow"])
    nights = iter(backed_up.between(START, END))
    started = next(nights)
    for window in promised:
        while started + backed_up.lasts <= window.start:
            started = next(nights)
        assert not window.overlaps(started, started + backed_up.lasts)
