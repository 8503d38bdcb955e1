"""The record as Markdown: what is known is filled in, what only people know is asked."""

from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from itertools import pairwise

from delivery.incident.record import Budget, Page, Record, Source
from promises import Handbook, Level, text

_OVER = "resolved"  # functions/incident_updates/logic.py, Status
_QUESTIONS = (
    ("What users felt", "Who could not do what, since when, until when?"),
    ("Why", "What broke, and why did nothing before it stop that? Causes, not persons."),
    ("What went well, and where we were lucky", "Which alarm, runbook or tool helped?"),
    ("What we change", "Each with who and until when; the runbook pages that were wrong first."),
)


def draft(record: Record, handbook: Handbook) -> str:
    """The whole draft. Its head is read by `python -m delivery.docs_due`."""
    parts = [
        *_head(record),
        "",
        f"# {record.id}",
        "",
        *_asked(_QUESTIONS[0]),
        *_timeline(record),
        *_answers(record, handbook),
        *_updates(record, handbook),
        *_budgets(record),
        *(line for question in _QUESTIONS[1:] for line in _asked(question)),
        *_unasked(record),
    ]
    return "\n".join(parts).rstrip() + "\n"


def _head(record: Record) -> Iterator[str]:
    yield "---"
    yield f"incident: {record.id}"
    yield f"environment: {record.environment}"
    yield f"severity: {record.severity or 'none'}"
    yield f"began: {_when(record.span.begin)}"
    yield f"ended: {_when(record.span.end)}"
    yield "---"


def _asked(question: tuple[str, str]) -> Iterator[str]:
    title, words = question
    yield from (f"## {title}", "", f"*{words}*", "")


def _timeline(record: Record) -> Iterator[str]:
    yield from ("## Timeline", "", "UTC.", "")
    if not record.timeline:
        yield from ("Nothing that is remembered happened between these two moments.", "")
        return
    yield from ("| when | source | what |", "|---|---|---|")
    for one in record.timeline:
        yield f"| {one.at.astimezone(UTC):%Y-%m-%d %H:%M:%S} | {one.source} | {_cell(one.what)} |"
    yield ""


def _answers(record: Record, handbook: Handbook) -> Iterator[str]:
    if not record.pages:
        return
    promised = handbook.on_call.acknowledge_within
    yield from ("## Answers", "", f"To be acknowledged within {text(promised)}.", "")
    yield from ("| page | acknowledged after | kept |", "|---|---|---|")
    for page in record.pages:
        yield f"| {_cell(page.title)} | {_took(page)} | {_kept(page, promised)} |"
    yield ""


def _took(page: Page) -> str:
    if page.took is not None:
        return _minutes(page.took)
    return "never: it resolved by itself" if page.resolved else "not yet"


def _kept(page: Page, promised: timedelta) -> str:
    took = page.took
    if took is None and page.resolved:
        took = page.resolved - page.opened  # over before it had to be acknowledged, or not
    return "yes" if took is not None and took <= promised else "no"


def _updates(record: Record, handbook: Handbook) -> Iterator[str]:
    if Source.UPDATE in record.unasked:
        return
    yield from ("## Updates", "")
    for level in (Level.P1, Level.P2):
        every = handbook.severities[level].update_every
        began = [
            one.at for one in record.transitions if one.to == "ALARM" and one.alarm.level == level
        ]
        if every and began:
            yield _cadence(record, level, min(began), every)
    yield ""


def _cadence(record: Record, level: Level, began: datetime, every: timedelta) -> str:
    told = [one for one in record.said if one.level == level and one.at >= began]
    given = sorted(told, key=lambda one: one.at)
    moments = [began, *(one.at for one in given)]
    if not given or given[-1].status != _OVER:
        moments.append(record.span.end)
    gaps = [later - earlier for earlier, later in pairwise(moments)]
    longest = max(gaps, default=timedelta())
    said = f"{len(given)} update{'s' * (len(given) != 1)}, at most {_minutes(longest)} apart"
    return f"- {level}: promised every {text(every)}; {said}: {'kept' if longest <= every else 'not kept'}."


def _budgets(record: Record) -> Iterator[str]:
    if not record.budgets:
        return
    yield from ("## Budget spent", "", "In percent of the whole error budget.", "")
    yield from ("| objective | goal | before | after | spent |", "|---|---|---|---|---|")
    for one in sorted(record.budgets, key=lambda budget: -(budget.spent or 0)):
        before, after = _percent(one.before), _percent(one.after)
        yield f"| {one.objective} | {one.goal:g} % | {before} | {after} | {_spent(one)} |"
    yield ""


def _spent(budget: Budget) -> str:
    return "nobody measured it" if budget.spent is None else f"{max(budget.spent, 0.0):.1f} %"


def _unasked(record: Record) -> Iterator[str]:
    if record.unasked:
        yield from ("## Not asked", "")
        yield from (f"- {source}: {why}" for source, why in record.unasked.items())


def _percent(value: float | None) -> str:
    return "-" if value is None else f"{value:.3f} %"


def _minutes(duration: timedelta) -> str:
    seconds = int(duration.total_seconds())
    return f"{seconds // 60} min {seconds % 60:02} s"


def _when(at: datetime) -> str:
    return at.astimezone(UTC).isoformat(timespec="minutes")


def _cell(words: str) -> str:
    return " ".join(words.replace("|", "\\|").split())
