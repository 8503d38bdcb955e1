import json
from datetime import UTC, datetime
from typing import Any, cast

import pytest

from local.pagerduty.account import Account
from local.pagerduty.events import Acknowledged, Link, Resolved, Triggered
from local.pagerduty.events_v2 import LARGEST_EVENT, receive

AT = datetime(2026, 11, 23, 3, 0, tzinfo=UTC)
ACCOUNT = Account.with_new_keys()
PAYLOAD = {"summary": "Root signed in", "source": "aws.signin", "severity": "critical"}
TRIGGER: dict[str, object] = {
    "routing_key": ACCOUNT.services[0].routing_key,
    "event_action": "trigger",
    "dedup_key": "root",
    "payload": PAYLOAD,
}


def received(event: object) -> tuple[int, dict[str, Any], object]:
    raw = event if isinstance(event, bytes) else json.dumps(event).encode()
    answer, happened = receive(ACCOUNT, raw, AT, drawn_key="drawn")
    return answer.status, dict(answer.body), happened


def test_a_trigger_is_accepted_and_says_its_key() -> None:
    status, body, event = received(TRIGGER)
    assert (status, body["status"], body["dedup_key"]) == (202, "success", "root")
    assert isinstance(event, Triggered)
    assert (event.title, event.severity) == ("Root signed in", "critical")


def test_a_trigger_without_a_key_gets_one() -> None:
    status, body, _ = received({k: v for k, v in TRIGGER.items() if k != "dedup_key"})
    assert (status, body["dedup_key"]) == (202, "drawn")


@pytest.mark.parametrize(("action", "kind"), [("acknowledge", Acknowledged), ("resolve", Resolved)])
def test_a_follow_up_needs_no_payload(action: str, kind: type) -> None:
    event = {k: v for k, v in TRIGGER.items() if k != "payload"} | {"event_action": action}
    status, _, happened = received(event)
    assert status == 202
    assert isinstance(happened, kind)


@pytest.mark.parametrize(
    ("change", "says"),
    [
        ({"routing_key": None}, "'routing_key' is missing"),
        ({"routing_key": "short"}, "should be 32 characters"),
        ({"routing_key": "0" * 32}, "Invalid routing key"),
        ({"event_action": "page"}, "'event_action'"),
        ({"event_action": ["trigger"]}, "'event_action'"),
        ({"dedup_key": 7}, "'dedup_key' is not a string"),
        ({"dedup_key": "k" * 256}, "at most 255"),
        ({"dedup_key": "", "event_action": "resolve"}, "'dedup_key' is missing"),
        ({"payload": None}, "'payload.summary' is missing"),
        ({"payload": PAYLOAD | {"summary": " "}}, "'payload.summary' is missing"),
        ({"payload": PAYLOAD | {"summary": "s" * 1025}}, "at most 1024"),
        ({"payload": PAYLOAD | {"source": None}}, "'payload.source' is missing"),
        ({"payload": PAYLOAD | {"severity": "P1"}}, "'payload.severity' is invalid"),
        ({"links": None}, "'links' is not a list"),
        ({"links": {"href": "https://a"}}, "'links' is not a list"),
        ({"links": [{"text": "Runbook"}]}, "'links' is not a list"),
    ],
)
def test_an_event_that_breaks_a_rule_is_refused_with_the_rule(
    change: dict[str, object], says: str
) -> None:
    status, body, happened = received(TRIGGER | change)
    assert (status, body["status"], happened) == (400, "invalid event", None)
    (error,) = [e for e in cast(list[str], body["errors"]) if says in e]
    assert error


def test_the_links_of_a_trigger_are_kept() -> None:
    links = [{"href": "https://a#b", "text": "Runbook"}, {"href": "https://c"}]
    _, _, event = received(TRIGGER | {"links": links})
    assert isinstance(event, Triggered)
    assert event.links == (Link("https://a#b", "Runbook"), Link("https://c"))


@pytest.mark.parametrize(
    "change",
    [
        {"dedup_key": "k" * 255},
        {"payload": PAYLOAD | {"summary": "s" * 1024}},
        {"payload": PAYLOAD | {"severity": "info"}},
    ],
)
def test_an_event_at_a_limit_is_accepted(change: dict[str, object]) -> None:
    assert received(TRIGGER | change)[0] == 202


@pytest.mark.parametrize("raw", [b"", b"{", b'"text"', b"\xff", b"[" * 100_000])
def test_malformed_json_is_refused_in_the_schemas_words(raw: bytes) -> None:
    status, body, happened = received(raw)
    assert (status, body["errors"], happened) == (400, ["JSON parse error"], None)


def test_an_event_of_512_kb_is_accepted_and_a_larger_one_refused() -> None:
    raw = json.dumps(TRIGGER).encode()
    assert received(raw.ljust(LARGEST_EVENT))[0] == 202
    status, body, _ = received(raw.ljust(LARGEST_EVENT + 1))
    assert (status, body["errors"]) == (400, ["Event exceeds the maximum size of 512 KB"])
