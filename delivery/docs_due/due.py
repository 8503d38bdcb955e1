"""The judgement: from when pages were reviewed and what happened since to what is owed."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import datetime, timedelta

from promises import text
from promises.documentation import Review

AHEAD = timedelta(days=7)
"""A quarterly review is asked for so long before it is due; one after an incident at once."""


@dataclass(frozen=True, slots=True)
class Page:
    """A page by its path in the repository, and when it was last reviewed."""

    path: str
    reviewed: datetime


@dataclass(frozen=True, slots=True)
class Incident:
    """A major incident, by the name of its record, and when it was over."""

    id: str
    ended: datetime


@dataclass(frozen=True, slots=True)
class Owed:
    """A review of a page: by when, and because of what."""

    page: Page
    by: datetime
    because: str

    def overdue(self, now: datetime) -> bool:
        """Whether its time is over."""
        return now > self.by


def owed(
    pages: Iterable[Page], incidents: Iterable[Incident], review: Review, now: datetime
) -> tuple[Owed, ...]:
    """Every page that has to be reviewed now or soon, the most urgent first; each once."""
    after = sorted(incidents, key=lambda one: one.ended)
    found = (
        min(reasons, key=lambda one: one.by)
        for page in pages
        if (reasons := list(_of(page, after, review, now)))
    )
    return tuple(sorted(found, key=lambda one: (one.by, one.page.path)))


def _of(page: Page, incidents: Iterable[Incident], review: Review, now: datetime) -> Iterator[Owed]:
    for incident in incidents:
        if page.reviewed < incident.ended <= now:
            by = incident.ended + review.after_incident
            yield Owed(page, by, f"not reviewed since {incident.id}: {text(review.after_incident)}")
    by = page.reviewed + review.cadence.longest
    if now >= by - AHEAD:
        yield Owed(page, by, f"reviewed {review.cadence}, last on {page.reviewed:%Y-%m-%d}")
