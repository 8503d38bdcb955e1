"""The windows of the year to come, and what is done in them."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, datetime

from assurance.handbook.page import Page, section
from assurance.handbook.source import Source
from assurance.handbook.window_records import records
from assurance.report.markdown import code, escaped, table
from promises import text
from promises.windows import notices, upcoming

_A_YEAR = 24


def _lines(source: Source) -> Iterator[str]:
    maintenance = source.handbook.maintenance
    days = " and ".join(map(str, maintenance.days))
    yield (
        f"Every {days}, {maintenance.start:%H:%M} to {maintenance.end:%H:%M} {maintenance.time_zone}, "
        f"announced {text(maintenance.notice)} ahead."
    )
    yield ""
    yield from section("Calendar", f"The windows after {source.day}, in UTC.")
    now = datetime.combine(source.day, datetime.min.time(), UTC)
    rows = [
        (
            f"{one.start:%a %Y-%m-%d %H:%M}-{one.end:%H:%M}",
            ", ".join(f"{notice.at:%m-%d %H:%M}" for notice in notices(maintenance, one)),
            f"{one.summary_due:%H:%M}",
        )
        for one in upcoming(maintenance, now, _A_YEAR)
    ]
    yield from table(("Window", "Announced", "Summary by"), rows)
    yield ""
    yield from section(
        "Records",
        "What a window did is kept where it was done, not here. A record of a window is never deleted; a channel's notice "
        "is `notice#SECONDS#CHANNEL`, an activity `activity#NAME`.",
    )
    yield from records(source)
    yield ""
    yield from section("What is done, and what shows it")
    done = [
        (
            code(proof.id),
            escaped(proof.promised),
            escaped(proof.proven or proof.because),
            proof.verdict,
        )
        for proof in source.report.promises
        if proof.id.startswith("maintenance.")
    ]
    yield from table(("Promise", "Promised", "Shown by", "Verdict"), done)


PAGE = Page("maintenance.md", "Maintenance", _lines)
