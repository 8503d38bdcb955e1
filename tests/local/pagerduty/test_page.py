from datetime import UTC, datetime, timedelta

import pytest

from local.pagerduty.account import Service, Urgency
from local.pagerduty.behaviours import BEHAVIOURS, NO_ENVELOPE, Basis
from local.pagerduty.durations import in_words
from local.pagerduty.events import (
    Acknowledged,
    Confirmed,
    Dropped,
    Event,
    Integration,
    Link,
    Resolved,
    Triggered,
    Way,
)
from local.pagerduty.incidents import fold
from local.pagerduty.page import render
from local.pagerduty.switch import Mode, Setting
from local.watcher import Heartbeat

AT = datetime(2026, 11, 23, 3, 0, tzinfo=UTC)
NOW = AT + timedelta(minutes=10)
HOSTILE = "<script>alert('x')</script>\"&"
P1 = Integration(Service("P1", "Studio P1", "P1", Urgency.HIGH), Way.CLOUDWATCH)
P2 = Integration(Service("P2", "Studio P2", "P2", Urgency.LOW), Way.CLOUDWATCH)


def trigger(title: str, integration: Integration = P1, description: str = "") -> Triggered:
    return Triggered(AT, integration, title, title, "critical", description)


def page(*events: Event, beats: tuple[Heartbeat, ...] = (), setting: Setting | None = None) -> str:
    return render(fold(events), beats, setting or Setting(), NOW)


def test_an_open_incident_shows_its_level_service_urgency_and_how_long_it_waits() -> None:
    shown = page(trigger("The API is down"))
    for words in ("1 incident open", "P1", "Studio P1", "high urgency", "open for 10 min"):
        assert words in shown


def test_a_resolved_incident_shows_how_long_it_lasted() -> None:
    shown = page(trigger("api"), Resolved(AT + timedelta(seconds=252), P1, "api"))
    assert "Nothing is open" in shown
    assert "lasted 4 min 12 s" in shown
    assert "after 4 min 12 s" in shown


def test_what_nobody_took_comes_before_what_somebody_works_on_and_p1_before_p2() -> None:
    shown = page(
        trigger("queue", P2), trigger("taken"), trigger("api"), Acknowledged(AT, P1, "taken")
    )
    places = [shown.index(f"<h3>{title}</h3>") for title in ("api", "queue", "taken")]
    assert places == sorted(places)


def test_everything_that_came_over_the_network_is_escaped() -> None:
    shown = page(
        trigger(HOSTILE, description=HOSTILE),
        Dropped(AT, Way.CLOUDWATCH, NO_ENVELOPE, HOSTILE),
        Confirmed(AT, HOSTILE, HOSTILE),
        beats=(Heartbeat(HOSTILE, AT),),
    )
    assert "<script" not in shown
    assert shown.count("&lt;script&gt;alert(&#x27;x&#x27;)&lt;/script&gt;&quot;&amp;") == 7


def test_a_named_link_of_a_description_becomes_its_name() -> None:
    shown = page(trigger("api", description="It broke. Runbook: https://r.example/a?b=1&c#d."))
    assert '<a href="https://r.example/a?b=1&amp;c#d">Runbook</a>.' in shown


def test_the_links_of_an_event_are_shown_under_their_text() -> None:
    links = (Link("https://r.example/a#b", "Runbook"), Link("https://d.example/c"))
    shown = page(Triggered(AT, P1, "root", "Root", "critical", "111122223333", links))
    assert '111122223333 <a href="https://r.example/a#b">Runbook</a>' in shown
    assert '<a href="https://d.example/c">https://d.example/c</a>' in shown


def test_a_link_that_runs_something_stays_text() -> None:
    links = (Link("javascript:alert(1)", HOSTILE),)
    shown = page(Triggered(AT, P1, "root", "Root", "critical", "", links))
    assert "href" not in shown.split("<h3>")[1].split("</article>")[0]
    assert "<script" not in shown


def test_a_link_of_another_scheme_stays_text() -> None:
    assert (
        "href"
        not in page(trigger("api", description="javascript:alert(1)"))
        .split("<h3>")[1]
        .split("</article>")[0]
    )


def test_a_dropped_message_shows_its_reason_and_how_we_know() -> None:
    shown = page(Dropped(AT, Way.CLOUDWATCH, NO_ENVELOPE, "12 bytes"))
    assert f"{NO_ENVELOPE.says} " in shown
    assert "12 bytes" in shown


def test_the_last_heartbeat_is_shown_with_its_age() -> None:
    assert "prod: last beat 10 min ago" in page(beats=(Heartbeat("prod", AT),))
    assert "no heartbeat yet" in page()


def test_an_illness_is_shown_and_health_is_not() -> None:
    assert "Does not answer, for 2 more requests" in page(setting=Setting(Mode.HANG, 2))
    assert "Answers 500, until switched back" in page(setting=Setting(Mode.FAIL))
    assert 'class="ill"' not in page()


def test_the_page_loads_and_runs_nothing() -> None:
    shown = page()
    assert "<script" not in shown
    assert "src=" not in shown
    assert "url(" not in shown


@pytest.mark.parametrize(
    ("span", "words"),
    [
        (timedelta(0), "0 s"),
        (timedelta(seconds=-3), "0 s"),
        (timedelta(seconds=59.9), "59 s"),
        (timedelta(minutes=4, seconds=12), "4 min 12 s"),
        (timedelta(hours=2), "2 h"),
        (timedelta(hours=2, seconds=5), "2 h"),
        (timedelta(days=1, hours=1, minutes=1), "1 d 1 h"),
    ],
)
def test_a_span_is_told_in_its_two_largest_units(span: timedelta, words: str) -> None:
    assert in_words(span) == words


def test_what_is_published_names_where_and_what_is_assumed_cannot() -> None:
    assert all(rule.source for rule in BEHAVIOURS if rule.basis is Basis.PUBLISHED)
    assert not any(rule.source for rule in BEHAVIOURS if rule.basis is Basis.ASSUMED)
