import json
import socket
import threading
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta
from http.client import RemoteDisconnected
from typing import Any
from urllib.parse import urlsplit

import pytest

from local.pagerduty import Account, Mode, StandInPagerDuty
from local.pagerduty.web import LARGEST_BODY

Send = Callable[..., tuple[int, Any]]
Envelope = Callable[..., bytes]


def trigger(account: Account) -> bytes:
    payload = {"summary": "Root signed in", "source": "aws.signin", "severity": "critical"}
    return json.dumps(
        {
            "routing_key": account.services[0].routing_key,
            "event_action": "trigger",
            "dedup_key": "root",
            "payload": payload,
        }
    ).encode()


def test_an_alarm_opens_an_incident_and_its_ok_resolves_it(
    pagerduty: StandInPagerDuty, send: Send, envelope: Envelope
) -> None:
    url = pagerduty.integration_url(pagerduty.account.services[0])
    headers = {"x-amz-sns-message-type": "Notification"}
    assert send(url, envelope("ALARM"), headers)[0] == 202
    assert [i.title for i in pagerduty.state.open] == [
        'ALARM: "api-errors" in US East (N. Virginia)'
    ]
    assert send(url, envelope("OK"), headers)[0] == 202
    assert pagerduty.state.open == ()


def test_raw_delivery_is_accepted_and_dropped(pagerduty: StandInPagerDuty, send: Send) -> None:
    url = pagerduty.integration_url(pagerduty.account.services[0])
    raw = b'{"NewStateValue": "ALARM"}'
    assert send(url, raw, {"x-amz-sns-message-type": "Notification"})[0] == 202
    (dropped,) = pagerduty.state.dropped
    assert "raw message delivery has to be off" in dropped.because.says
    assert pagerduty.state.incidents == ()


def test_an_unknown_key_is_accepted_dropped_and_never_shown_whole(
    pagerduty: StandInPagerDuty, send: Send, envelope: Envelope
) -> None:
    key = "0123456789abcdef0123456789abcdef"
    assert send(f"{pagerduty.url}/integration/{key}/enqueue", envelope("ALARM"))[0] == 202
    (dropped,) = pagerduty.state.dropped
    assert dropped.what == "key …cdef"
    assert key not in send(f"{pagerduty.url}/")[1]


def test_an_event_is_answered_with_its_key_and_opens(
    pagerduty: StandInPagerDuty, send: Send
) -> None:
    status, body = send(pagerduty.events_url, trigger(pagerduty.account))
    assert (status, body["dedup_key"]) == (202, "root")
    assert [incident.dedup_key for incident in pagerduty.state.open] == ["root"]


def test_a_broken_event_is_answered_400_and_opens_nothing(
    pagerduty: StandInPagerDuty, send: Send
) -> None:
    assert send(pagerduty.events_url, b"{")[0] == 400
    assert pagerduty.state.incidents == ()


def test_the_rest_api_lists_incidents_for_its_token_only(
    pagerduty: StandInPagerDuty, send: Send
) -> None:
    send(pagerduty.events_url, trigger(pagerduty.account))
    url = f"{pagerduty.url}/incidents?statuses[]=triggered&since=2026-11-23T00:00:00Z"
    token = {"Authorization": f"Token token={pagerduty.account.api_token}"}
    status, body = send(url, headers=token)
    assert (status, [i["title"] for i in body["incidents"]]) == (200, ["Root signed in"])
    assert send(url)[0] == 401


def test_a_heartbeat_is_remembered_with_its_age(
    pagerduty: StandInPagerDuty,
    send: Send,
    envelope: Envelope,
    let_pass: Callable[[timedelta], None],
) -> None:
    url = pagerduty.heartbeat_url("prod-us-east-1")
    assert send(url)[0] == 404
    assert send(url, envelope("OK"))[0] == 200
    let_pass(timedelta(minutes=2))
    status, body = send(url)
    assert (status, body["age_seconds"], body["beats"]) == (200, 120.0, 1)


@pytest.mark.parametrize(("mode", "status"), [("fail", 500), ("throttle", 429)])
def test_the_switch_makes_it_ill_for_as_many_requests_as_asked(
    pagerduty: StandInPagerDuty, send: Send, mode: str, status: int
) -> None:
    wanted = json.dumps({"mode": mode, "for_requests": 1}).encode()
    assert send(f"{pagerduty.url}/_switch", wanted)[0] == 200
    assert send(pagerduty.events_url, trigger(pagerduty.account))[0] == status
    assert pagerduty.state.incidents == ()
    assert send(pagerduty.events_url, trigger(pagerduty.account))[0] == 202


def test_a_throttled_rest_request_says_when_to_come_back(
    pagerduty: StandInPagerDuty, send: Send
) -> None:
    pagerduty.switch(Mode.THROTTLE)
    status, body = send(f"{pagerduty.url}/incidents")
    assert (status, body["error"]["code"]) == (429, 2020)


def test_a_hanging_request_gets_no_answer_and_is_let_go_with_the_switch(
    pagerduty: StandInPagerDuty, send: Send
) -> None:
    pagerduty.switch(Mode.HANG)
    with ThreadPoolExecutor(1) as pool:
        hanging = pool.submit(send, pagerduty.events_url, trigger(pagerduty.account))
        with pytest.raises(TimeoutError):
            hanging.result(timeout=0.3)
        pagerduty.switch(Mode.UP)
        with pytest.raises(RemoteDisconnected):
            hanging.result(timeout=5)
    assert pagerduty.state.incidents == ()


@pytest.mark.parametrize(
    "wanted",
    [
        {"mode": "broken"},
        {},
        {"mode": "fail", "for_requests": 0},
        {"mode": "up", "for_requests": True},
    ],
)
def test_a_switch_to_nowhere_is_refused(
    pagerduty: StandInPagerDuty, send: Send, wanted: dict[str, object]
) -> None:
    assert send(f"{pagerduty.url}/_switch", json.dumps(wanted).encode())[0] == 400


def test_the_state_is_told_without_any_key(
    pagerduty: StandInPagerDuty, send: Send, envelope: Envelope
) -> None:
    service = pagerduty.account.services[0]
    send(pagerduty.integration_url(service), envelope("ALARM"))
    send(pagerduty.integration_url(service), b"raw")
    status, state = send(f"{pagerduty.url}/_state")
    assert status == 200
    assert [i["service"]["level"] for i in state["incidents"]] == ["P1"]
    assert [d["basis"] for d in state["dropped"]] == ["published"]
    told = json.dumps(state)
    assert not any(key in told for key in (service.integration_key, service.routing_key))


@pytest.mark.parametrize("path", ["/v2", "/integration/x", "/incidents/1", "/../etc/passwd"])
def test_an_unknown_address_is_not_found(
    pagerduty: StandInPagerDuty, send: Send, path: str
) -> None:
    assert send(pagerduty.url + path)[0] == 404


def spoken(pagerduty: StandInPagerDuty, request: str) -> str:
    parts = urlsplit(pagerduty.url)
    with socket.create_connection((parts.hostname or "", parts.port or 0), timeout=10) as link:
        link.sendall(request.encode())
        return link.recv(100).decode()


@pytest.mark.parametrize(
    ("header", "status"),
    [
        (f"Content-Length: {LARGEST_BODY + 1}", "413"),
        ("Content-Length: -1", "411"),
        ("Content-Length: many", "411"),
        ("Transfer-Encoding: chunked", "411"),
    ],
)
def test_a_body_without_bounds_is_not_read(
    pagerduty: StandInPagerDuty, header: str, status: str
) -> None:
    assert spoken(pagerduty, f"POST /v2/enqueue HTTP/1.1\r\n{header}\r\n\r\n").split()[1] == status


def test_waiting_for_what_never_happens_ends_and_says_what_did(
    pagerduty: StandInPagerDuty,
) -> None:
    with pytest.raises(TimeoutError, match="0 open, 0 resolved, 0 dropped"):
        pagerduty.wait_until(lambda state: bool(state.open), seconds=0.05)


def test_nothing_is_left_running_after_it_is_closed(account: Account, send: Send) -> None:
    before = threading.active_count()
    with StandInPagerDuty(account) as pagerduty:
        send(pagerduty.url)
    assert threading.active_count() == before
    with pytest.raises(ConnectionRefusedError):
        send(pagerduty.url)


def test_it_says_nothing_on_the_console(
    pagerduty: StandInPagerDuty, send: Send, capfd: pytest.CaptureFixture[str]
) -> None:
    send(pagerduty.integration_url(pagerduty.account.services[0]), b"{}")
    assert capfd.readouterr() == ("", "")
