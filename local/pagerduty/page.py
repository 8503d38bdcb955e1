"""The page a person opens at 3 a.m.: what is open, since when, and what never got through."""

import re
from collections.abc import Iterable, Sequence
from datetime import UTC, datetime, timedelta
from html import escape
from pathlib import Path

from local.pagerduty.behaviours import BEHAVIOURS, Behaviour
from local.pagerduty.durations import in_words
from local.pagerduty.events import Confirmed, Dropped
from local.pagerduty.incidents import Incident, State, Status
from local.pagerduty.switch import Mode, Setting
from local.watcher import Heartbeat

CSS = Path(__file__).with_name("page.css").read_text()
REFRESH = timedelta(seconds=5)
SHOWN = 20
"""Entries of each list that grows; the newest first."""
LINK = re.compile(r"(?:(?P<label>\w+): )?(?P<url>https?://[^\s<>\"']+[^\s<>\"'.,;:!?)])")


def render(state: State, beats: Sequence[Heartbeat], setting: Setting, now: datetime) -> str:
    """The whole page. Everything that came over the network is escaped."""
    sections = (
        _head(state, setting, now),
        _overview(state, beats, now),
        _section("Open", "".join(_incident(i, now) for i in sorted(state.open, key=_urgent))),
        _section("Resolved", "".join(_incident(i, now) for i in state.resolved[::-1][:SHOWN])),
        _section("Dropped", _rows(_dropped(d) for d in state.dropped[::-1][:SHOWN])),
        _section("Heartbeats", _rows(_heartbeat(b, now) for b in beats)),
        _section("Subscriptions", _rows(_confirmed(c) for c in state.confirmed[::-1][:SHOWN])),
        _footer(),
    )
    title = f"{len(state.open)} open" if state.open else "Nothing open"
    return (
        '<!doctype html><html lang="en"><head><meta charset="utf-8">'
        '<meta name="viewport" content="width=device-width, initial-scale=1">'
        f'<meta http-equiv="refresh" content="{REFRESH.total_seconds():.0f}">'
        f"<title>{title} · stand-in PagerDuty</title><style>{CSS}</style></head>"
        f"<body>{''.join(sections)}</body></html>"
    )


def _head(state: State, setting: Setting, now: datetime) -> str:
    count = len(state.open)
    mood = "waiting" if count else "calm"
    verdict = f"{count} incident{'s' * (count != 1)} open" if count else "Nothing is open"
    ill = "" if setting.mode is Mode.UP else f'<p class="ill">{_illness(setting)}</p>'
    return (
        "<header><h1>Stand-in PagerDuty</h1>"
        f"<p>{now.astimezone(UTC):%Y-%m-%d %H:%M:%S} UTC · nobody is woken</p></header>"
        f'{ill}<p class="verdict {mood}">{verdict}</p>'
    )


def _overview(state: State, beats: Sequence[Heartbeat], now: datetime) -> str:
    ages = [beat.age(now) for beat in beats]
    heartbeat = f"last heartbeat {in_words(min(ages))} ago" if ages else "no heartbeat yet"
    parts = (
        ("resolved", f"{len(state.resolved)} resolved"),
        ("dropped", f"{len(state.dropped)} dropped"),
        ("heartbeats", heartbeat),
    )
    links = "".join(f'<a href="#{section}">{said}</a>' for section, said in parts)
    return f'<p class="facts">{links}</p>'


def _urgent(incident: Incident) -> tuple[bool, str, datetime]:
    # What nobody took yet comes first; P1 before P2 before the page test.
    taken = incident.status is not Status.TRIGGERED
    return taken, incident.service.level, incident.opened_at


def _illness(setting: Setting) -> str:
    does = {
        Mode.FAIL: "Answers 500",
        Mode.HANG: "Does not answer",
        Mode.THROTTLE: "Answers 429",
    }
    rest = setting.for_requests
    until = f"for {rest} more request{'s' * (rest != 1)}" if rest else "until switched back"
    return f"{does.get(setting.mode, setting.mode)}, {until}"


def _section(title: str, content: str) -> str:
    none = '<p class="none">None</p>'
    return f'<section id="{title.lower()}"><h2>{title}</h2>{content or none}</section>'


def _rows(rows: Iterable[str]) -> str:
    items = "".join(f'<li class="row">{row}</li>' for row in rows)
    return f"<ul>{items}</ul>" if items else ""


def _incident(incident: Incident, now: datetime) -> str:
    service = incident.service
    lasted = in_words((incident.resolved_at or now) - incident.opened_at)
    kind = service.level.lower() if service.level in ("P1", "P2") else "other"
    return (
        f'<article class="{kind} {"open" if incident.is_open else "resolved"}">'
        f'<p class="facts"><span class="level">{escape(service.level)}</span>'
        f'<span class="status">{incident.status}</span>'
        f"<span>{escape(service.name)}</span><span>{incident.urgency} urgency</span>"
        f'<span class="lasting">{"open for" if incident.is_open else "lasted"} {lasted}</span></p>'
        f"<h3>{escape(incident.title)}</h3>"
        f'<p class="description">{_linked(_description(incident))}</p>'
        f'<ol class="steps">{_steps(incident)}</ol>'
        f'<p class="small">#{incident.number} · {incident.opened_at:%Y-%m-%d} · '
        f"{escape(incident.severity)} · {incident.integration.way} · "
        f"{escape(incident.dedup_key)}</p></article>"
    )


def _description(incident: Incident) -> str:
    """What it says, with its links as an alarm's description has them."""
    links = (f"{link.text}: {link.href}" if link.text else link.href for link in incident.links)
    return " ".join((incident.description, *links))


def _steps(incident: Incident) -> str:
    first, *later = incident.steps
    rows = [f"<li>{_clock(first.at)}<span>{first.status}</span></li>"]
    for step in later[-SHOWN:]:
        again = " again" if step.status is Status.TRIGGERED else ""
        after = f'<span class="after">after {in_words(step.at - first.at)}</span>'
        rows.append(f"<li>{_clock(step.at)}<span>{step.status}{again}</span>{after}</li>")
    return "".join(rows)


def _dropped(dropped: Dropped) -> str:
    return (
        f"<p>{escape(dropped.because.says)} {_basis(dropped.because)}</p>"
        f'<p class="small">{_clock(dropped.at)} · {dropped.way} · {escape(dropped.what)}</p>'
    )


def _heartbeat(beat: Heartbeat, now: datetime) -> str:
    return (
        f"<p>{escape(beat.name)}: last beat {in_words(beat.age(now))} ago</p>"
        f'<p class="small">{_clock(beat.at)} · {beat.count} in all</p>'
    )


def _confirmed(confirmed: Confirmed) -> str:
    return (
        f"<p>{escape(confirmed.topic)}</p>"
        f'<p class="small">{_clock(confirmed.at)} · confirmed by {escape(confirmed.by)}</p>'
    )


def _footer() -> str:
    rules = "".join(f"<li>{_rule(behaviour)}</li>" for behaviour in BEHAVIOURS)
    return f"<details><summary>What it plays, and how we know</summary><ul>{rules}</ul></details>"


def _rule(behaviour: Behaviour) -> str:
    source = _linked(f"source: {behaviour.source}") if behaviour.source else ""
    return f"{_basis(behaviour)} {escape(behaviour.says)} {source}"


def _basis(behaviour: Behaviour) -> str:
    return f'<span class="basis">{behaviour.basis}</span>'


def _clock(at: datetime) -> str:
    utc = at.astimezone(UTC)
    return f'<time datetime="{utc.isoformat()}">{utc:%H:%M:%S}</time>'


def _linked(text: str) -> str:
    parts: list[str] = []
    end = 0
    for link in LINK.finditer(text):
        url, label = escape(link["url"]), link["label"]
        parts += [escape(text[end : link.start()]), f'<a href="{url}">{label or url}</a>']
        end = link.end()
    return "".join((*parts, escape(text[end:])))
